#include "sim/customers.hpp"

#include <algorithm>

#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "payment/operator_actions.hpp"
#include "sim/life.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::size_t kMostOrders = 40;  // of one world: more would only make the same slower

std::string parameters_of(const payment::CreateOrder& r) {
  return r.fiat_amount.to_string() + "|" + r.fiat + "|" + std::string(r.trade_type->name) + "|" +
         (r.address ? r.address->value() : "") + "|" + std::to_string(r.timeout.count()) + "|" + r.notify_url;
}

}  // namespace

const core::TradeType& Customers::any_type() {
  std::vector<const core::TradeType*> types;
  for (const ports::Wallet& wallet : settings_.wallets) types.push_back(wallet.trade_type);
  return *stage_.draw.one_of(types);
}

ChainWorld& Customers::chain_of(const core::TradeType& type) {
  return **std::ranges::find(chains_, type.chain, [](const auto& chain) { return chain->name().value(); });
}

Customers::Told* Customers::any_told() {
  if (told_.empty()) return nullptr;
  // Mostly one of the last: old ones are over.
  const std::size_t back =
      stage_.draw.percent(70) ? stage_.draw.below(std::min<std::size_t>(told_.size(), 6)) : stage_.draw.below(told_.size());
  return &told_[told_.size() - 1 - back];
}

