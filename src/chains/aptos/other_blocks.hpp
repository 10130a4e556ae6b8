// OtherBlocks: which endpoints have another block than the one that the caller read, since when it is asked about that one. Aptos
// has no reorganisations: one endpoint that contradicts is an error of that endpoint. Only where two have the same other block,
// and none has ours, is ours the one that was never on the chain: who told of it lied. Not thread-safe.
#pragma once

#include <map>

#include "chains/aptos/types.hpp"

namespace bepusdt::chains::aptos {

class OtherBlocks {
 public:
  void reach(const core::BlockRef& ours) {
    if (ours != ours_) others_.clear();
    ours_ = ours;
  }
  // false: that was known.
  bool add(std::size_t endpoint, const Header& other) {
    const auto [at, added] = others_.insert_or_assign(endpoint, other.ref());
    return added;
  }
  void clear() { others_.clear(); }  // an endpoint has ours
  [[nodiscard]] bool two_agree() const {
    for (auto one = others_.begin(); one != others_.end(); ++one)
      for (auto two = std::next(one); two != others_.end(); ++two)
        if (one->second == two->second) return true;
    return false;
  }

 private:
  core::BlockRef ours_;
  std::map<std::size_t, core::BlockRef> others_;  // by the endpoint's index in the pool
};

}  // namespace bepusdt::chains::aptos
