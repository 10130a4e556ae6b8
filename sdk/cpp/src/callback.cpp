#include <bepusdt/callback.hpp>

#include <atomic>

#include "sdk/cpp/src/json_object.hpp"
#include "sdk/cpp/src/refuse.hpp"
#include "wire/callback_body.hpp"
#include "wire/callback_hmac.hpp"
#include "wire/field_names.hpp"
#include "wire/number_text.hpp"
#include "wire/signature.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

std::optional<ErrorInfo> trouble_with(std::string_view body, std::span<const std::string> tokens) {
  std::string why = "no token";
  for (const std::string& token : tokens) {
    const auto verified = wire::verify_callback_body(body, Secret(token));
    if (verified) return std::nullopt;
    why = verified.error().message(wire::Language::en);
  }
  return failure(ErrorKind::signature, "回调签名无效", "this callback is not the gateway's: " + why);
}

UnixTime system_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

bool verify_callback(std::string_view body, std::span<const std::string> tokens) {
  return !trouble_with(body, tokens).has_value();
}

bool verify_callback(std::string_view body, std::string_view token) {
  return wire::verify_callback_body(body, Secret(std::string(token))).has_value();
}

Result<Callback> read_callback(std::string_view body, std::string_view token) {
  const std::string one(token);
  return read_callback(body, std::span(&one, 1));
}

Result<Callback> read_callback(std::string_view body, std::span<const std::string> tokens) {
  if (auto trouble = trouble_with(body, tokens)) return *std::move(trouble);
  Callback callback;
  bool complete = false;
  const bool is_object = with_json_object(body, [&](JsonObject json) {
    callback.trade_id = json.text(field::kTradeId);
    callback.order_id = json.text(field::kOrderId);
    const auto amount = json.decimal(field::kAmount);
    const auto actual_amount = json.decimal(field::kActualAmount);
    callback.token = json.text(field::kToken);
    callback.block_transaction_id = json.text(field::kBlockTransactionId);
    const auto status = json.integer(field::kStatus);
    complete = amount && actual_amount && status && *status >= 1 && *status <= 6 && !callback.trade_id.empty() &&
               !callback.order_id.empty();
    if (!complete) return;
    callback.amount = *amount;
    callback.actual_amount = *actual_amount;
    callback.status = static_cast<OrderStatus>(*status);
  });
  if (is_object && complete) return callback;
  ErrorInfo info = failure(ErrorKind::api, "回调缺少字段", "the callback is signed, but members are missing");
  info.response = body;
  return info;
}

std::string_view HmacCheck::name() const noexcept {
  switch (outcome_) {
    case valid: return "valid";
    case missing: return "missing";
    case malformed: return "malformed";
    case mismatch: return "mismatch";
    case too_old: return "too_old";
    case too_new: return "too_new";
  }
  return "malformed";
}

HmacCheck verify_callback_hmac(const Headers& headers, std::string_view body, std::span<const std::string> tokens,
                               std::chrono::seconds tolerance, UnixTime now) {
  const std::string_view header = header_of(headers, wire::header::kSignature);
  if (header.empty()) return HmacCheck::missing;
  std::vector<Secret> secrets;
  secrets.reserve(tokens.size());
  for (const std::string& token : tokens) secrets.emplace_back(token);
  const auto verified = wire::verify_callback_hmac(header, body, secrets, now, tolerance);
  if (verified) return HmacCheck::valid;
  switch (verified.error()) {
    case wire::HmacRefusal::malformed: return HmacCheck::malformed;
    case wire::HmacRefusal::too_old: return HmacCheck::too_old;
    case wire::HmacRefusal::too_new: return HmacCheck::too_new;
    case wire::HmacRefusal::mismatch: break;
  }
  return HmacCheck::mismatch;
}

HmacCheck verify_callback_hmac(const Headers& headers, std::string_view body, std::string_view token,
                               std::chrono::seconds tolerance) {
  const std::string one(token);
  return verify_callback_hmac(headers, body, std::span(&one, 1), tolerance, system_now());
}

SignedCallback sign_callback(const Callback& callback, std::string_view token, UnixTime now) {
  if (token.empty()) throw_error(refuse("token", "不能为空", "must not be empty"));
  if (callback.status < OrderStatus::waiting || callback.status > OrderStatus::timeout)
    throw_error(refuse("status", "回调只有 1、2、3", "a callback says 1, 2 or 3"));
  for (const auto& [name, number] :
       {std::pair(field::kAmount, &callback.amount), std::pair(field::kActualAmount, &callback.actual_amount)})
    if (number->text().size() > wire::kMaxNumberLength) throw_error(refuse(name, "过长", "is too long"));
  const Secret secret{std::string(token)};
  SignedCallback out;
  out.body = wire::callback_body({.trade_id = callback.trade_id,
                                  .order_id = callback.order_id,
                                  .amount = callback.amount.text(),
                                  .actual_amount = callback.actual_amount.text(),
                                  .address = callback.token,
                                  .block_transaction_id = callback.block_transaction_id,
                                  .status = static_cast<int>(callback.status)},
                                 {}, secret);
  if (!verify_callback(out.body, token))
    throw_error(refuse("callback", "含有控制字符或无效的 UTF-8", "holds a control character or invalid UTF-8"));
  static std::atomic<unsigned> number = 0;
  out.headers = {{"Content-Type", "application/json"},
                 {std::string(wire::header::kEvent), "test-" + std::to_string(++number)},
                 {std::string(wire::header::kAttempt), "1"},
                 {std::string(wire::header::kSignature), wire::callback_hmac_header(now, out.body, secret)}};
  return out;
}

SignedCallback sign_callback(const Callback& callback, std::string_view token) {
  return sign_callback(callback, token, system_now());
}

}  // namespace bepusdt::sdk