payment::CreateOrder Customers::new_request() {
  Draw& draw = stage_.draw;
  payment::CreateOrder request;
  request.merchant_id = draw.one_of(settings_.merchants).id;
  request.order_id = core::OrderId("o-" + std::to_string(++orders_));
  // Few prices, so that many orders want the same amount.
  request.fiat_amount = *core::Decimal::parse(draw.one_of({"7.2", "7.2", "10", "72", "100.5", "0.01"}));
  request.fiat = draw.percent(80) ? "CNY" : "USD";
  request.trade_type = &any_type();
  request.timeout = Seconds(draw.between(60, 1'200));
  if (stage_.plan.policy.allow_open && draw.percent(20)) request.fiat_amount = core::Decimal();
  request.name = "goods";
  request.notify_url = draw.one_of({"https://shop.example.com/notify", "https://other.example.com:8443/cb"});
  request.redirect_url = "https://shop.example.com/";
  request.parameters = parameters_of(request);
  return request;
}

void Customers::send(Life* life, payment::CreateOrder request) {
  asked_.push_back(request);
  if (life == nullptr) return;
  const bool lost = stage_.draw.percent(5);
  const bool taken = life->request(request, [this, request, lost](payment::Answer answer) {
    if (lost) {
      stage_.space.struck(Fault::lost_answer);
      return stage_.tell("the answer to {} is lost on its way", request.order_id.value());
    }
    if (!answer) {
      stage_.space.struck(Fault::refused_request);
      return stage_.tell("{} is refused with code {}", request.order_id.value(), static_cast<int>(answer.error().code));
    }
    stage_.tell("{} is answered: order {}, {} of {} to {}", request.order_id.value(), answer->order.trade_id.value(),
                answer->quote.amount().to_string(), answer->quote.trade_type->name, answer->quote.address.value());
    auditor_.answered(answer->order, answer->quote);
    const auto known = std::ranges::find(told_, answer->order.trade_id, [](const Told& t) { return t.order.trade_id; });
    if (known == told_.end())
      told_.push_back({request, answer->order, answer->quote, 0});
    else
      known->quote = answer->quote;
  });
  if (!taken) stage_.space.struck(Fault::refused_request);
}

void Customers::order(Life* life) {
  if (asked_.size() >= kMostOrders) return;
  payment::CreateOrder request = new_request();
  stage_.tell("a client orders {}: {} {} in {}", request.order_id.value(), request.fiat_amount.to_string(), request.fiat,
              request.trade_type->name);
  send(life, request);
  if (stage_.draw.percent(15)) {
    stage_.space.struck(Fault::concurrent_request);
    stage_.tell("the same again at once");
    send(life, request);
  }
}

void Customers::repeat(Life* life) {
  if (asked_.empty()) return;
  const payment::CreateOrder request = stage_.draw.one_of(asked_);
  stage_.space.struck(Fault::repeated_request);
  stage_.tell("a client repeats {}", request.order_id.value());
  send(life, request);
}

void Customers::change(Life* life) {
  if (asked_.empty()) return;
  payment::CreateOrder request = stage_.draw.one_of(asked_);
  const payment::CreateOrder fresh = new_request();
  --orders_;
  switch (stage_.draw.below(3)) {
    case 0: request.fiat_amount = fresh.fiat_amount; break;
    case 1: request.trade_type = fresh.trade_type; break;
    default: request.timeout = fresh.timeout; break;
  }
  request.parameters = parameters_of(request);
  for (const Told& told : told_)
    if (told.request.order_id == request.order_id) auditor_.disturbed(told.order.trade_id);
  stage_.space.struck(Fault::changed_request);
  stage_.tell("a client changes {}: {} {} in {}", request.order_id.value(), request.fiat_amount.to_string(), request.fiat,
              request.trade_type->name);
  send(life, std::move(request));
}

void Customers::ask_nonsense(Life* life) {
  payment::CreateOrder request = new_request();
  switch (stage_.draw.below(3)) {
    case 0: request.fiat_amount = *core::Decimal::parse("100000000"); break;
    case 1: request.trade_type = catalog::find_trade_type("usdt.ton"); break;
    default: request.fiat = "XXX"; break;
  }
  request.parameters = parameters_of(request);
  stage_.tell("a client asks for what cannot be: {}", request.order_id.value());
  send(life, std::move(request));
}

void Customers::cancel(Life* life) {
  Told* told = any_told();
  if (told == nullptr || life == nullptr) return;
  const core::TradeId id = told->order.trade_id;
  auditor_.disturbed(id);
  stage_.space.struck(told->payments > 0 ? Fault::cancel_after_payment : Fault::cancel);
  stage_.tell("a client cancels {}", id.value());
  (void)life->request(payment::CancelOrder{told->order.merchant_id, id}, [this, id](const payment::Answer& answer) {
    stage_.tell("cancelling {} is answered: {}", id.value(), answer ? "done" : "refused");
  });
}

void Customers::pay_exactly(Told& told) {
  const core::Quote& q = told.quote;
  const core::BaseUnits units =
      q.is_open_amount() ? core::BaseUnits(stage_.draw.between(1, 50)) * core::BaseUnits("1000000") : q.units;
  Payment payment{{{q.trade_type, q.address, units}}, false, false};
  if (told.payments++ > 0) stage_.space.struck(Fault::paid_twice);
  if (stage_.clock.now() > q.deadline) stage_.space.struck(Fault::paid_late);
  if (q.trade_type->native) stage_.space.struck(Fault::paid_with_coin);
  const std::string label = chain_of(*q.trade_type).send(payment);
  stage_.tell("a payer sends {} {} for order {} in {}", units.str(), q.trade_type->name, told.order.trade_id.value(),
              label.substr(0, 10));
}

void Customers::pay() {
  Draw& draw = stage_.draw;
  Told* told = any_told();
  if (told == nullptr) return;
  const core::Quote& q = told->quote;
  ChainWorld& chain = chain_of(*q.trade_type);
  if (q.is_open_amount() || draw.percent(65)) return pay_exactly(*told);

  Payment payment{{{q.trade_type, q.address, q.units}}, false, false};
  std::string how;
  switch (draw.below(6)) {
    case 0:
      how = "fails";
      payment.fails = true;
      break;
    case 1:
      if (q.trade_type->native) return pay_exactly(*told);
      how = "is of a spoofed token";
      payment.spoofed = true;
      stage_.space.struck(Fault::spoofed_token);
      break;
    case 2:
      how = "is a unit off";
      payment.parts[0].units = draw.percent(50) ? q.units + 1 : q.units - 1;
      stage_.space.struck(Fault::paid_wrong_amount);
      break;
    case 3: {
      // What a wallet that rounds, or takes a fee, makes of it: up to a step beside, where a neighbour may be.
      how = "is beside the amount";
      const std::int64_t off = draw.between(1, 10'000);
      if (q.units <= off) return pay_exactly(*told);
      payment.parts[0].units = draw.percent(50) ? q.units + off : q.units - off;
      stage_.space.struck(Fault::paid_neighbour_amount);
      break;
    }
    case 4: {
      how = "is of another token";
      const core::TradeType& other = any_type();
      if (&other == q.trade_type || other.chain != q.trade_type->chain) return pay_exactly(*told);
      payment.parts[0].trade_type = &other;
      stage_.space.struck(Fault::paid_wrong_token);
      break;
    }
    default: {
      // Two orders in one transaction.
      how = "pays two orders";
      const Told* second = any_told();
      if (second == told || q.trade_type->native || second->quote.trade_type->native ||
          second->quote.trade_type->chain != q.trade_type->chain || second->quote.is_open_amount())
        return pay_exactly(*told);
      payment.parts.push_back({second->quote.trade_type, second->quote.address, second->quote.units});
      break;
    }
  }
  ++told->payments;
  const std::string label = chain.send(payment);
  stage_.tell("a payer of order {} sends {}, which {}", told->order.trade_id.value(), label.substr(0, 10), how);
}

void Customers::operate(Life* life) {
  Told* told = any_told();
  if (told == nullptr || life == nullptr) return;
  ports::Store& store = life->store();
  const core::TradeId id = told->order.trade_id;
  switch (stage_.draw.below(3)) {
    case 0: {
      std::vector<core::Transfer> late;
      (void)store.read(
          [&](const ports::View& view) { late = view.transfers(core::TransferStatus::late, std::nullopt, 20); });
      if (late.empty()) return;
      const core::TradeId late_one = stage_.draw.one_of(late).trade_id;
      if (payment::accept_late(store, late_one)) {
        auditor_.operator_touched(late_one);
        stage_.space.struck(Fault::operator_accepts_late);
        stage_.tell("the operator accepts the late payment of {}", late_one.value());
      }
      break;
    }
    case 1: {
      std::vector<core::Transfer> unmatched;
      (void)store.read(
          [&](const ports::View& view) { unmatched = view.transfers(core::TransferStatus::unmatched, std::nullopt, 20); });
      if (unmatched.empty()) return;
      if (payment::assign_transfer(store, stage_.draw.one_of(unmatched).key, id)) {
        auditor_.operator_touched(id);
        stage_.space.struck(Fault::operator_assigns);
        stage_.tell("the operator gives a transfer to {}", id.value());
      }
      break;
    }
    default: {
      std::vector<core::CallbackEvent> events;
      (void)store.read([&](const ports::View& view) { events = view.callbacks_of(id); });
      for (const core::CallbackEvent& event : events)
        if (event.kind == core::CallbackKind::paid && payment::resend_callback(store, event.id, stage_.clock.now())) {
          stage_.space.struck(Fault::operator_resends);
          stage_.tell("the operator sends {} again", event.id.value());
        }
      break;
    }
  }
  auditor_.committed(store);
}

}  // namespace bepusdt::sim
