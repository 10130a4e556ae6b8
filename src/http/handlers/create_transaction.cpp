// POST /api/v1/order/create-transaction (contract part 1 §3): an order at a fixed trade type.
#include "base/digest.hpp"
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_fields.hpp"
#include "http/order_view.hpp"
#include "http/payment_url.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

// Digest over everything that the request asks for. Each part carries its length, so that no two requests run together.
std::string parameters_of(const payment::CreateOrder& order) {
  std::string all;
  all.reserve(512);
  const auto add = [&all](std::string_view part) { all.append(std::to_string(part.size())).append(":").append(part); };
  add(order.merchant_id.value());
  add(order.order_id.value());
  add(order.fiat_amount.to_string());
  add(order.fiat);
  add(order.trade_type->name);
  add(order.address ? order.address->value() : std::string_view());
  add(std::to_string(order.timeout.count()));
  add(order.rate ? order.rate->to_string() : std::string());
  add(order.name);
  add(order.notify_url);
  add(order.redirect_url);
  static constexpr std::size_t kBytes = 16;
  return to_hex(BytesView(sha256(bytes_of(all))).first(kBytes));
}

void amount_member(wire::JsonWriter& data, std::string_view name, std::string_view plain, const core::Merchant& merchant) {
  data.key(name);
  if (merchant.profile.answer_amounts == core::MerchantProfile::ActualAmount::number)
    data.number(plain);
  else
    data.text(plain);
}

}  // namespace

Result<payment::Command, wire::Refusal> check_create_transaction(const MerchantCall& call) {
  namespace read = order_fields;
  payment::CreateOrder order;
  order.merchant_id = call.merchant.id;

  auto order_id = read::order_id(call.fields);
  if (!order_id) return fail(order_id.error());
  order.order_id = std::move(*order_id);

  auto amount = read::amount(call.fields);
  if (!amount) return fail(amount.error());
  order.fiat_amount = std::move(*amount);

  auto notify_url = read::notify_url(call.fields, call.context);
  if (!notify_url) return fail(notify_url.error());
  order.notify_url = std::move(*notify_url);

  auto redirect_url = read::redirect_url(call.fields, order.notify_url);
  if (!redirect_url) return fail(redirect_url.error());
  order.redirect_url = std::move(*redirect_url);

  const auto trade_type = read::trade_type(call.fields);
  if (!trade_type) return fail(trade_type.error());
  order.trade_type = *trade_type;

  auto address = read::address(call.fields, *order.trade_type);
  if (!address) return fail(address.error());
  order.address = std::move(*address);

  const auto timeout = read::timeout(call);
  if (!timeout) return fail(timeout.error());
  order.timeout = *timeout;

  auto rate = read::rate(call.fields);
  if (!rate) return fail(rate.error());
  order.rate = std::move(*rate);

  auto fiat = read::fiat(call.fields);
  if (!fiat) return fail(fiat.error());
  order.fiat = std::move(*fiat);

  auto name = read::name(call.fields, order.order_id);
  if (!name) return fail(name.error());
  order.name = std::move(*name);

  order.parameters = parameters_of(order);
  return payment::Command(std::move(order));
}

void show_transaction(const MerchantCall& call, const payment::Accepted& accepted, wire::JsonWriter& data) {
  namespace field = wire::field;
  const core::Order& order = accepted.order;
  data.key(field::kTradeId).text(order.trade_id.value());
  data.key(field::kOrderId).text(order.order_id.value());
  data.key(field::kTradeType).text(accepted.quote.trade_type->name);
  data.key(field::kFiat).text(order.fiat);
  data.key(field::kStatus).integer(core::legacy_status(order.state));
  data.key(field::kState).text(core::name_of(order.state));
  amount_member(data, field::kAmount, order.fiat_amount.to_string(), call.merchant);
  amount_member(data, field::kActualAmount, actual_amount(accepted.quote), call.merchant);
  data.key(field::kToken).text(display_address(accepted.quote));
  data.key(field::kExpirationTime).integer(seconds_left(order.deadline, accepted.now).count());
  data.key(field::kPaymentUrl).text(payment_url(call.context, call.request, order.trade_id));
}

}  // namespace bepusdt::http
