// LiteScan: one scan at one lite-server. From the caller's masterchain block on, runs of masterchain blocks are read in steps, each
// block whole, and with them the shards' blocks that they made final. The blocks of a run name each other by hash down to the
// caller's own, so that only the id of the run's last block is believed; a step counts whole or not at all.
#pragma once

#include "chains/ton/lite/committed_shards.hpp"
#include "chains/ton/masters_scan.hpp"

namespace bepusdt::chains::ton {

class LiteScan : public MastersScan<ShardTops> {
 public:
  LiteScan(Desk& desk, LiteVisit& visit, const Watched& watched, const std::optional<TopsAt<ShardTops>>& known,
           const ports::ScanRequest& request)
      : MastersScan(desk, watched, known, request), visit_(visit) {}

  [[nodiscard]] Outcome run();

 private:
  [[nodiscard]] std::uint64_t masters_per_step() const;
  [[nodiscard]] Unless<Step> read(std::uint64_t last);
  [[nodiscard]] Unless<std::vector<Block>> masters(std::uint64_t last);
  [[nodiscard]] Unless<ShardTops> tops_below(const Block& first);

  LiteVisit& visit_;
};

}  // namespace bepusdt::chains::ton
