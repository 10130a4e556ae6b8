// Ancestors: hashes of recent blocks below the caller's cursor, as this reader linked them. Not a position: only evidence,
// by which a chain that became shorter is told from a node that merely lags. Empty after a start, which costs a delay at most.
#pragma once

#include <map>
#include <optional>

#include "chains/words.hpp"

namespace bepusdt::chains {

class Ancestors {
 public:
  // From now on only what lies on the way to this block counts.
  void reach(std::uint64_t height, const Word& hash) {
    known_.erase(known_.upper_bound(height), known_.end());
    if (const auto at = known_.find(height); at != known_.end() && at->second != hash) known_.clear();
    add(height, hash);
  }
  void add(std::uint64_t height, const Word& hash) {
    known_[height] = hash;
    while (known_.size() > kMost) known_.erase(known_.begin());
  }
  [[nodiscard]] std::optional<Word> at(std::uint64_t height) const {
    const auto found = known_.find(height);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static constexpr std::size_t kMost = 1024;
  std::map<std::uint64_t, Word> known_;
};

}  // namespace bepusdt::chains
