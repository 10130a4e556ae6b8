// Pricing: what an order costs in crypto. Contract part 1 §3, fields `amount`, `rate`, `fiat` and "The amount".
// Pure functions of the directory's snapshot and the time.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "core/decimal.hpp"
#include "core/rate_rule.hpp"
#include "payment/amount_index.hpp"
#include "ports/directory.hpp"
#include "wire/errors.hpp"

namespace bepusdt::payment {

// Fiat amounts keep at most this many significant digits: PHP verifiers print no more (contract part 2).
inline constexpr int kFiatDigits = 14;
// And rates this many, which no price source exceeds.
inline constexpr int kRateDigits = 24;

// The rate in force: the order's own rule, else the operator's rule of the pair, else the market. Never a fallback:
// a rate that is missing or older than max_price_age is `rate_unavailable`, a fiat nobody quotes is `unsupported_fiat`.
[[nodiscard]] Result<core::Decimal, wire::Refusal> rate_for(const ports::DirectorySnapshot& directory,
                                                            const core::TradeType& type, std::string_view fiat,
                                                            const std::optional<core::RateRule>& rule, Time now);

// The quoting step of a trade type in base units, at least 1: order.step of its currency, else 10^-8.
[[nodiscard]] Units step_of(const core::OrderPolicy& policy, const core::TradeType& type);

// fiat / rate, rounded half-up to the step, at least one step. Error: more than can be quoted.
[[nodiscard]] Result<Units, wire::Refusal> price_of(const core::Decimal& fiat_amount, const core::Decimal& rate,
                                                    const core::TradeType& type, Units step);

// What a received amount is worth, in fiat, to two places; for open amounts. nullopt: beyond any fiat amount kept.
[[nodiscard]] std::optional<core::Decimal> fiat_value(const core::Amount& received, const core::Decimal& rate);

}  // namespace bepusdt::payment
