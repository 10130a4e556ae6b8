// bepusdt order list|accept-late: orders as the store has them. create, query and cancel are in order_client.cpp.
#include <fmt/format.h>

#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/rows.hpp"
#include "app/commands/session.hpp"
#include "payment/operator_actions.hpp"

namespace bepusdt::app {
namespace {

struct OrderOptions {
  std::string state;
  std::string trade_id;
  int limit = 50;
};

int list(const Invocation& invocation, const OrderOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  Rows rows({"trade_id", "order_id", "state", "fiat_amount", "fiat", "actual_amount", "trade_type", "created_at", "hash",
             "merchant"});
  const int outcome = read_store(*session->store, [&](const ports::View& view) {
    const auto state = options.state.empty() ? std::nullopt : core::order_state_from(options.state);
    for (const core::Order& order : view.orders(state, std::nullopt, options.limit)) {
      const auto quotes = view.quotes(order.trade_id);
      const core::Quote& quote = quotes.at(static_cast<std::size_t>(order.quote_number));
      rows.add({order.trade_id.value(), order.order_id.value(), std::string(name_of(order.state)),
                order.fiat_amount.to_string(), order.fiat, quote.amount().to_string(), std::string(quote.trade_type->name),
                to_unix_millis(order.created_at) / 1000, order.payment_hash.value(), order.merchant_id.value()});
    }
  });
  if (outcome == kDone) rows.print(invocation.json);
  return outcome;
}

int accept_late(const Invocation& invocation, const OrderOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  const auto order = payment::accept_late(*session->store, core::TradeId(options.trade_id));
  if (!order) return say_no(order.error().message(session->settings.language));
  fmt::print("{} {}\n", order->trade_id.value(), name_of(order->state));
  return kDone;
}

}  // namespace

void add_order(CLI::App& root, Invocation& invocation) {
  CLI::App& order = *root.add_subcommand("order", "Orders / 订单");
  order.require_subcommand(1);
  const auto options = std::make_shared<OrderOptions>();

  add_order_client(order, invocation);

  CLI::App& listing = *order.add_subcommand("list", "Newest first / 最新的在前");
  listing.add_option("--state", options->state, "waiting|confirming|paid|expired|cancelled")
      ->check(CLI::IsMember({"waiting", "confirming", "paid", "expired", "cancelled"}));
  listing.add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10'000));
  add_settings_options(listing, invocation);
  add_json_option(listing, invocation);
  listing.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return list(invocation, *options); }; });

  CLI::App& late = *order.add_subcommand("accept-late", "Take an order's late payment after all / 接受迟到的付款");
  late.add_option("trade_id", options->trade_id)->required();
  add_settings_options(late, invocation);
  late.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return accept_late(invocation, *options); }; });
}

}  // namespace bepusdt::app
