// The auditor's last look, when the faults have stopped and everything had time to come to rest.
#include <algorithm>

#include "sim/auditor.hpp"

namespace bepusdt::sim {
namespace {

constexpr int kAll = 100'000;

std::string text_of(const core::TransferKey& key) {
  return key.chain.value() + " " + key.hash.value() + "/" + key.position.value();
}

// Chains that are in few worlds are counted for themselves, so that one which never gets anything done is seen.
std::optional<Fault> served_on(const core::ChainName& chain) {
  if (chain.value() == "solana") return Fault::served_on_solana;
  if (chain.value() == "aptos") return Fault::served_on_aptos;
  if (chain.value() == "ton") return Fault::served_on_ton;
  return std::nullopt;
}

}  // namespace

void Auditor::reckon(ports::Store& store, const MerchantWorld& merchants) {
  const auto read = store.read([&](const ports::View& view) {
    for (const auto& [id, known] : known_)
      if (known.order.state == core::OrderState::waiting || known.order.state == core::OrderState::confirming)
        stage_.violate("order {} does not come to rest: it is {}", id, name_of(known.order.state));
    const std::vector<core::Transfer> books = view.transfers_after(std::nullopt, kAll);
    for (const auto& chain : chains_) {
      reckon_chain(view, *chain, books);
      for (const std::string& complaint : chain->complaints()) stage_.violate("a node complains: {}", complaint);
    }
    reckon_callbacks(view, merchants);
  });
  if (!read) stage_.violate("the store cannot be read at the end: {}", read.error().reason);
}

void Auditor::reckon_chain(const ports::View& view, const ChainWorld& chain, const std::vector<core::Transfer>& books) {
  const auto cursor = view.cursor(chain.name());
  const auto gaps = view.gaps(chain.name(), kAll);
  const std::string& name = chain.name().value();
  for (std::size_t i = 0; i < gaps.size(); ++i) stage_.space.struck(Fault::chain_slept);
  const bool awake = stage_.plan.always_on || !view.live_pairs(chain.name()).empty() || view.has_confirming(chain.name());
  if (awake && (!cursor || cursor->block.height < chain.due() || cursor->block.height > chain.head()))
    stage_.violate("{} is read up to {} of {}", name, cursor ? cursor->block.height : 0, chain.due());
  // What a sleeping chain read last may be replaced by a fork, anything by one below finality; it is told so when it wakes.
  const bool finality_held = stage_.space.count(Fault::deep_fork) == 0;
  const std::uint64_t sure = !cursor ? 0 : awake ? cursor->block.height : finality_held ? cursor->final_height : 0;
  const auto was_read = [&](std::uint64_t height) {
    const auto begun = begun_at_.find(name);
    return cursor && begun != begun_at_.end() && height > begun->second && height <= sure &&
           std::ranges::none_of(gaps, [&](const ports::Gap& gap) { return height >= gap.from && height <= gap.to; });
  };
  const auto is_wallet = [&](const core::Address& address) {
    return std::ranges::any_of(settings_.wallets,
                               [&](const ports::Wallet& w) { return w.trade_type->chain == name && w.address == address; });
  };

  std::map<std::string, TrueTransfer> truth;
  for (const TrueTransfer& transfer : chain.standing()) truth.emplace(text_of(transfer.key), transfer);
  std::map<std::string, const core::Transfer*> rows;
  for (const core::Transfer& row : books) {
    if (row.key.chain != chain.name()) continue;
    rows.emplace(text_of(row.key), &row);
    if (row.gone || row.block.height > sure) continue;
    const auto found = truth.find(text_of(row.key));
    if (found == truth.end() || found->second.block.hash != row.block.hash || found->second.units != row.units)
      stage_.violate("the books hold {} in block {}, and the chain does not", text_of(row.key), row.block.height);
    if (row.status == core::TransferStatus::seen) stage_.violate("{} was never held against the orders", text_of(row.key));
  }
  for (const auto& [key, transfer] : truth) {
    if (is_wallet(transfer.to) && was_read(transfer.block.height)) {
      const auto row = rows.find(key);
      if (row == rows.end())
        stage_.violate("{} of block {} was never seen", key, transfer.block.height);
      else if (row->second->gone)
        stage_.violate("{} stands in block {} and the books say that it is gone", key, transfer.block.height);
    }
    const auto booked = rows.find(key);
    reckon_customers(chain, transfer, booked == rows.end() ? nullptr : booked->second);
  }
}

// Who paid exactly what an order asked for, once, and neither changed nor cancelled anything, has paid that order if it was in
// time or the policy takes late payments; otherwise the payment is kept on the order as late.
void Auditor::reckon_customers(const ChainWorld& chain, const TrueTransfer& transfer, const core::Transfer* row) {
  constexpr Seconds kAround{60};
  const TransferHistory* history = chain.history(transfer.key);
  const auto stamps = [&](auto&& each) {
    return std::ranges::all_of(history->inclusions, [&](const Inclusion& i) { return each(i.block.time); });
  };
  const Known* payee = nullptr;
  bool is_late = false;
  for (const auto& [id, known] : known_) {
    for (const Offer& offer : known.offers) {
      const core::Quote& q = offer.quote;
      if (q.trade_type != transfer.trade_type || q.address != transfer.to) continue;
      const bool near = !stamps([&](BlockTime t) {
        return t < q.created_at - 2 * kAround || t > q.deadline + settings_.policy.grace + 2 * kAround;
      });
      if (!near || (q.units != transfer.units && !q.is_open_amount())) continue;
      if (payee != nullptr) return;  // it could be meant for either
      const bool in_time = q.units == transfer.units && stamps([&](BlockTime t) {
                             return t >= known.first_seen + kAround && t >= q.created_at && t <= q.deadline;
                           });
      is_late = q.units == transfer.units &&
                stamps([&](BlockTime t) { return t > q.deadline && t <= q.deadline + settings_.policy.grace; });
      if (!(in_time || is_late) || known.offers.size() != 1 || disturbed_.contains(id) || by_hand_.contains(id)) return;
      payee = &known;
    }
  }
  if (payee == nullptr) return;
  // No second payment of the same, not even one that vanished, and no second transaction of its order id.
  if (chain.paid_more_than_once(transfer)) return;
  const core::Order& order = payee->order;
  for (const auto& [id, known] : known_)
    if (known.order.order_id == order.order_id && known.order.merchant_id == order.merchant_id &&
        known.order.trade_id != order.trade_id)
      return;
  const bool served = order.state == core::OrderState::paid && order.payment_hash == transfer.key.hash &&
                      order.payment_position == transfer.key.position;
  if (is_late && !late_counts(*transfer.trade_type)) {
    if (row != nullptr && row->status == core::TransferStatus::late && row->trade_id == order.trade_id)
      stage_.space.struck(Fault::paid_late_and_kept);
    else
      stage_.violate("{} paid order {} exactly and late, and it is not kept there", text_of(transfer.key),
                     order.trade_id.value());
  } else if (served) {
    stage_.space.struck(Fault::paid_in_time_and_served);
    if (const auto own = served_on(chain.name())) stage_.space.struck(*own);
  } else {
    stage_.violate("{} paid order {} exactly and {}, and the order is {}", text_of(transfer.key), order.trade_id.value(),
                   is_late ? "late, which counts" : "in time", name_of(order.state));
  }
}

void Auditor::reckon_callbacks(const ports::View& view, const MerchantWorld& merchants) {
  std::map<std::string, int> paid_events;
  for (const core::CallbackEvent& event : view.callbacks_after(std::nullopt, kAll)) {
    const std::string& id = event.id.value();
    if (event.state == core::CallbackState::pending) stage_.violate("callback {} does not come to rest", id);
    if (event.kind == core::CallbackKind::paid) ++paid_events[event.trade_id.value()];
    if (event.state != core::CallbackState::delivered) continue;
    const core::Merchant* merchant = settings_.merchant(event.merchant_id.value());
    const bool any_200 = event.kind != core::CallbackKind::paid ||
                         (merchant != nullptr && merchant->profile.ack == core::MerchantProfile::Ack::any_200);
    if (!(any_200 ? merchants.answered_200(id) : merchants.took(id)))
      stage_.violate("callback {} counts as delivered, and nobody took it", id);
  }
  for (const auto& [id, known] : known_) {
    const int events = paid_events[id];
    if (events != (known.order.state == core::OrderState::paid ? 1 : 0))
      stage_.violate("order {} is {} and has {} paid events", id, name_of(known.order.state), events);
  }
}

}  // namespace bepusdt::sim
