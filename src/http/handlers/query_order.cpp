// POST /api/v1/order/query (contract part 1 §3, ours): a merchant's order with its quotes, payments and callback deliveries.
// By `trade_id`, or by `order_id`: then the newest of that number, and a list of all.
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_record.hpp"
#include "http/reply.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

// One order number is used again only after the order before it expired or was cancelled.
constexpr int kListed = 100;

std::unexpected<wire::Refusal> not_found(std::string_view name) {
  return fail(wire::Refusal{wire::ErrorCode::order_not_found, std::string(name), {}});
}

struct Found {
  std::vector<core::Order> orders;  // newest first
  OrderRecord record;               // of the first
};

Result<std::optional<Found>, ports::StoreError> find(const MerchantCall& call, std::optional<std::string_view> trade_id,
                                                     std::optional<std::string_view> order_id) {
  std::optional<Found> found;
  const auto done = call.context.store.read([&](const ports::View& view) {
    found.emplace();
    if (trade_id) {
      auto order = view.order(core::TradeId(std::string(*trade_id)));
      if (order && order->merchant_id == call.merchant.id) found->orders.push_back(std::move(*order));
    } else {
      found->orders = view.orders_by_order_id(call.merchant.id, core::OrderId(std::string(*order_id)), kListed);
    }
    if (found->orders.empty())
      found.reset();
    else
      found->record = OrderRecord::read(view, found->orders.front());
  });
  if (!done) return fail(done.error());
  return found;
}

}  // namespace

Result<void, wire::Refusal> query_order(const MerchantCall& call, wire::JsonWriter& data) {
  namespace field = wire::field;
  const auto trade_id = call.fields.text(field::kTradeId);
  if (!trade_id) return fail(trade_id.error());
  const auto order_id = call.fields.text_or_number(field::kOrderId);
  if (!order_id) return fail(order_id.error());
  if (!*trade_id && !*order_id)
    return fail(wire::Refusal{wire::ErrorCode::invalid_request,
                              std::string(field::kTradeId),
                              {"trade_id 与 order_id 至少填写一个", "or order_id is required"}});

  const auto found = find(call, *trade_id, *order_id);
  if (!found) return fail(refusal_of(found.error()));
  if (!*found) return not_found(*trade_id ? field::kTradeId : field::kOrderId);
  write_order((*found)->record, call, data);
  if (*trade_id) return {};

  data.key("orders").begin_array();
  for (const core::Order& order : (*found)->orders) {
    data.begin_object();
    write_order_line(order, data);
    data.end_object();
  }
  data.end_array();
  return {};
}

}  // namespace bepusdt::http
