// Fuzz target: the SDK reads a callback only if it is signed with the token, says what its members say, and never one without
// trade_id, order_id, amounts and status; what the SDK signs itself comes back unchanged.
#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"

#include <bepusdt/callback.hpp>

namespace {

using namespace bepusdt;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;

constexpr std::string_view kToken = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kOther = "0123456789abcdef0123456789abcdeF";

std::string member(const PlainJson& object, std::string_view name) {
  const PlainJson* const value = object.only(name);
  return value != nullptr && (value->kind == Kind::text || value->kind == Kind::number) ? value->text : std::string();
}

bool is_status(const std::string& text) {
  const auto number = sdk::Decimal::parse(text);
  return number && !number->text().starts_with('-') && number->text()[0] >= '1' && number->text()[0] <= '6' &&
         (number->text().size() == 1 || number->text()[1] == '.');
}

void check_read(std::string_view body, const PlainJson& json) {
  const auto callback = sdk::read_callback(body, kToken);
  const auto amount = sdk::Decimal::parse(member(json, "amount")),
             actual = sdk::Decimal::parse(member(json, "actual_amount"));
  const bool whole = amount && actual && !member(json, "trade_id").empty() && !member(json, "order_id").empty() &&
                     is_status(member(json, "status"));
  BEPUSDT_ASSERT(callback.has_value() == whole);
  if (!callback) {
    BEPUSDT_ASSERT(callback.error().kind == sdk::ErrorKind::api && callback.error().response == body);
    return;
  }
  BEPUSDT_ASSERT(callback->trade_id == member(json, "trade_id") && callback->order_id == member(json, "order_id"));
  BEPUSDT_ASSERT(callback->amount == *amount && callback->actual_amount == *actual);
  BEPUSDT_ASSERT(callback->token == member(json, "token"));
  BEPUSDT_ASSERT(callback->block_transaction_id == member(json, "block_transaction_id"));
  BEPUSDT_ASSERT(std::to_string(static_cast<int>(callback->status))[0] ==
                 sdk::Decimal::parse(member(json, "status"))->text()[0]);
}

// The body's own members, signed in every way in which gateways print numbers.
void check_signed(std::string_view body) {
  const auto request = wire::SignedRequest::parse(body);
  if (!request) return;
  for (const wire::Variant variant : wire::kVariants) {
    std::string text;
    if (!wire::append_canonical_text(*request, variant, text)) continue;
    std::string made;
    wire::JsonWriter json(made);
    json.begin_object();
    for (const wire::Field& field : request->fields()) {
      if (field.name == "signature") continue;
      json.key(field.name);
      switch (field.kind) {
        case wire::FieldKind::text: json.text(field.value); break;
        case wire::FieldKind::number: json.number(field.value); break;
        case wire::FieldKind::boolean: json.boolean(field.value == "true"); break;
        case wire::FieldKind::null: json.null(); break;
        case wire::FieldKind::empty_list: json.raw("[]"); break;
      }
    }
    json.key("signature").text(wire::sign(text, Secret(std::string(kToken)))).end_object();
    if (made.size() > wire::kMaxBodySize || request->fields().size() >= wire::kMaxFields) continue;
    BEPUSDT_ASSERT(sdk::verify_callback(made, kToken) && !sdk::verify_callback(made, kOther));
    BEPUSDT_ASSERT(sdk::read_callback(made, kOther).error().kind == sdk::ErrorKind::signature);
    const auto plain = PlainJson::parse(made);
    BEPUSDT_ASSERT(plain.has_value());
    check_read(made, *plain);
  }
}

// Lines: trade_id, order_id, amount, actual_amount, token, block_transaction_id.
void check_own(std::string_view text) {
  const auto lines = fuzz::lines_of<6>(text);
  const auto amount = sdk::Decimal::parse(lines[2]), actual = sdk::Decimal::parse(lines[3]);
  if (!amount || !actual) return;
  const sdk::Callback callback{.trade_id = std::string(lines[0]),
                               .order_id = std::string(lines[1]),
                               .amount = *amount,
                               .actual_amount = *actual,
                               .token = std::string(lines[4]),
                               .block_transaction_id = std::string(lines[5]),
                               .status = static_cast<sdk::OrderStatus>(1 + text.size() % 3)};
  const sdk::UnixTime now{std::chrono::seconds(1'700'000'000)};
  sdk::SignedCallback made;
  try {
    made = sdk::sign_callback(callback, kToken, now);
  } catch (const sdk::ValidationError&) {
    return;
  }
  const auto read = sdk::read_callback(made.body, kToken);
  BEPUSDT_ASSERT(read.has_value() == (!callback.trade_id.empty() && !callback.order_id.empty()));
  if (read) {
    BEPUSDT_ASSERT(read->trade_id == callback.trade_id && read->order_id == callback.order_id);
    BEPUSDT_ASSERT(read->amount == callback.amount && read->actual_amount == callback.actual_amount);
    BEPUSDT_ASSERT(read->token == callback.token && read->status == callback.status);
    BEPUSDT_ASSERT(read->block_transaction_id == callback.block_transaction_id);
  }
  const std::string tokens[] = {std::string(kOther), std::string(kToken)};
  const auto check = [&](std::string_view body, std::size_t tokens_used, std::chrono::seconds later) {
    return sdk::verify_callback_hmac(made.headers, body, std::span(tokens, tokens_used), std::chrono::minutes(5),
                                     now + later);
  };
  BEPUSDT_ASSERT(check(made.body, 2, std::chrono::seconds(300)) == sdk::HmacCheck::valid);
  BEPUSDT_ASSERT(check(made.body, 2, std::chrono::seconds(301)) == sdk::HmacCheck::too_old);
  BEPUSDT_ASSERT(check(made.body, 2, std::chrono::seconds(-301)) == sdk::HmacCheck::too_new);
  BEPUSDT_ASSERT(check(made.body, 1, std::chrono::seconds(0)) == sdk::HmacCheck::mismatch);
  BEPUSDT_ASSERT(check(made.body + " ", 2, std::chrono::seconds(0)) == sdk::HmacCheck::mismatch);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  // Nobody finds a signature by chance.
  const auto read = sdk::read_callback(text, kToken);
  BEPUSDT_ASSERT(!read.has_value() && read.error().kind == sdk::ErrorKind::signature && !sdk::verify_callback(text, ""));
  const std::string token(kToken);
  const sdk::Headers headers{{"X-Bepusdt-Signature", std::string(text.substr(0, 200))}};
  BEPUSDT_ASSERT(!sdk::verify_callback_hmac(headers, text, std::span(&token, 1), std::chrono::minutes(5), sdk::UnixTime()));
  check_signed(text);
  check_own(text);
  return 0;
}
