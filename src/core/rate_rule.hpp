// RateRule: the five syntaxes in which an order or the operator says what rate applies (contract part 1 §3, field `rate`).
//   7.4    fixed                    ~1.02  market x 1.02        ~0.97  market x 0.97
//   +0.3   market plus 0.3          -0.2   market minus 0.2     (U+FF5E, the full-width tilde, is read as ~)
// A rate is fiat per unit of the currency.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/decimal.hpp"

namespace bepusdt::core {

enum class RateError {
  bad_syntax,
  not_positive,  // the outcome is zero or negative, or a fixed rate is
  too_long       // digits beyond Decimal's limits
};

struct RateRule {
  enum class Kind { fixed, times, plus };  // minus is plus of a negative number
  Kind kind = Kind::times;
  Decimal operand{1};

  [[nodiscard]] static Result<RateRule, RateError> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool needs_market() const { return kind != Kind::fixed; }
  // The rate itself. `market` is ignored by a fixed rule.
  [[nodiscard]] Result<Decimal, RateError> apply(const Decimal& market) const;
};

}  // namespace bepusdt::core
