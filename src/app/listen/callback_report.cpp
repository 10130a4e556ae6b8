#include "app/listen/callback_report.hpp"

#include <fmt/format.h>

#include "app/commands/shown_text.hpp"
#include "wire/callback_hmac.hpp"
#include "wire/field_names.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {
namespace {

namespace field = wire::field;
using wire::HmacRefusal;
using wire::Sentence;

struct StatusRow {
  std::string_view status;
  std::string_view zh, en;
};
constexpr StatusRow kStatuses[] = {
    {"1", "等待付款：不要发货", "waiting for the payment: deliver nothing"},
    {"2", "已付款：按订单号发货一次，然后回复 ok", "paid: deliver once by order_id, then answer ok"},
    {"3", "已超时：没有付款，不要发货", "expired without a payment: deliver nothing"},
};

struct HmacRow {
  HmacRefusal refusal;
  std::string_view zh, en;
};
constexpr HmacRow kHmacRefusals[] = {
    {HmacRefusal::malformed, "格式应为 t=<秒>,v1=<十六进制>", "is not of the form t=<seconds>,v1=<hex>"},
    {HmacRefusal::too_old, "时间过早：可能是重放，或两边时钟不一致", "is too old: perhaps a replay, or the clocks differ"},
    {HmacRefusal::too_new, "时间在未来：两边时钟不一致", "is of the future: the clocks differ"},
    {HmacRefusal::mismatch, "不匹配：令牌不同，或请求体、时间被改动",
     "does not match: another token, or body or time were changed"},
};

SignatureVerdict judge_body(std::string_view body, std::span<const Secret> tokens) {
  SignatureVerdict verdict;
  wire::Refusal refusal{wire::ErrorCode::bad_signature, {}, {}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto variant = wire::verify_callback_body(body, tokens[i]);
    if (variant) {
      const std::string name(name_of(*variant));
      return {
          true, true, name, {"签名正确，方式 " + name, "the signature is right, variant " + name}, static_cast<int>(i) + 1};
    }
    refusal = variant.error();
  }
  verdict.present = refusal.code == wire::ErrorCode::bad_signature;
  verdict.name = wire::row_of(refusal.code).name;
  verdict.sentence = {refusal.message(wire::Language::zh), refusal.message(wire::Language::en)};
  return verdict;
}

SignatureVerdict judge_header(std::string_view header, std::string_view body, std::span<const Secret> tokens, BlockTime now,
                              Seconds tolerance) {
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (wire::verify_callback_hmac(header, body, tokens.subspan(i, 1), now, tolerance))
      return {true, true, "v1", {"签名正确", "the signature is right"}, static_cast<int>(i) + 1};
  const auto judged = wire::verify_callback_hmac(header, body, tokens, now, tolerance);
  const HmacRefusal refusal = judged ? HmacRefusal::mismatch : judged.error();
  SignatureVerdict verdict{true, false, std::string(name_of(refusal)), {}, 0};
  for (const HmacRow& row : kHmacRefusals)
    if (row.refusal == refusal) verdict.sentence = {std::string(row.zh), std::string(row.en)};
  // Editors and shells end a file with a newline that the gateway did not send.
  if (refusal == HmacRefusal::mismatch && body.ends_with('\n')) {
    while (body.ends_with('\n') || body.ends_with('\r')) body.remove_suffix(1);
    if (wire::verify_callback_hmac(header, body, tokens, now, tolerance)) {
      verdict.sentence.zh += "；去掉末尾的换行就匹配：请保存原始请求体";
      verdict.sentence.en += "; without the newline at its end the body matches: keep the raw body";
    }
  }
  return verdict;
}

void write_verdict(const SignatureVerdict& verdict, wire::JsonWriter& json) {
  json.begin_object();
  json.key("present").boolean(verdict.present);
  json.key("valid").boolean(verdict.valid);
  json.key(verdict.valid ? "variant" : "reason").text(verdict.name);
  if (verdict.token_number > 0) json.key("token_number").integer(verdict.token_number);
  if (!verdict.valid) json.key("message_zh").text(verdict.sentence.zh).key("message_en").text(verdict.sentence.en);
  json.end_object();
}

std::string verdict_line(const SignatureVerdict& verdict, wire::Language language) {
  const std::string_view mark = verdict.valid ? "✓ " : verdict.present || !verdict.name.empty() ? "✗ " : "- ";
  return fmt::format("{}{}", mark, verdict.sentence.in(language));
}

}  // namespace

Sentence meaning_of_status(std::string_view status) {
  for (const StatusRow& row : kStatuses)
    if (row.status == status) return {std::string(row.zh), std::string(row.en)};
  if (status.empty()) return {"没有 status，不是网关的回调", "has no status: this is no callback of the gateway"};
  return {"未知的 status " + shown_text(status, 32), "has a status that is none, " + shown_text(status, 32)};
}

CallbackReport report_callback(std::string_view body, std::optional<std::string_view> header, std::span<const Secret> tokens,
                               BlockTime now, Seconds tolerance) {
  CallbackReport report;
  if (const auto fields = wire::SignedRequest::parse(body)) {
    const auto value = [&](std::string_view name) {
      const wire::Field* const found = fields->find(name);
      return found == nullptr ? std::string() : std::string(found->value);
    };
    report.trade_id = value(field::kTradeId);
    report.order_id = value(field::kOrderId);
    report.amount = value(field::kAmount);
    report.actual_amount = value(field::kActualAmount);
    report.token = value(field::kToken);
    report.block_transaction_id = value(field::kBlockTransactionId);
    report.status = value(field::kStatus);
  }
  report.meaning = meaning_of_status(report.status);
  report.body = judge_body(body, tokens);
  if (header)
    report.header = judge_header(*header, body, tokens, now, tolerance);
  else
    report.header.sentence = {"没有 X-Bepusdt-Signature 头（旧网关不发送）",
                              "there is no header X-Bepusdt-Signature (older gateways send none)"};
  return report;
}

void CallbackReport::write_members(wire::JsonWriter& json) const {
  json.key("verified").boolean(verified());
  json.key(field::kTradeId).text(trade_id);
  json.key(field::kOrderId).text(order_id);
  json.key(field::kAmount).text(amount);
  json.key(field::kActualAmount).text(actual_amount);
  json.key(field::kToken).text(token);
  json.key(field::kBlockTransactionId).text(block_transaction_id);
  json.key(field::kStatus).text(status);
  json.key("meaning_zh").text(meaning.zh);
  json.key("meaning_en").text(meaning.en);
  json.key("body_signature");
  write_verdict(body, json);
  json.key("header_signature");
  write_verdict(header, json);
}

std::string CallbackReport::as_text(wire::Language language) const {
  const bool zh = language == wire::Language::zh;
  std::string out;
  const auto line = [&out](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("  {:<22}{}\n", name, value);
  };
  line("status", fmt::format("{}{}{}", status, status.empty() ? "" : "  ", meaning.in(language)));
  line("order_id", shown_text(order_id));
  line("trade_id", shown_text(trade_id));
  line("amount", shown_text(amount));
  line("actual_amount", shown_text(actual_amount));
  line("token", shown_text(token));
  line("block_transaction_id", shown_text(block_transaction_id));
  line("signature", verdict_line(body, language));
  line("X-Bepusdt-Signature", verdict_line(header, language));
  out += verified() ? (zh ? "  验证通过\n" : "  verified\n")
                    : (zh ? "  验证失败：不要相信它\n" : "  not verified: do not trust it\n");
  return out;
}

}  // namespace bepusdt::app
