#include "payment/deliver_callback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "catalog/metrics.hpp"
#include "payment/callback_event.hpp"
#include "wire/callback_answer.hpp"
#include "wire/callback_hmac.hpp"

namespace bepusdt::payment {
namespace {

constexpr Seconds kWaitingInterval{60};
constexpr std::size_t kKeptAnswer = 512;

enum class Timeliness {
  send,
  postpone,  // the order is confirming: what becomes of it decides
  drop       // not true any more, or (waiting) too late to be news
};

Timeliness timeliness(const core::CallbackEvent& event, const core::Order& order, Time now) {
  if (event.kind == core::CallbackKind::paid) return Timeliness::send;
  if (order.state == core::OrderState::confirming) return Timeliness::postpone;
  if (event.kind == core::CallbackKind::expired)
    return order.state == core::OrderState::expired ? Timeliness::send : Timeliness::drop;
  const bool is_late = now - event.due_at > kWaitingInterval;
  return order.state == core::OrderState::waiting && !is_late ? Timeliness::send : Timeliness::drop;
}

}  // namespace

void DeliverCallback::forget_leases() {
  const Time now = ports_.clock.now();
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    constexpr int kMost = 10'000;  // far more than were ever in flight
    for (core::CallbackEvent& event : tx.callbacks_due(now + 2 * options_.lease, {}, kMost)) {
      if (!event.leased_until) continue;
      event.leased_until.reset();
      tx.update(event);
    }
  });
  if (!done) ports_.log.error("callback.leases_kept", {{"reason", done.error().reason}});
}

std::vector<core::CallbackEvent> DeliverCallback::claim() {
  const std::lock_guard lock(mutex_);
  const Time now = ports_.clock.now();
  std::vector<core::CallbackEvent> claimed;
  const int room = options_.in_flight - in_flight_;
  if (room <= 0) return claimed;

  const std::vector<core::CallbackEvent> due = look(now);
  if (due.empty()) return claimed;
  const auto directory = ports_.directory.snapshot();
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    claimed.clear();
    std::map<std::string, int> added;
    std::set<std::string> orders;
    for (const core::CallbackEvent& candidate : due) {
      if (static_cast<int>(claimed.size()) == room) break;
      const auto host = hosts_.find(candidate.host);
      if ((host == hosts_.end() ? 0 : host->second) + added[candidate.host] >= options_.in_flight_per_host) continue;
      const std::string& trade_id = candidate.trade_id.value();
      if (orders_in_flight_.contains(trade_id) || orders.contains(trade_id)) continue;
      auto event = tx.callback(candidate.id);
      if (!event || event->state != core::CallbackState::pending || event->due_at > now ||
          (event->leased_until && *event->leased_until > now))
        continue;
      const auto order = tx.order(event->trade_id);
      BEPUSDT_ASSERT(order.has_value());
      switch (timeliness(*event, *order, now)) {
        case Timeliness::postpone:
          event->due_at = now + kWaitingInterval;
          tx.update(*event);
          continue;
        case Timeliness::drop:
          event->state = core::CallbackState::dropped;
          tx.update(*event);
          follow_waiting(tx, *event, now);
          continue;
        case Timeliness::send: break;
      }
      (void)write_body(tx, *directory, *order, *event);  // without its merchant, send() says so
      event->leased_until = now + options_.lease;
      tx.update(*event);
      ++added[event->host];
      orders.insert(trade_id);
      claimed.push_back(*std::move(event));
    }
  });
  if (!done) {
    ports_.log.error("callback.claim_failed", {{"reason", done.error().reason}});
    return {};
  }
  for (const core::CallbackEvent& event : claimed) {
    ++hosts_[event.host];
    orders_in_flight_.insert(event.trade_id.value());
  }
  in_flight_ += static_cast<int>(claimed.size());
  ports_.metrics.set(catalog::metric::kCallbacksInFlight, in_flight_);
  return claimed;
}

// One of each host that has nothing in flight comes first, so that a slow host's backlog never keeps another waiting.
std::vector<core::CallbackEvent> DeliverCallback::look(Time now) const {
  std::vector<std::string> any_in_flight;
  std::vector<std::string> full;
  for (const auto& [host, count] : hosts_) {
    any_in_flight.push_back(host);
    if (count >= options_.in_flight_per_host) full.push_back(host);
  }
  std::vector<core::CallbackEvent> due;
  const auto read = ports_.store.read([&](const ports::View& view) {
    due = view.callbacks_due(now, any_in_flight, 4 * options_.in_flight);
    std::set<std::string> hosts;
    std::ranges::stable_partition(due, [&](const core::CallbackEvent& event) { return hosts.insert(event.host).second; });
    for (core::CallbackEvent& event : view.callbacks_due(now, full, 4 * options_.in_flight)) due.push_back(std::move(event));
  });
  if (!read) return {};
  return due;
}

