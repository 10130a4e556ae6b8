// LiteScan: one scan at one lite-server. From the caller's masterchain block on, runs of masterchain blocks are read in steps, each
// block whole, and with them the shards' blocks that they made final. The blocks of a run name each other by hash down to the
// caller's own, so that only the id of the run's last block is believed; a step counts whole or not at all.
#pragma once

#include "chains/stop.hpp"
#include "chains/ton/lite/committed_shards.hpp"
#include "chains/ton/watched.hpp"

namespace bepusdt::chains::ton {

// The shards at a masterchain block, as they were read last: saves reading that block again. True wherever it was read.
struct ReadTops {
  core::BlockHash at;
  ShardTops tops;
};

class LiteScan {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  LiteScan(Desk& desk, LiteVisit& visit, const Watched& watched, const std::optional<ReadTops>& known,
           const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();
  // At the last block that was covered.
  [[nodiscard]] const std::optional<ReadTops>& known_tops() const { return known_; }

 private:
  struct Step {
    std::vector<core::BlockRef> masters;
    std::vector<core::Transfer> transfers;
    ReadTops tops;
  };

  [[nodiscard]] Unless<Step> read(std::uint64_t last);
  [[nodiscard]] Unless<std::vector<Block>> masters(std::uint64_t last);
  [[nodiscard]] Unless<ShardTops> tops_below(const Block& first);
  void take(Step step);

  Desk& desk_;
  LiteVisit& visit_;
  const Watched& watched_;
  std::optional<ReadTops> known_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::ton
