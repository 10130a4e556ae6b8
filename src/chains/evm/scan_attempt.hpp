// ScanAttempt: one scan at one endpoint. The head, the caller's block and the finality tag are asked first; then blocks are
// read in steps, each linked to the one before by parent hashes, until the target or the time is reached. Near the head a
// step reads every header and its logs by block hash; deep below, a range of logs between two looks at its last block. Where
// the chain's own coin is looked for, blocks are read whole, and traced at an endpoint that is marked for it.
// A step either counts whole or not at all: what was covered is returned, so a failure behind it loses nothing.
#pragma once

#include <map>

#include "chains/evm/block_logs.hpp"
#include "chains/evm/head_look.hpp"
#include "chains/evm/receipt_reader.hpp"

namespace bepusdt::chains::evm {

class ScanAttempt {
 public:
  using Outcome = Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError>;

  ScanAttempt(Desk& desk, Node& node, const Watched& watched, const Ancestors& ancestors, const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();

 private:
  using Done = Unless<void>;

  struct Step {
    std::uint64_t from = 0, to = 0;
    bool by_range = false;
    std::map<std::uint64_t, Block> blocks;  // headers read, by height
    std::vector<Log> logs;                  // Transfers to us
    TracedBlocks traces;                    // where they are read
    std::vector<core::Transfer> transfers;
  };

  [[nodiscard]] Step plan(std::uint64_t from) const;
  Done read(Step& step);
  Done read_blocks_one_by_one(Step& step);
  Done read_range(Step& step);
  Done check_links(const Step& step) const;
  Done check_range_still_there(Step& step);
  Done read_traces(Step& step);
  Done read_receipts(Step& step);
  void take(Step step);

  [[nodiscard]] Sieves sieves() const;

  Desk& desk_;
  Node& node_;
  const Watched& watched_;
  const Ancestors& ancestors_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  const core::TradeType* coin_;  // nullptr: the chain's own coin is not looked for
  bool traces_;                  // also where a contract pays it

  HeadLook look_;
  std::uint64_t target_ = 0;
  std::uint64_t deep_limit_ = 0;  // blocks up to here may be read by ranges
  std::uint64_t covered_ = 0;
  Word covered_hash_{};
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::evm
