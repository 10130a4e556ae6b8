// PriceSource: market prices from outside. One blocking call fetches all; what a source does not offer is absent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "core/decimal.hpp"

namespace bepusdt::ports {

struct Pair {
  std::string currency;  // "USDT"
  std::string fiat;      // "CNY"
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

struct Price {
  Pair pair;
  core::Decimal rate;           // fiat per unit of the currency, > 0
  std::optional<Time> as_of{};  // when the source itself last saw it; absent: as of this call
};

struct PriceError {
  std::string reason;  // one sentence, host only
};

class PriceSource {
 public:
  virtual ~PriceSource() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  // false: the operator's own table. Its prices are meant as they stand, so the rule about jumps does not apply to them.
  [[nodiscard]] virtual bool is_market() const { return true; }
  [[nodiscard]] virtual Result<std::vector<Price>, PriceError> fetch(const std::vector<Pair>& pairs) = 0;
};

}  // namespace bepusdt::ports
