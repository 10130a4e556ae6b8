// Step 5: deadline passed -> order `expired` and, if the merchant's profile wants it, an expired event; and, later, quotes
// whose hold has ended are released, so that their amounts are offered again.
//
// A quote is released only once a final block of its chain is past the end of its hold, so that a payment made in time finds
// it even when the node was down for hours or a fork brings it late; and a minute after that, so that the minute before a creation which still counts as
// on time (core/match.hpp) never reaches into the quote before it.
#pragma once

#include "payment/ports.hpp"
#include "payment/reservations.hpp"

namespace bepusdt::payment {

// The one way into `expired`: moves a waiting order and writes its event where the merchant wants one.
void expire_one(ports::Tx& tx, core::Order& order, const ports::DirectorySnapshot& directory, Time now);

class ExpireOrder {
 public:
  ExpireOrder(Ports ports, Reservations& reservations) : ports_(ports), reservations_(reservations) {}

  // Expires up to `limit` orders; how many, or nullopt when the store failed.
  [[nodiscard]] std::optional<int> expire(int limit = 500);
  // Releases up to `limit` quotes a chain; how many, or nullopt when the store failed.
  [[nodiscard]] std::optional<int> release(int limit = 500);

 private:
  Ports ports_;
  Reservations& reservations_;
};

}  // namespace bepusdt::payment
