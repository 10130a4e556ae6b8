// Amount: a number of base units (the smallest unit of a coin or token, up to 256 bit) with the trade type it belongs to.
// Amounts of different trade types never mix: comparing or adding them is our own bug, and asserts.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/decimal.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

// Unsigned, 256 bit, throws std::overflow_error / std::range_error on overflow; `units_from_*` below never throw.
using BaseUnits =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<256, 256, boost::multiprecision::unsigned_magnitude,
                                                                         boost::multiprecision::checked, void>>;

// A currency on a chain, as requests name it. The rows live in catalog/trade_types.hpp and outlive everything that points to one.
struct TradeType {
  std::string_view name;      // "usdt.erc20"
  std::string_view chain;     // "ethereum"
  std::string_view currency;  // "USDT"
  int decimals;               // digits after the point of one unit of the currency, 0..18
  bool native;                // the chain's own coin
  bool stablecoin;
};

enum class AmountError {
  not_a_number,  // the text is no plain decimal number
  negative,
  too_many_decimals,  // more digits after the point than the trade type has
  overflow            // does not fit 256 bit
};

class Amount {
 public:
  Amount(BaseUnits units, const TradeType& type) : units_(std::move(units)), type_(&type) {}

  // "1.35" of USDT with 6 decimals is 1350000 base units. Exact or an error, never rounded.
  [[nodiscard]] static Result<Amount, AmountError> parse(std::string_view text, const TradeType& type);
  [[nodiscard]] static Result<Amount, AmountError> from_decimal(const Decimal& value, const TradeType& type);

  // Shortest plain form in units of the currency: "1.35". parse(to_string()) gives the same amount.
  [[nodiscard]] std::string to_string() const;
  // nullopt: more digits than a Decimal keeps, which only forged tokens have.
  [[nodiscard]] std::optional<Decimal> to_decimal() const;

  [[nodiscard]] const BaseUnits& units() const { return units_; }
  [[nodiscard]] const TradeType& type() const { return *type_; }
  [[nodiscard]] bool is_zero() const { return units_.is_zero(); }

  // An error instead of a wrap-around.
  [[nodiscard]] Result<Amount, AmountError> plus(const Amount& other) const;

  friend std::strong_ordering operator<=>(const Amount& a, const Amount& b);
  friend bool operator==(const Amount& a, const Amount& b) { return (a <=> b) == std::strong_ordering::equal; }

 private:
  BaseUnits units_;
  const TradeType* type_;
};

// Decimal digits only, at most 78; nullopt-like error when it does not fit 256 bit.
[[nodiscard]] Result<BaseUnits, AmountError> units_from_digits(std::string_view digits);

// 0x-prefixed hex as EVM nodes write quantities and words: 1..64 digits.
[[nodiscard]] Result<BaseUnits, AmountError> units_from_hex(std::string_view hex);

}  // namespace bepusdt::core
