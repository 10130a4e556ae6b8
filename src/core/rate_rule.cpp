#include "core/rate_rule.hpp"

namespace bepusdt::core {
namespace {

RateError error_of(DecimalError error) {
  return error == DecimalError::too_long ? RateError::too_long : RateError::bad_syntax;
}

}  // namespace

Result<RateRule, RateError> RateRule::parse(std::string_view text) {
  static constexpr std::string_view kFullWidthTilde = "\xEF\xBD\x9E";
  RateRule rule;
  rule.kind = Kind::fixed;
  if (text.starts_with(kFullWidthTilde)) {
    text.remove_prefix(kFullWidthTilde.size());
    rule.kind = Kind::times;
  } else if (text.starts_with('~')) {
    text.remove_prefix(1);
    rule.kind = Kind::times;
  } else if (text.starts_with('+') || text.starts_with('-')) {
    rule.kind = Kind::plus;  // the sign stays: it belongs to the number
  }
  if (rule.kind == Kind::times && (text.starts_with('+') || text.starts_with('-'))) return fail(RateError::bad_syntax);
  auto operand = Decimal::parse(text);
  if (!operand) return fail(error_of(operand.error()));
  rule.operand = std::move(*operand);
  if (rule.kind != Kind::plus && rule.operand.sign() <= 0) return fail(RateError::not_positive);
  return rule;
}

std::string RateRule::to_string() const {
  switch (kind) {
    case Kind::fixed: return operand.to_string();
    case Kind::times: return "~" + operand.to_string();
    case Kind::plus: return (operand.sign() < 0 ? "" : "+") + operand.to_string();
  }
  return {};
}

Result<Decimal, RateError> RateRule::apply(const Decimal& market) const {
  const auto rate = kind == Kind::fixed   ? std::optional(operand)
                    : kind == Kind::times ? market.times(operand)
                                          : market.plus(operand);
  if (!rate) return fail(RateError::too_long);
  if (rate->sign() <= 0) return fail(RateError::not_positive);
  return *rate;
}

}  // namespace bepusdt::core
