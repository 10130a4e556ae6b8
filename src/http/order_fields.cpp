#include "http/order_fields.hpp"

#include <algorithm>

#include "catalog/chains.hpp"
#include "http/url_rules.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http::order_fields {
namespace {

namespace field = wire::field;
using wire::ErrorCode;
using wire::Refusal;
using wire::SignedRequest;

constexpr std::size_t kLongestOrderId = 128;
constexpr std::size_t kLongestName = 64;  // characters
constexpr int kAmountDigits = 14;
constexpr std::int64_t kShortestTimeout = 60;
constexpr std::int64_t kLongestTimeout = 86'400;
constexpr std::string_view kDefaultTradeType = "usdt.trc20";
constexpr std::string_view kDefaultFiat = "CNY";

std::unexpected<Refusal> refuse(ErrorCode code, std::string_view name, std::string zh, std::string en) {
  return fail(Refusal{code, std::string(name), {std::move(zh), std::move(en)}});
}

std::unexpected<Refusal> missing(std::string_view name) {
  return refuse(ErrorCode::invalid_request, name, "不能为空", "is required");
}

// The first `most` characters; the text is valid UTF-8, because the parser let it in.
std::string_view first_characters(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && count++ == most) return text.substr(0, i);
  }
  return text;
}

}  // namespace

Read<core::OrderId> order_id(const SignedRequest& fields) {
  const auto text = fields.text_or_number(field::kOrderId);
  if (!text) return fail(text.error());
  if (!*text) return missing(field::kOrderId);
  const bool number = fields.find(field::kOrderId)->kind == wire::FieldKind::number;
  if (number && (*text)->find_first_of(".eE") != std::string_view::npos)
    return refuse(ErrorCode::invalid_request, field::kOrderId, "必须是字符串或整数", "must be a string or an integer");
  if ((*text)->size() > kLongestOrderId)
    return refuse(ErrorCode::invalid_request, field::kOrderId, "长度不能超过 128", "must not be longer than 128");
  return core::OrderId(std::string(**text));
}

Read<core::Decimal> amount(const SignedRequest& fields) {
  const auto text = fields.text_or_number(field::kAmount);
  if (!text) return fail(text.error());
  if (!*text) return core::Decimal();
  const auto value = core::Decimal::parse(**text);
  if (!value) {
    if (value.error() == core::DecimalError::too_long)
      return refuse(ErrorCode::amount_out_of_range, field::kAmount, "数字过长", "has too many digits");
    return refuse(ErrorCode::invalid_request, field::kAmount, "必须是数字", "must be a number");
  }
  if (value->sign() < 0) return refuse(ErrorCode::amount_out_of_range, field::kAmount, "不能为负数", "must not be negative");
  return value->rounded_half_up_to_digits(kAmountDigits);
}

Read<std::string> notify_url(const SignedRequest& fields, const Context& context) {
  const auto text = fields.text(field::kNotifyUrl);
  if (!text) return fail(text.error());
  if (!*text) return missing(field::kNotifyUrl);
  if (const auto good = check_notify_url(**text, context); !good) return fail(good.error());
  return std::string(**text);
}

Read<std::string> redirect_url(const SignedRequest& fields, const std::string& notify_url) {
  const auto text = fields.text(field::kRedirectUrl);
  if (!text) return fail(text.error());
  if (!*text) return origin_of_url(notify_url);
  if (const auto good = check_redirect_url(**text); !good) return fail(good.error());
  return std::string(**text);
}

Read<const core::TradeType*> trade_type(const SignedRequest& fields) {
  const auto text = fields.text(field::kTradeType);
  if (!text) return fail(text.error());
  const std::string_view name = text->value_or(kDefaultTradeType);
  if (const core::TradeType* const type = catalog::find_trade_type(name)) return type;
  const std::string shown(first_characters(name, kLongestName));
  return refuse(ErrorCode::unknown_trade_type, field::kTradeType, shown, shown);
}

Read<std::optional<core::Address>> address(const SignedRequest& fields, const core::TradeType& type) {
  const auto text = fields.text(field::kAddress);
  if (!text) return fail(text.error());
  if (!*text) return std::nullopt;
  const catalog::Chain* const chain = catalog::find_chain(type.chain);
  BEPUSDT_ASSERT(chain != nullptr);
  auto parsed = core::parse_address(chain->family, **text);
  if (parsed) return std::optional(std::move(*parsed));
  const std::string network(chain->display_name);
  if (parsed.error() == core::AddressError::bad_checksum)
    return refuse(ErrorCode::invalid_address, field::kAddress, "校验和错误", "has a wrong checksum");
  return refuse(ErrorCode::invalid_address, field::kAddress, "不是 " + network + " 地址", "is no address of " + network);
}

Read<Seconds> timeout(const MerchantCall& call) {
  const auto text = call.fields.text_or_number(field::kTimeout);
  if (!text) return fail(text.error());
  const Seconds usual = call.directory.policy.timeout;
  if (!*text) return usual;
  const auto value = core::Decimal::parse(**text);
  const bool too_long = !value && value.error() == core::DecimalError::too_long;
  if ((!value && !too_long) || (value && value->scale() > 0))
    return refuse(ErrorCode::invalid_request, field::kTimeout, "必须是整数（秒）", "must be a whole number of seconds");
  const bool above = value ? *value > core::Decimal(kLongestTimeout) : !(*text)->starts_with('-');
  const bool below = value ? *value < core::Decimal(kShortestTimeout) : !above;
  if (!above && !below) return Seconds(value->mantissa().convert_to<std::int64_t>());
  const Seconds used = above ? Seconds(kLongestTimeout) : usual;
  call.context.log.info(
      "order.timeout_clamped",
      {{"request", call.request.id()}, {"asked", (*text)->substr(0, kLongestName)}, {"used", used.count()}});
  return used;
}

Read<std::optional<core::RateRule>> rate(const SignedRequest& fields) {
  const auto text = fields.text_or_number(field::kRate);
  if (!text) return fail(text.error());
  if (!*text) return std::nullopt;
  auto rule = core::RateRule::parse(**text);
  if (rule) return std::optional(std::move(*rule));
  switch (rule.error()) {
    case core::RateError::not_positive:
      return refuse(ErrorCode::invalid_request, field::kRate, "必须大于零", "must be greater than zero");
    case core::RateError::too_long:
      return refuse(ErrorCode::invalid_request, field::kRate, "数字过长", "has too many digits");
    case core::RateError::bad_syntax: break;
  }
  return refuse(ErrorCode::invalid_request, field::kRate, "应为 7.4、~1.02、+0.3 或 -0.2 的形式",
                "must look like 7.4, ~1.02, +0.3 or -0.2");
}

Read<std::string> fiat(const SignedRequest& fields) {
  const auto text = fields.text(field::kFiat);
  if (!text) return fail(text.error());
  std::string code(text->value_or(kDefaultFiat));
  std::ranges::transform(code, code.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const bool is_code = code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code)
    return refuse(ErrorCode::unsupported_fiat, field::kFiat, "应为三位字母代码", "must be a code of three letters");
  return code;
}

Read<std::string> name(const SignedRequest& fields, const core::OrderId& order_id) {
  const auto text = fields.text_or_number(field::kName);
  if (!text) return fail(text.error());
  return std::string(first_characters(text->value_or(order_id.value()), kLongestName));
}

}  // namespace bepusdt::http::order_fields
