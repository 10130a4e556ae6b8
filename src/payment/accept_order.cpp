#include "payment/accept_order.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "catalog/metrics.hpp"
#include "core/trade_id.hpp"
#include "payment/callback_event.hpp"
#include "payment/expire_order.hpp"
#include "payment/pricing.hpp"

namespace bepusdt::payment {

using wire::ErrorCode;
using wire::Refusal;

// What the commands of one transaction share.
struct AcceptOrder::Batch {
  ports::Tx& tx;
  const ports::DirectorySnapshot& directory;
  Time now;
  std::vector<core::TradeId> changed;
  std::map<std::pair<std::string_view, std::string_view>, int> counts;  // (event, trade type), for the metric
};

std::vector<Answer> AcceptOrder::run(std::span<const Command> commands) {
  const auto lock = reservations_.lock();
  return run_locked(commands);
}

std::vector<Answer> AcceptOrder::run_locked(std::span<const Command> commands) {
  const auto directory = ports_.directory.snapshot();
  const Time now = ports_.clock.now();
  std::vector<Answer> answers;
  std::vector<core::TradeId> changed;
  std::map<std::pair<std::string_view, std::string_view>, int> counts;
  const auto committed = ports_.store.write([&](ports::Tx& tx) {
    answers.clear();
    Batch batch{tx, *directory, now, {}, {}};
    for (const Command& command : commands)
      answers.push_back(std::visit(
          [&](const auto& c) {
            if constexpr (std::is_same_v<std::decay_t<decltype(c)>, CreateOrder>)
              return create(batch, c);
            else
              return cancel(batch, c);
          },
          command));
    changed = std::move(batch.changed);
    counts = std::move(batch.counts);
  });
  if (!committed) {
    // The index may hold amounts of the rows that were rolled back.
    reservations_.forget_all();
    ports_.log.error("order.batch_failed", {{"commands", commands.size()}, {"reason", committed.error().reason}});
    // One row that the store cannot take must not refuse all others of its batch.
    if (committed.error().kind == ports::StoreError::Kind::broken && commands.size() > 1) {
      answers.clear();
      for (std::size_t i = 0; i < commands.size(); ++i) answers.push_back(run_locked(commands.subspan(i, 1)).front());
      return answers;
    }
    answers.assign(commands.size(), fail(Refusal{ErrorCode::unavailable, "", {}}));
    return answers;
  }
  reservations_.forget_all_but(directory->wallets);
  ports_.metrics.observe(catalog::metric::kAcceptBatchSize, static_cast<double>(commands.size()));
  for (const auto& [what, count] : counts) ports_.metrics.add(catalog::metric::kOrders, count, {what.first, what.second});
  for (const core::TradeId& trade_id : changed) ports_.feed.order_changed(trade_id);
  return answers;
}

Answer AcceptOrder::create(Batch& batch, const CreateOrder& command) {
  // What was paid, or is being paid, answers for its order id; otherwise the newest transaction does.
  constexpr int kTransactionsOfOneOrder = 100;
  auto transactions = batch.tx.orders_by_order_id(command.merchant_id, command.order_id, kTransactionsOfOneOrder);
  if (transactions.empty()) return open_new(batch, command);
  auto chosen = std::ranges::find(transactions, core::OrderState::paid, &core::Order::state);
  if (chosen == transactions.end())
    chosen = std::ranges::find(transactions, core::OrderState::confirming, &core::Order::state);
  if (chosen == transactions.end()) chosen = transactions.begin();
  core::Order& order = *chosen;
  if (order.state == core::OrderState::waiting && order.deadline <= batch.now) {
    expire_one(batch.tx, order, batch.directory, batch.now);
    batch.changed.push_back(order.trade_id);
    ++batch.counts[{"expired", ""}];
  }
  switch (order.state) {
    case core::OrderState::expired:
    case core::OrderState::cancelled: return open_new(batch, command);
    case core::OrderState::waiting:
      if (order.parameters != command.parameters) return rebuild(batch, command, std::move(order));
      [[fallthrough]];
    case core::OrderState::confirming:
    case core::OrderState::paid: {
      const auto quotes = batch.tx.quotes(order.trade_id);
      BEPUSDT_ASSERT(order.quote_number < static_cast<int>(quotes.size()));
      return Accepted{order, quotes[static_cast<std::size_t>(order.quote_number)], batch.now};
    }
  }
  BEPUSDT_ASSERT(!"every state is handled");
  return fail(Refusal{});
}

Answer AcceptOrder::open_new(Batch& batch, const CreateOrder& command) {
  core::Order order;
  order.trade_id = new_trade_id(batch.now);
  order.merchant_id = command.merchant_id;
  order.order_id = command.order_id;
  order.created_at = batch.now;
  order.deadline = batch.now + command.timeout;
  auto made = quote(batch, command, order.trade_id, 0, order.deadline);
  if (!made) return fail(made.error());
  order.fiat = command.fiat;
  order.fiat_amount = command.fiat_amount;
  order.open_amount = command.fiat_amount.is_zero();
  order.name = command.name;
  order.notify_url = command.notify_url;
  order.redirect_url = command.redirect_url;
  order.parameters = command.parameters;
  order.quote_count = 1;
  batch.tx.insert(order);

  const core::Merchant* merchant = batch.directory.merchant(order.merchant_id.value());
  if (merchant != nullptr && merchant->profile.send_waiting)
    batch.tx.insert(make_event(order, core::CallbackKind::waiting, batch.now));
  ++batch.counts[{"accepted", command.trade_type->name}];
  return Accepted{std::move(order), std::move(*made), batch.now};
}

Answer AcceptOrder::rebuild(Batch& batch, const CreateOrder& command, core::Order order) {
  const Time deadline = batch.now + command.timeout;
  std::vector<core::Quote> quotes = batch.tx.quotes(order.trade_id);

  // An earlier quote for the same thing at the same price is offered again instead of reserving a second amount.
  if (auto refusal = off_chain(batch, *command.trade_type)) return fail(*std::move(refusal));
  const auto may_collect = [&](const core::Quote& q) {
    if (command.address) return *command.address == q.address;
    return std::ranges::any_of(batch.directory.wallets, [&](const ports::Wallet& w) {
      return w.trade_type == q.trade_type && w.address == q.address;
    });
  };
  const core::Quote* again = nullptr;
  if (const auto rate = rate_for(batch.directory, *command.trade_type, command.fiat, command.rate, batch.now)) {
    for (const core::Quote& q : quotes)
      if (!q.released_at && q.trade_type == command.trade_type && q.fiat == command.fiat &&
          q.fiat_amount == command.fiat_amount && q.rate == *rate && may_collect(q))
        again = &q;
  } else {
    return fail(rate.error());
  }

  core::Quote offered;
  if (again != nullptr) {
    offered = *again;
  } else {
    if (order.quote_count >= core::Order::kMaxQuotes)
      return fail(Refusal{ErrorCode::no_free_amount,
                          "order_id",
                          {"该订单的报价次数已达上限", "has been quoted as often as an order may be"}});
    auto made = quote(batch, command, order.trade_id, order.quote_count, deadline);
    if (!made) return fail(made.error());
    offered = *made;
    ++order.quote_count;
    quotes.push_back(offered);
  }
  // Every quote of the order is held until the order's deadline and grace; only the one on offer gets the new window.
  for (core::Quote& q : quotes) {
    if (q.released_at) continue;
    const Time end = q.is_open_amount() ? deadline : deadline + batch.directory.policy.grace;
    q.held_until = std::max(q.held_until, end);
    if (q.number == offered.number) {
      q.deadline = deadline;
      q.late_until = end;
      offered = q;
    }
    batch.tx.update(q);
  }
  order.quote_number = offered.number;
  order.fiat = command.fiat;
  order.fiat_amount = command.fiat_amount;
  order.open_amount = command.fiat_amount.is_zero();
  order.name = command.name;
  order.notify_url = command.notify_url;
  order.redirect_url = command.redirect_url;
  order.parameters = command.parameters;
  order.deadline = deadline;
  batch.tx.update(order);
  batch.changed.push_back(order.trade_id);
  ++batch.counts[{"rebuilt", command.trade_type->name}];
  return Accepted{std::move(order), std::move(offered), batch.now};
}

std::optional<Refusal> AcceptOrder::off_chain(const Batch& batch, const core::TradeType& type) {
  const auto& readable = batch.directory.readable_chains;
  if (std::ranges::find(readable, type.chain) != readable.end()) return std::nullopt;
  return Refusal{ErrorCode::unknown_trade_type,
                 "trade_type",
                 {fmt::format("{} 所在的链未启用", type.name), fmt::format("{} is on a chain that is off", type.name)}};
}

Result<core::Quote, Refusal> AcceptOrder::quote(Batch& batch, const CreateOrder& command, const core::TradeId& trade_id,
                                                int number, Time deadline) {
  const core::TradeType& type = *command.trade_type;
  const core::OrderPolicy& policy = batch.directory.policy;
  if (auto refusal = off_chain(batch, type)) return fail(*std::move(refusal));
  std::vector<core::Address> addresses;
  if (command.address) {
    addresses.push_back(*command.address);
  } else {
    for (const ports::Wallet& wallet : batch.directory.wallets)
      if (wallet.trade_type == &type) addresses.push_back(wallet.address);
    if (addresses.empty())
      return fail(Refusal{ErrorCode::no_wallet, "trade_type", {std::string(type.name), std::string(type.name)}});
  }

  const bool open_amount = command.fiat_amount.is_zero();
  if (open_amount ? !policy.allow_open : command.fiat_amount < policy.min_amount || command.fiat_amount > policy.max_amount)
    return fail(
        Refusal{ErrorCode::amount_out_of_range,
                "amount",
                {fmt::format("必须在 {} 到 {} 之间", policy.min_amount.to_string(), policy.max_amount.to_string()),
                 fmt::format("must be between {} and {}", policy.min_amount.to_string(), policy.max_amount.to_string())}});
  const auto rate = rate_for(batch.directory, type, command.fiat, command.rate, batch.now);
  if (!rate) return fail(rate.error());

  core::Quote made;
  made.trade_id = trade_id;
  made.number = number;
  made.merchant_id = command.merchant_id;
  made.chain = core::ChainName(std::string(type.chain));
  made.trade_type = &type;
  made.fiat = command.fiat;
  made.fiat_amount = command.fiat_amount;
  made.rate = *rate;
  made.created_at = batch.now;
  made.deadline = deadline;
  made.late_until = open_amount ? deadline : deadline + policy.grace;
  made.held_until = made.late_until;

  const Refusal taken{ErrorCode::no_free_amount, "", {}};
  // The index may lag behind another process: the store's refusal teaches it, and the search goes on.
  constexpr int kConflicts = 100;
  for (int conflict = 0; conflict < kConflicts; ++conflict) {
    if (open_amount) {
      const auto address = reservations_.find_empty(batch.tx, type, addresses);
      if (!address) return fail(taken);
      made.address = *address;
      made.units = 0;
    } else {
      const Units step = step_of(policy, type);
      const auto price = price_of(command.fiat_amount, *rate, type, step);
      if (!price) return fail(price.error());
      auto free = reservations_.find(batch.tx, type, addresses, *price, step, policy.max_steps);
      if (!free) return fail(taken);
      made.address = std::move(free->address);
      made.units = std::move(free->units);
    }
    const bool inserted = batch.tx.insert(made);
    reservations_.taken({made.chain, made.address, &type}, made.units);
    if (inserted) return made;
  }
  return fail(taken);
}

Answer AcceptOrder::cancel(Batch& batch, const CancelOrder& command) {
  auto order = batch.tx.order(command.trade_id);
  if (!order || order->merchant_id != command.merchant_id) return fail(Refusal{ErrorCode::order_not_found, "trade_id", {}});
  if (order->state != core::OrderState::waiting && order->state != core::OrderState::cancelled)
    return fail(Refusal{ErrorCode::order_not_cancellable,
                        "trade_id",
                        {fmt::format("当前状态为 {}", name_of(order->state)), fmt::format("is {}", name_of(order->state))}});
  if (order->state == core::OrderState::waiting) {
    order->move_to(core::OrderState::cancelled);
    order->cancelled_at = batch.now;
    batch.tx.update(*order);
    batch.changed.push_back(order->trade_id);
    ++batch.counts[{"cancelled", ""}];
  }
  const auto quotes = batch.tx.quotes(order->trade_id);
  return Accepted{*order, quotes.at(static_cast<std::size_t>(order->quote_number)), batch.now};
}

core::TradeId AcceptOrder::new_trade_id(Time now) {
  for (;;) {
    std::array<std::uint8_t, 32> entropy;
    ports_.random.fill(entropy);
    if (auto id = core::make_trade_id(now, entropy)) return *std::move(id);
  }
}

}  // namespace bepusdt::payment
