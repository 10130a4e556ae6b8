// Step 3: transfers `seen` x orders -> order `confirming` and the transfer consumed, or the transfer kept as late or
// unmatched, with the reason, visible for ever. The rule itself is core/match.hpp. Each transfer costs a few index look-ups,
// however many orders are open. Idempotent: only transfers still `seen` are judged.
#pragma once

#include "payment/ports.hpp"

namespace bepusdt::payment {

class MatchTransfer {
 public:
  explicit MatchTransfer(Ports ports) : ports_(ports) {}

  // Judges up to `limit` transfers; returns how many (equal to limit: there may be more), or nullopt when the store failed.
  [[nodiscard]] std::optional<int> run(int limit = 200);

 private:
  Ports ports_;
};

}  // namespace bepusdt::payment
