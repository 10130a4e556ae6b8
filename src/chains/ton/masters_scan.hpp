// MastersScan: what a scan of TON is at either kind of endpoint: from the caller's masterchain block on, runs of masterchain blocks
// in steps, each of which counts whole or not at all. How a step is read is left to the kind.
#pragma once

#include <algorithm>

#include "chains/stop.hpp"
#include "chains/ton/visit.hpp"
#include "chains/ton/watched.hpp"

namespace bepusdt::chains::ton {

// The shards at a masterchain block, as they were read last: saves reading them again.
template <class Tops>
struct TopsAt {
  core::BlockHash at;
  Tops tops;
};

template <class Tops>
class MastersScan {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  // At the last block that was covered.
  [[nodiscard]] const std::optional<TopsAt<Tops>>& known_tops() const { return known_; }

 protected:
  struct Step {
    std::vector<core::BlockRef> masters;
    std::vector<core::Transfer> transfers;
    TopsAt<Tops> tops;
  };

  MastersScan(Desk& desk, const Watched& watched, const std::optional<TopsAt<Tops>>& known,
              const ports::ScanRequest& request)
      : desk_(desk), watched_(watched), known_(known), request_(request), chain_(std::string(desk.config.chain->name)) {}

  // `head` and its hash: the endpoint's newest. `read(last)` gives the Step above scanned_.last up to that height, or a Stop.
  template <class AnyVisit, class Read>
  [[nodiscard]] Outcome in_steps(const AnyVisit& visit, std::uint64_t head, const core::BlockHash& head_hash,
                                 std::uint64_t blocks_per_step, Read&& read) {
    const std::uint64_t after = request_.after.height;
    if (head < after)
      return fail(visit.lagging("is at height " + std::to_string(head) + ", below " + std::to_string(after)));
    if (head == after && head_hash != request_.after.hash) return ports::Forked{};

    scanned_.last = request_.after;
    scanned_.head = head;
    const std::uint64_t target = std::min(head, after + request_.max_blocks);
    while (scanned_.last.height < target) {
      auto step = read(std::min(target, scanned_.last.height + std::max<std::uint64_t>(1, blocks_per_step)));
      if (!step) {
        if (scanned_.last.height > after) break;  // the steps before it count; what stopped this one shows again
        if (step.error().forked) return ports::Forked{};
        return fail(std::move(step.error().error));
      }
      take(std::move(*step));
      if (desk_.clock.now() >= visit.deadline()) break;
    }
    // Validators do not take back a masterchain block, nor what it refers to.
    const Finality& finality = desk_.config.finality;
    const auto now = finality.by_tag() ? FinalityNow::up_to(head) : FinalityNow::blocks_on_top(finality.on_top);
    scanned_.final_height = now.height(scanned_.last.height);
    return std::move(scanned_);
  }

  Desk& desk_;
  const Watched& watched_;
  std::optional<TopsAt<Tops>> known_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  ports::Scanned scanned_;

 private:
  void take(Step step) {
    scanned_.last = step.masters.back();
    std::ranges::move(step.masters, std::back_inserter(scanned_.blocks));
    std::ranges::move(step.transfers, std::back_inserter(scanned_.transfers));
    known_ = std::move(step.tops);
  }
};

}  // namespace bepusdt::chains::ton
