#include "payment/pricing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace bepusdt::payment {
namespace {

using wire::ErrorCode;
using wire::Refusal;

constexpr std::array<std::string_view, 5> kUsualFiats{"CNY", "USD", "EUR", "GBP", "JPY"};

bool fiat_is_known(const ports::DirectorySnapshot& directory, std::string_view fiat) {
  return std::ranges::find(kUsualFiats, fiat) != kUsualFiats.end() ||
         std::ranges::any_of(directory.prices, [&](const auto& entry) { return entry.first.fiat == fiat; }) ||
         std::ranges::any_of(directory.rules, [&](const auto& entry) { return entry.first.fiat == fiat; });
}

}  // namespace

Result<core::Decimal, Refusal> rate_for(const ports::DirectorySnapshot& directory, const core::TradeType& type,
                                        std::string_view fiat, const std::optional<core::RateRule>& own_rule, Time now) {
  const ports::Pair pair{std::string(type.currency), std::string(fiat)};
  core::RateRule rule;
  if (own_rule)
    rule = *own_rule;
  else if (const auto found = directory.rules.find(pair); found != directory.rules.end())
    rule = found->second;

  core::Decimal market;
  if (rule.needs_market()) {
    const auto found = directory.prices.find(pair);
    if (found == directory.prices.end()) {
      if (!fiat_is_known(directory, fiat)) return fail(Refusal{ErrorCode::unsupported_fiat, "fiat", {}});
      return fail(Refusal{ErrorCode::rate_unavailable,
                          "",
                          {fmt::format("没有 {}/{} 的汇率", pair.currency, pair.fiat),
                           fmt::format("no rate for {}/{}", pair.currency, pair.fiat)}});
    }
    // A stamp from the future says that the clock was set back: how old the price is cannot be known.
    constexpr Seconds kClocksDiffer{60};
    if (now - found->second.at > directory.max_price_age || found->second.at > now + kClocksDiffer)
      return fail(Refusal{ErrorCode::rate_unavailable,
                          "",
                          {fmt::format("{}/{} 的汇率已过期", pair.currency, pair.fiat),
                           fmt::format("the rate for {}/{} is too old", pair.currency, pair.fiat)}});
    market = found->second.rate;
  }
  const auto rate = rule.apply(market);
  if (rate) return rate->rounded_half_up_to_digits(kRateDigits);
  return fail(
      Refusal{ErrorCode::invalid_request,
              own_rule ? "rate" : "",
              {"计算出的汇率不大于零或超出精度", "gives a rate that is not positive, or beyond the precision kept"}});
}

Units step_of(const core::OrderPolicy& policy, const core::TradeType& type) {
  constexpr int kDefaultPlaces = 8;
  core::Decimal step;
  if (const auto found = policy.step.find(type.currency); found != policy.step.end())
    step = found->second;
  else
    step = *core::Decimal::from_parts(1, std::min(kDefaultPlaces, type.decimals));
  const auto amount = core::Amount::from_decimal(step.rounded_half_up_to_places(type.decimals), type);
  const auto units = amount ? to_index_units(amount->units()) : std::nullopt;
  return units ? std::max<Units>(*units, 1) : 1;
}

Result<Units, Refusal> price_of(const core::Decimal& fiat_amount, const core::Decimal& rate, const core::TradeType& type,
                                Units step) {
  BEPUSDT_ASSERT(rate.sign() > 0 && fiat_amount.sign() > 0 && step > 0);
  // fiat/rate in steps: (f / 10^fs) / (r / 10^rs) * 10^decimals / step
  const auto too_large = [] {
    return fail(Refusal{ErrorCode::amount_out_of_range, "amount", {"换算后的数量过大", "is too large in this currency"}});
  };
  if (fiat_amount.significant_digits() > kFiatDigits || rate.significant_digits() > kRateDigits) return too_large();
  const core::Decimal::Integer numerator = fiat_amount.mantissa() * core::power_of_ten(rate.scale() + type.decimals);
  const core::Decimal::Integer denominator =
      rate.mantissa() * core::power_of_ten(fiat_amount.scale()) * core::Decimal::Integer(to_base_units(step));
  core::Decimal::Integer steps = core::divide_half_up(numerator, denominator);
  if (steps < 1) steps = 1;
  steps *= core::Decimal::Integer(to_base_units(step));
  if (steps >= core::Decimal::Integer(1) << 110) return too_large();
  return static_cast<Units>(steps);
}

std::optional<core::Decimal> fiat_value(const core::Amount& received, const core::Decimal& rate) {
  constexpr int kCents = 2;
  const int scale = received.type().decimals + rate.scale() - kCents;
  BEPUSDT_ASSERT(rate.significant_digits() <= kRateDigits);
  core::Decimal::Integer value = core::Decimal::Integer(received.units()) * rate.mantissa();
  value = scale >= 0 ? core::divide_half_up(value, core::power_of_ten(scale)) : value * core::power_of_ten(-scale);
  const auto fiat = core::Decimal::from_parts(std::move(value), kCents);
  return fiat ? std::optional(fiat->rounded_half_up_to_digits(kFiatDigits)) : std::nullopt;
}

}  // namespace bepusdt::payment
