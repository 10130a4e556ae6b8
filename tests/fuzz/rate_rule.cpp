// Fuzz target: a rate rule is accepted exactly where its grammar says so, prints back to itself, and gives what its words mean.
// Line 1 is the rule, line 2 the market.
#include "core/rate_rule.hpp"
#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/decimal_grammar.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::core;
using Kind = RateRule::Kind;

bool starts_with_sign(std::string_view text) { return text.starts_with('+') || text.starts_with('-'); }

void check_syntax(std::string_view text, const Result<RateRule, RateError>& rule) {
  std::string_view number = text;
  const bool times = text.starts_with('~') || text.starts_with("\xEF\xBD\x9E");
  if (times) number.remove_prefix(text.starts_with('~') ? 1 : 3);
  const bool good = fuzz::is_decimal(number) && !(times && starts_with_sign(number));
  if (!good) {
    // A number may be found too long before the rest of it is found wrong.
    BEPUSDT_ASSERT(!rule && (rule.error() == RateError::bad_syntax || rule.error() == RateError::too_long));
    return;
  }
  if (!rule) {
    BEPUSDT_ASSERT(rule.error() != RateError::bad_syntax);
    return;
  }
  BEPUSDT_ASSERT(rule->kind == (times ? Kind::times : starts_with_sign(number) ? Kind::plus : Kind::fixed));
  BEPUSDT_ASSERT(rule->operand == *Decimal::parse(number));
  BEPUSDT_ASSERT(rule->kind == Kind::plus || rule->operand.sign() > 0);
}

void check_meaning(const RateRule& rule, const Decimal& market) {
  const auto rate = rule.apply(market);
  if (rate) BEPUSDT_ASSERT(rate->sign() > 0);
  switch (rule.kind) {
    case Kind::fixed: BEPUSDT_ASSERT(rate && *rate == rule.operand); break;
    case Kind::times:
      if (rate) BEPUSDT_ASSERT(*rate == *rule.operand.times(market));
      if (!rate && rate.error() == RateError::not_positive) BEPUSDT_ASSERT(market.sign() <= 0);
      break;
    case Kind::plus:
      if (rate) BEPUSDT_ASSERT(rate->minus(rule.operand) == market);
      if (!rate && rate.error() == RateError::not_positive) BEPUSDT_ASSERT(market <= *Decimal().minus(rule.operand));
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [text, market_text] = fuzz::lines_of<2>(fuzz::text_of(data, size));
  const auto rule = RateRule::parse(text);
  check_syntax(text, rule);
  if (!rule) return 0;
  const std::string printed = rule->to_string();
  const auto again = RateRule::parse(printed);
  BEPUSDT_ASSERT(again && again->kind == rule->kind && again->operand == rule->operand && again->to_string() == printed);
  if (const auto market = Decimal::parse(market_text)) check_meaning(*rule, *market);
  return 0;
}
