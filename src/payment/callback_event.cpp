#include "payment/callback_event.hpp"

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "core/match.hpp"
#include "ports/http_client.hpp"
#include "wire/callback_body.hpp"

namespace bepusdt::payment {
namespace {

// What was paid where, or what is asked for where.
struct Told {
  std::string actual_amount;
  std::string address;
  std::string payer;
};

std::string display(const core::ChainName& name, const core::Address& address) {
  const catalog::Chain* chain = catalog::find_chain(name.value());
  BEPUSDT_ASSERT(chain != nullptr);
  return address.empty() ? std::string() : core::display_address(chain->family, address);
}

std::optional<core::Transfer> payment_of(const ports::View& view, const core::Order& order) {
  for (core::Transfer& transfer : view.transfers_of(order.trade_id))
    if (core::is_payment_of(transfer, order)) return std::move(transfer);
  return std::nullopt;
}

Told told_of(const ports::View& view, const core::Order& order, core::CallbackKind kind) {
  if (kind == core::CallbackKind::paid)
    if (const auto transfer = payment_of(view, order))
      return {transfer->amount().to_string(), display(transfer->key.chain, transfer->to),
              display(transfer->key.chain, transfer->from)};
  for (const core::Quote& quote : view.quotes(order.trade_id))
    if (quote.number == order.quote_number) return {quote.amount().to_string(), display(quote.chain, quote.address), {}};
  BEPUSDT_ASSERT(!"an order has the quote that it offers");
  return {};
}

}  // namespace

core::EventId event_id(const core::TradeId& trade_id, core::CallbackKind kind, int number) {
  std::string id = trade_id.value() + "." + std::string(name_of(kind));
  if (kind == core::CallbackKind::waiting) id += "." + std::to_string(number);
  return core::EventId(std::move(id));
}

core::CallbackEvent make_event(const core::Order& order, core::CallbackKind kind, Time now, int number) {
  core::CallbackEvent event;
  event.id = event_id(order.trade_id, kind, number);
  event.merchant_id = order.merchant_id;
  event.trade_id = order.trade_id;
  event.kind = kind;
  event.url = order.notify_url;
  event.host = ports::host_of(order.notify_url);
  event.created_at = now;
  event.due_at = now;
  return event;
}

bool write_body(const ports::View& view, const ports::DirectorySnapshot& directory, const core::Order& order,
                core::CallbackEvent& event) {
  const core::Merchant* merchant = directory.merchant(order.merchant_id.value());
  if (merchant == nullptr) return false;
  const core::MerchantProfile& profile = merchant->profile;
  const Told told = told_of(view, order, event.kind);
  const std::string fiat_amount = order.fiat_amount.to_string();

  wire::CallbackFields fields;
  fields.trade_id = order.trade_id.value();
  fields.order_id = order.order_id.value();
  fields.amount = fiat_amount;
  fields.actual_amount = told.actual_amount;
  fields.address = told.address;
  if (event.kind == core::CallbackKind::paid)
    fields.block_transaction_id = order.payment_hash.value();
  else if (profile.hash_before_payment == core::MerchantProfile::HashBeforePayment::trade_id)
    fields.block_transaction_id = order.trade_id.value();
  fields.status = static_cast<int>(event.kind);

  wire::CallbackOptions options;
  options.actual_amount_as_number = profile.actual_amount == core::MerchantProfile::ActualAmount::number;
  options.go_number_text = profile.number_text == core::MerchantProfile::NumberText::go;
  if (profile.extra_money) options.money = fiat_amount;
  if (profile.extra_buyer) options.buyer = told.payer;

  event.url = order.notify_url;
  event.host = ports::host_of(order.notify_url);
  event.body = wire::callback_body(fields, options, merchant->token);
  return true;
}

}  // namespace bepusdt::payment
