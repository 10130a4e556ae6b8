// OrderPolicy: the operator's rules for orders, as settings give them (contract part 5, section [order]).
#pragma once

#include <map>
#include <string>

#include "base/time.hpp"
#include "core/decimal.hpp"

namespace bepusdt::core {

enum class AcceptLate { never, stablecoins, always };

struct OrderPolicy {
  Seconds timeout{1200};  // 60..86400
  Seconds grace{10800};   // a quote stays reserved this long after the deadline
  AcceptLate accept_late = AcceptLate::stablecoins;
  bool allow_open = false;
  Decimal open_min{1};   // fiat
  int max_steps = 1000;  // tries for a free amount
  Decimal min_amount;    // fiat
  Decimal max_amount;    // fiat
  std::map<std::string, Decimal, std::less<>>
      step;  // by currency, units of the currency; absent: the smallest unit, at most 8 places
};

}  // namespace bepusdt::core
