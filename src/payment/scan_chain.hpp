// Step 2: cursor -> transfers `seen` and the cursor moved on, in one store transaction, so that a crash never loses or
// skips a block. On a reorganisation the transfers above the fork are marked gone and what they confirmed is released.
//
// A chain sleeps while no live quote and no confirming order needs it. It wakes at the block of the oldest live quote's
// creation; the blocks passed over are recorded as a gap, in which no order was live.
// One instance a chain, called by one thread at a time. It asks the reader with no transaction open.
#pragma once

#include <string>

#include "payment/ports.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::payment {

enum class ScanOutcome {
  advanced,    // covered new blocks: there may be more at once
  up_to_date,  // nothing new
  rewound,     // a fork was undone: scan again at once
  asleep,      // nobody waits for this chain
  failed       // the node could not be read; nothing changed
};

struct ScanResult {
  ScanOutcome outcome = ScanOutcome::up_to_date;
  std::optional<Millis> retry_after;  // with `failed`: what the node asked for
};

class ScanChain {
 public:
  struct Options {
    bool always_on = false;
    std::uint64_t max_blocks = 500;   // a call
    std::uint64_t keep_blocks = 512;  // hashes kept below the final height, for forks deeper than promised
  };

  ScanChain(core::ChainName chain, Ports ports, ports::ChainReader& reader, Options options)
      : chain_(std::move(chain)), ports_(ports), reader_(reader), options_(options) {}

  [[nodiscard]] ScanResult run();

 private:
  struct Work {
    std::optional<ports::Cursor> cursor;
    ports::WatchList watch;
    std::optional<Time> oldest_quote;
    bool has_confirming = false;
    bool needed = false;
  };
  [[nodiscard]] Result<Work, ports::StoreError> look() const;
  // The last block before `wanted`, by interpolation between known blocks.
  [[nodiscard]] Result<core::BlockRef, ports::ReadError> block_before(BlockTime wanted, const core::BlockRef& head);
  [[nodiscard]] ScanResult start(const Work& work);
  [[nodiscard]] ScanResult apply(const core::BlockRef& after, const ports::Scanned& scanned);
  [[nodiscard]] ScanResult rewind(const core::BlockRef& from);
  [[nodiscard]] ScanResult failed(const ports::ReadError& error);
  [[nodiscard]] ScanResult failed(const ports::StoreError& error);

  core::ChainName chain_;
  Ports ports_;
  ports::ChainReader& reader_;
  Options options_;
};

}  // namespace bepusdt::payment
