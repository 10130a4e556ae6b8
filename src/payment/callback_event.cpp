#include "payment/callback_event.hpp"

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "ports/http_client.hpp"
#include "wire/callback_body.hpp"

namespace bepusdt::payment {

core::EventId event_id(const core::TradeId& trade_id, core::CallbackKind kind, int number) {
  std::string id = trade_id.value() + "." + std::string(name_of(kind));
  if (kind == core::CallbackKind::waiting) id += "." + std::to_string(number);
  return core::EventId(std::move(id));
}

core::CallbackEvent make_event(const core::Order& order, const core::Quote& quote, const core::Merchant& merchant,
                               core::CallbackKind kind, Time now, const core::Address& payer) {
  const catalog::Chain* chain = catalog::find_chain(quote.chain.value());
  BEPUSDT_ASSERT(chain != nullptr);
  const core::MerchantProfile& profile = merchant.profile;
  const bool is_paid = kind == core::CallbackKind::paid;

  const std::string fiat_amount = order.fiat_amount.to_string();
  // Paid: what was received, which is the quote's amount unless the amount was open or an operator decided.
  const core::Amount amount(is_paid ? order.received : quote.units, *quote.trade_type);
  const std::string actual_amount = amount.to_string();
  const std::string address = core::display_address(chain->family, quote.address);
  const std::string buyer = payer.empty() ? std::string() : core::display_address(chain->family, payer);

  wire::CallbackFields fields;
  fields.trade_id = order.trade_id.value();
  fields.order_id = order.order_id.value();
  fields.amount = fiat_amount;
  fields.actual_amount = actual_amount;
  fields.address = address;
  if (is_paid)
    fields.block_transaction_id = order.payment_hash.value();
  else if (profile.hash_before_payment == core::MerchantProfile::HashBeforePayment::trade_id)
    fields.block_transaction_id = order.trade_id.value();
  fields.status = static_cast<int>(kind);

  wire::CallbackOptions options;
  options.actual_amount_as_number = profile.actual_amount == core::MerchantProfile::ActualAmount::number;
  options.go_number_text = profile.number_text == core::MerchantProfile::NumberText::go;
  if (profile.extra_money) options.money = fiat_amount;
  if (profile.extra_buyer) options.buyer = buyer;

  core::CallbackEvent event;
  event.id = event_id(order.trade_id, kind, 0);
  event.merchant_id = order.merchant_id;
  event.trade_id = order.trade_id;
  event.kind = kind;
  event.url = order.notify_url;
  event.host = ports::host_of(order.notify_url);
  event.body = wire::callback_body(fields, options, merchant.token);
  event.created_at = now;
  event.due_at = now;
  return event;
}

}  // namespace bepusdt::payment
