// TransactionQueue: what was sent to a test chain and waits for the next block, and how many of it are to fail.
#pragma once

#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace bepusdt::devnet {

template <class Tx>
class TransactionQueue {
 public:
  static constexpr std::size_t kMost = 10'000;

  // false: too many wait.
  [[nodiscard]] bool add(Tx tx) {
    if (waiting_.size() >= kMost) return false;
    waiting_.push_back(std::move(tx));
    return true;
  }
  // Before all that wait: they were in a block already.
  void put_back(std::vector<Tx> txs) {
    waiting_.insert(waiting_.begin(), std::make_move_iterator(txs.begin()), std::make_move_iterator(txs.end()));
  }
  void fail_next(std::uint64_t count) { to_fail_ = count; }

  // All that wait, for a block; `spoil` makes a transaction one that failed.
  template <class Spoil>
  [[nodiscard]] std::vector<Tx> take(Spoil&& spoil) {
    for (Tx& tx : waiting_) {
      if (to_fail_ == 0) break;
      --to_fail_;
      spoil(tx);
    }
    return std::exchange(waiting_, {});
  }

 private:
  std::vector<Tx> waiting_;
  std::uint64_t to_fail_ = 0;
};

}  // namespace bepusdt::devnet
