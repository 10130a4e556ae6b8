#include "audit/audit_run.hpp"

#include "audit/invariants.hpp"
#include "catalog/chains.hpp"

namespace bepusdt::audit {
namespace {

constexpr int kPage = 200;

template <class Case>
void judge(void (*Invariant::*check)(const Case&, Desk&), const Case& c, Desk& desk) {
  for (const Invariant& invariant : invariants())
    if (invariant.*check != nullptr) (invariant.*check)(c, desk);
}

}  // namespace

Result<Progress, ports::StoreError> AuditRun::step() {
  if (part_ == Part::done) return Progress::finished;
  bool last = true;
  const auto read = store_.read([&](const ports::View& view) {
    Desk desk{view, rates_, findings_};
    switch (part_) {
      case Part::chains: chains(desk); break;
      case Part::orders: last = orders(desk); break;
      case Part::transfers: last = transfers(desk); break;
      case Part::callbacks: last = callbacks(desk); break;
      case Part::done: break;
    }
  });
  if (!read) return fail(read.error());
  if (last) part_ = static_cast<Part>(static_cast<int>(part_) + 1);
  return part_ == Part::done ? Progress::finished : Progress::more;
}

Result<void, ports::StoreError> AuditRun::finish() {
  for (;;) {
    const auto stepped = step();
    if (!stepped) return fail(stepped.error());
    if (*stepped == Progress::finished) return {};
  }
}

void AuditRun::chains(Desk& desk) {
  for (const catalog::Chain& chain : catalog::chains()) {
    ChainCase c{core::ChainName(std::string(chain.name)), {}};
    c.cursor = desk.view.cursor(c.chain);
    if (!c.cursor) continue;
    judge(&Invariant::of_chain, c, desk);
    ++tally_.chains;
  }
}

// From the newest to the oldest: what is accepted meanwhile is the next run's.
bool AuditRun::orders(Desk& desk) {
  std::vector<core::Order> page = desk.view.orders(std::nullopt, order_, kPage);
  for (core::Order& order : page) {
    OrderCase c;
    c.quotes = desk.view.quotes(order.trade_id);
    if (order.state == core::OrderState::confirming || order.state == core::OrderState::paid)
      c.transfers = desk.view.transfers_of(order.trade_id);
    c.order = std::move(order);
    judge(&Invariant::of_order, c, desk);
    order_ = std::move(c.order.trade_id);
  }
  tally_.orders += page.size();
  return page.size() < kPage;
}

bool AuditRun::transfers(Desk& desk) {
  std::vector<core::Transfer> page = desk.view.transfers_after(transfer_, kPage);
  for (core::Transfer& transfer : page) {
    TransferCase c{std::move(transfer), {}};
    if (!c.transfer.trade_id.empty()) c.order = desk.view.order(c.transfer.trade_id);
    judge(&Invariant::of_transfer, c, desk);
    transfer_ = std::move(c.transfer.key);
  }
  tally_.transfers += page.size();
  return page.size() < kPage;
}

bool AuditRun::callbacks(Desk& desk) {
  std::vector<core::CallbackEvent> page = desk.view.callbacks_after(event_, kPage);
  for (core::CallbackEvent& event : page) {
    EventCase c{std::move(event), {}, {}};
    c.attempts = desk.view.attempts(c.event.id);
    c.order = desk.view.order(c.event.trade_id);
    judge(&Invariant::of_event, c, desk);
    event_ = std::move(c.event.id);
  }
  tally_.callbacks += page.size();
  return page.size() < kPage;
}

}  // namespace bepusdt::audit
