#include "wire/callback_body.hpp"

#include "base/assert.hpp"
#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"
#include "wire/number_text.hpp"
#include "wire/signature.hpp"

namespace bepusdt::wire {
namespace {

bool is_shortest_plain_decimal(std::string_view text) {
  std::string plain;
  return is_json_number(text) && text.size() <= kMaxNumberLength && append_plain_decimal(text, plain) && plain == text;
}

// The canonical text (part 1 §1), whose members come sorted from below; empty ones are left out.
void append_member(std::string_view name, std::string_view value, std::string& text) {
  if (value.empty()) return;
  if (!text.empty()) text += '&';
  text.append(name).append("=").append(value);
}

std::string signed_number(std::string_view literal, const CallbackOptions& options) {
  std::string text;
  if (!options.go_number_text || !append_go_float(literal, text)) text = literal;
  return text;
}

}  // namespace

std::string callback_body(const CallbackFields& fields, const CallbackOptions& options, const Secret& token) {
  BEPUSDT_ASSERT(!token.empty());
  BEPUSDT_ASSERT(is_shortest_plain_decimal(fields.amount) && is_shortest_plain_decimal(fields.actual_amount));
  BEPUSDT_ASSERT(fields.status >= 1 && fields.status <= 3);

  std::string body;
  body.reserve(512);
  JsonWriter json(body);
  json.begin_object();
  json.key(field::kTradeId).text(fields.trade_id);
  json.key(field::kOrderId).text(fields.order_id);
  json.key(field::kAmount).number(fields.amount);
  json.key(field::kActualAmount);
  if (options.actual_amount_as_number)
    json.number(fields.actual_amount);
  else
    json.text(fields.actual_amount);
  json.key(field::kToken).text(fields.address);
  json.key(field::kBlockTransactionId).text(fields.block_transaction_id);
  json.key(field::kStatus).integer(fields.status);
  if (options.money) json.key(field::kMoney).text(*options.money);
  if (options.buyer) json.key(field::kBuyer).text(*options.buyer);

  std::string text;
  text.reserve(512);
  append_member(
      field::kActualAmount,
      options.actual_amount_as_number ? signed_number(fields.actual_amount, options) : std::string(fields.actual_amount),
      text);
  append_member(field::kAmount, signed_number(fields.amount, options), text);
  append_member(field::kBlockTransactionId, fields.block_transaction_id, text);
  append_member(field::kBuyer, options.buyer.value_or(""), text);
  append_member(field::kMoney, options.money.value_or(""), text);
  append_member(field::kOrderId, fields.order_id, text);
  append_member(field::kStatus, std::to_string(fields.status), text);
  append_member(field::kToken, fields.address, text);
  append_member(field::kTradeId, fields.trade_id, text);
  json.key(field::kSignature).text(sign(text, token)).end_object();
  return body;
}

}  // namespace bepusdt::wire
