#include "devnet/tron/tron_miner.hpp"

#include <algorithm>
#include <utility>

namespace bepusdt::devnet {

TronMiner::TronMiner(TronNode::Host& host, Pace pace)
    : host_(host), chain_(*host.chain), final_depth_(pace.final_depth), timer_(pace.interval) {
  host_.solidified = 0;
}

bool TronMiner::send(TronTx tx) {
  if (pending_.size() >= kMostPending) return false;
  pending_.push_back(std::move(tx));
  return true;
}

void TronMiner::tick(Time now) {
  if (timer_.due(now)) mine_one(now);
}

void TronMiner::mine(Time now, std::uint64_t blocks) {
  for (std::uint64_t i = 0; i < blocks; ++i) mine_one(now);
}

void TronMiner::mine_one(Time now) {
  for (TronTx& tx : pending_) {
    if (to_fail_ == 0) break;
    --to_fail_;
    tx.ok = false;
  }
  const std::int64_t second = to_unix_seconds(std::chrono::floor<Seconds>(now));
  chain_.mine(std::exchange(pending_, {}), std::max(second, chain_.tip().time_ms / 1'000));
  host_.solidified = chain_.head() - std::min(chain_.head(), final_depth_);
}

bool TronMiner::fork(Time now, std::uint64_t depth, bool again) {
  if (depth > chain_.head()) return false;
  std::vector<TronTx> taken = chain_.fork(depth);
  if (again) {
    for (TronTx& tx : taken) tx.ok = true;
    pending_.insert(pending_.begin(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
  }
  mine(now, depth);
  return true;
}

}  // namespace bepusdt::devnet
