// Witnesses: who made the recent blocks below the caller's cursor, as this reader linked them. Tron's rule of the solidified
// block, made from what was read: a block is final once enough distinct witnesses have built on it. Empty after a start,
// which delays finality by the time that so many blocks take.
#pragma once

#include <map>
#include <set>

#include "chains/tron/types.hpp"

namespace bepusdt::chains::tron {

class Witnesses {
 public:
  // From now on only what lies on the way to this block counts.
  void reach(std::uint64_t height, const Word& id) {
    known_.erase(known_.upper_bound(height), known_.end());
    if (known_.empty()) return;
    const auto top = std::prev(known_.end());
    if (top->first != height || top->second.id != id) known_.clear();
  }
  // The block after the last one that was added, or after what was reached.
  void add(const Header& header) {
    known_[header.number] = {header.id, header.witness};
    while (known_.size() > kMost) known_.erase(known_.begin());
  }
  // The newest block on which `enough` distinct witnesses have built; 0: none known.
  [[nodiscard]] std::uint64_t final_height(std::size_t enough) const {
    std::set<Account> distinct;
    for (auto at = known_.rbegin(); at != known_.rend(); ++at) {
      distinct.insert(at->second.witness);
      if (distinct.size() >= enough) return at->first > 0 ? at->first - 1 : 0;
    }
    return 0;
  }

 private:
  struct Made {
    Word id{};
    Account witness{};
  };
  static constexpr std::size_t kMost = 1024;  // far more than a chain whose witnesses partly fail would need
  std::map<std::uint64_t, Made> known_;
};

}  // namespace bepusdt::chains::tron
