#include "wire/errors.hpp"

#include <array>

#include "base/assert.hpp"

namespace bepusdt::wire {
namespace {

using enum ErrorCode;

constexpr std::array kTable{
    ErrorRow{invalid_json, "invalid_json", 400, 200, false, "请求内容不是有效的 JSON", "the body is not valid JSON"},
    ErrorRow{invalid_request, "invalid_request", 400, 200, false, "请求参数错误", "a field of the request is wrong"},
    ErrorRow{missing_signature, "missing_signature", 400, 200, false, "缺少签名", "the request is not signed"},
    ErrorRow{bad_signature, "bad_signature", 401, 200, false, "签名错误", "the signature does not match"},
    ErrorRow{unknown_merchant, "unknown_merchant", 401, 200, false, "商户不存在", "there is no such merchant"},
    ErrorRow{unknown_trade_type, "unknown_trade_type", 400, 200, false, "不支持的交易类型",
             "this trade type is not offered"},
    ErrorRow{unsupported_fiat, "unsupported_fiat", 400, 200, false, "不支持的法币", "this fiat currency is not offered"},
    ErrorRow{unsupported_currency, "unsupported_currency", 400, 200, false, "不支持的币种", "this currency is not offered"},
    ErrorRow{amount_out_of_range, "amount_out_of_range", 400, 200, false, "金额超出允许范围", "the amount is out of range"},
    ErrorRow{invalid_address, "invalid_address", 400, 200, false, "收款地址无效",
             "the address is not valid for this network"},
    ErrorRow{no_wallet, "no_wallet", 400, 200, false, "该交易类型没有可用的收款钱包",
             "no wallet is configured for this trade type"},
    ErrorRow{no_free_amount, "no_free_amount", 409, 200, true, "暂时没有可用的收款金额，请稍后再试",
             "no free amount at the moment; try again later"},
    ErrorRow{callback_url_forbidden, "callback_url_forbidden", 400, 200, false, "回调地址不被允许",
             "this callback URL is not allowed"},
    ErrorRow{order_not_found, "order_not_found", 404, 200, false, "订单不存在", "there is no such order"},
    ErrorRow{order_not_cancellable, "order_not_cancellable", 409, 200, false, "订单当前状态不能取消",
             "the order cannot be cancelled in its present state"},
    ErrorRow{order_not_selectable, "order_not_selectable", 409, 200, false, "订单当前不能更换支付方式",
             "the payment method cannot be changed now"},
    ErrorRow{rate_unavailable, "rate_unavailable", 503, 503, true, "暂时没有可用的汇率，请稍后再试",
             "no current rate; try again later"},
    ErrorRow{unavailable, "unavailable", 503, 503, true, "服务暂时不可用，请稍后再试",
             "temporarily unavailable; try again later"},
    ErrorRow{internal, "internal", 500, 500, true, "服务器内部错误", "internal error"},
    ErrorRow{rate_limited, "rate_limited", 429, 429, true, "请求过于频繁，请稍后再试", "too many requests; try again later"},
    ErrorRow{not_found, "not_found", 404, 404, false, "路径不存在", "there is nothing at this path"},
    ErrorRow{method_not_allowed, "method_not_allowed", 405, 405, false, "不支持该请求方法",
             "this method is not allowed here"},
    ErrorRow{body_too_large, "body_too_large", 413, 413, false, "请求内容过大", "the body is too large"},
    ErrorRow{unsupported_media, "unsupported_media", 415, 415, false, "不支持的内容类型",
             "this content type is not supported"},
};

}  // namespace

std::span<const ErrorRow> error_table() { return kTable; }

const ErrorRow& row_of(ErrorCode code) {
  const auto& row = kTable[static_cast<std::size_t>(code)];
  BEPUSDT_ASSERT(row.code == code);
  return row;
}

std::string Refusal::message(Language language) const {
  const ErrorRow& row = row_of(code);
  const bool zh = language == Language::zh;
  std::string text(zh ? row.zh : row.en);
  if (field.empty() && detail.empty()) return text;
  text += zh ? "：" : ": ";
  text += field;
  if (!field.empty() && !detail.empty()) text += ' ';
  text += detail.in(language);
  return text;
}

int status_code_for(ErrorCode code, bool version_2_client) {
  const int status = row_of(code).status_code;
  const bool masked = row_of(code).http_status == 200 && (status == 401 || status == 404 || status == 409);
  return masked && !version_2_client ? 400 : status;
}

}  // namespace bepusdt::wire