core::CallbackAttempt DeliverCallback::send(const core::CallbackEvent& event) {
  core::CallbackAttempt attempt;
  attempt.event_id = event.id;
  attempt.merchant_id = event.merchant_id;
  attempt.number = event.attempts + 1;
  attempt.at = ports_.clock.now();

  const auto directory = ports_.directory.snapshot();
  const core::Merchant* merchant = directory->merchant(event.merchant_id.value());
  if (merchant == nullptr || event.body.empty()) {
    attempt.reason = "the merchant is no longer configured";
    return attempt;
  }
  ports::HttpRequest request;
  request.method = "POST";
  request.url = event.url;
  request.headers = {{"Content-Type", "application/json"},
                     {"User-Agent", "bepusdt"},
                     {"X-Bepusdt-Event", event.id.value()},
                     {"X-Bepusdt-Attempt", std::to_string(attempt.number)},
                     {"X-Bepusdt-Signature",
                      wire::callback_hmac_header(std::chrono::floor<Seconds>(attempt.at), event.body, merchant->token)}};
  request.body = event.body;
  request.guard_address = !options_.allow_private;

  const auto answer = client_.send(request);
  if (!answer) {
    attempt.address = answer.error().dialled;
    attempt.reason = answer.error().reason;
    return attempt;
  }
  attempt.address = answer->dialled;
  attempt.http_status = answer->status;
  attempt.answer = answer->body.substr(0, kKeptAnswer);
  attempt.delivered = accepts(event, *answer, attempt.reason);
  return attempt;
}

bool DeliverCallback::accepts(const core::CallbackEvent& event, const ports::HttpAnswer& answer, std::string& reason) const {
  if (answer.status >= 300 && answer.status < 400) {
    const auto location = answer.header("location");
    reason = fmt::format("redirected to {}; redirects are not followed", location.empty() ? "nowhere" : location);
    return false;
  }
  if (answer.status != 200) {
    reason = fmt::format("HTTP {}", answer.status);
    return false;
  }
  if (event.kind != core::CallbackKind::paid) return true;
  const auto directory = ports_.directory.snapshot();
  const core::Merchant* merchant = directory->merchant(event.merchant_id.value());
  if (merchant != nullptr && merchant->profile.ack == core::MerchantProfile::Ack::any_200) return true;
  if (!answer.truncated && wire::answer_counts_as_taken(answer.body)) return true;
  reason = "HTTP 200, but the answer is not ok or success";
  return false;
}

// While the order waits, each waiting event is followed by the next a minute later; a later one only when this one is done,
// so that at most one is pending.
void DeliverCallback::follow_waiting(ports::Tx& tx, const core::CallbackEvent& event, Time now) {
  if (event.kind != core::CallbackKind::waiting) return;
  const auto order = tx.order(event.trade_id);
  if (!order || order->state != core::OrderState::waiting || order->deadline <= now) return;
  const std::string_view id = event.id.value();
  int number = 0;
  if (const auto dot = id.rfind('.'); dot != std::string_view::npos)
    std::from_chars(id.data() + dot + 1, id.data() + id.size(), number);
  core::CallbackEvent next =
      make_event(*order, core::CallbackKind::waiting, std::max(now, event.due_at + kWaitingInterval), number + 1);
  if (!tx.callback(next.id)) tx.insert(next);
}

void DeliverCallback::record(const core::CallbackEvent& event, const core::CallbackAttempt& attempt) {
  const Time now = ports_.clock.now();
  core::CallbackState outcome = core::CallbackState::pending;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    auto current = tx.callback(event.id);
    BEPUSDT_ASSERT(current.has_value());
    tx.insert(attempt);
    current->attempts = std::max(current->attempts, attempt.number);
    current->leased_until.reset();
    if (current->state == core::CallbackState::pending || attempt.delivered) {
      if (attempt.delivered) {
        current->state = core::CallbackState::delivered;
      } else if (const auto next = core::next_attempt(current->kind, current->attempts, now)) {
        current->due_at = *next;
      } else {
        // Only a paid event that never arrived is something that an operator must see.
        current->state =
            current->kind == core::CallbackKind::paid ? core::CallbackState::dead : core::CallbackState::dropped;
      }
    }
    outcome = current->state;
    tx.update(*current);
    follow_waiting(tx, *current, now);
  });
  {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    if (--hosts_[event.host] == 0) hosts_.erase(event.host);
    orders_in_flight_.erase(event.trade_id.value());
    ports_.metrics.set(catalog::metric::kCallbacksInFlight, in_flight_);
  }
  if (!done) {
    // The lease ends by itself and the event is sent again: at least once.
    ports_.log.error("callback.record_failed", {{"event", event.id.value()}, {"reason", done.error().reason}});
    return;
  }
  const auto severity = attempt.delivered ? ports::Severity::info
                        : outcome == core::CallbackState::dead && event.kind == core::CallbackKind::paid
                            ? ports::Severity::error
                            : ports::Severity::warning;
  ports_.log.write(severity, attempt.delivered ? "callback.delivered" : "callback.failed",
                   {{"event", event.id.value()},
                    {"attempt", attempt.number},
                    {"host", event.host},
                    {"status", attempt.http_status},
                    {"state", name_of(outcome)},
                    {"reason", attempt.reason}});
  ports_.metrics.add(catalog::metric::kCallbacks, 1, {name_of(event.kind), attempt.delivered ? "delivered" : "failed"});
  if (attempt.delivered)
    ports_.metrics.observe(catalog::metric::kCallbackDelaySeconds,
                           static_cast<double>((now - event.created_at).count()) / 1000.0, {name_of(event.kind)});
}

std::optional<Time> DeliverCallback::next_due() const {
  std::optional<Time> due;
  if (!ports_.store.read([&](const ports::View& view) { due = view.next_callback_due(); }))
    return ports_.clock.now() + Seconds(1);
  return due;
}

int DeliverCallback::in_flight() const {
  const std::lock_guard lock(mutex_);
  return in_flight_;
}

}  // namespace bepusdt::payment
