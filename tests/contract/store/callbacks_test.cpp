// Contract of the store: the outbox and its attempts.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

using core::CallbackKind;
using core::CallbackState;
using Numbers = std::vector<std::string>;

Numbers event_ids(const std::vector<core::CallbackEvent>& events) {
  Numbers out;
  for (const auto& e : events) out.push_back(e.id.value().substr(6));
  return out;
}

TEST_P(StoreContract, ACallbackComesBackAsItWasInsertedAndUpdated) {
  core::CallbackEvent event = callback(1, CallbackKind::expired);
  event.state = CallbackState::dead;
  event.attempts = 11;
  event.leased_until = kNow + Seconds(30);
  write([&](ports::Tx& tx) { tx.insert(event); });
  reopen();
  EXPECT_EQ(describe(*read([&](const ports::View& v) { return v.callback(event.id); })), describe(event));
  event.kind = CallbackKind::waiting;
  event.url = "https://other.example.com/";
  event.host = "other.example.com:443";
  event.body = "{}";
  event.state = CallbackState::dropped;
  event.attempts = 12;
  event.due_at += Seconds(5);
  event.leased_until.reset();
  write([&](ports::Tx& tx) { tx.update(event); });
  EXPECT_EQ(describe(*read([&](const ports::View& v) { return v.callback(event.id); })), describe(event));
  EXPECT_FALSE(read([](const ports::View& v) { return v.callback(core::EventId("none")); }));
}

TEST_P(StoreContract, ASecondCallbackOfTheSameIdIsAFailure) {
  write([](ports::Tx& tx) { tx.insert(callback(1)); });
  EXPECT_FALSE(store->write([](ports::Tx& tx) { tx.insert(callback(1)); }));
}

TEST_P(StoreContract, CallbacksAreListedByOrderAndByState) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 4; ++n) {
      core::CallbackEvent e = callback(n);
      e.trade_id = trade_id(n % 2);
      if (n >= 3) e.state = CallbackState::delivered;
      tx.insert(e);
    }
  });
  const auto listed = [&](std::optional<CallbackState> state, int limit) {
    return event_ids(read([&](const ports::View& v) { return v.callbacks(state, limit); }));
  };
  EXPECT_EQ(listed(std::nullopt, 10), (Numbers{"4", "3", "2", "1"}));
  EXPECT_EQ(listed(std::nullopt, 1), (Numbers{"4"}));
  EXPECT_EQ(listed(CallbackState::pending, 10), (Numbers{"2", "1"}));
  EXPECT_EQ(listed(CallbackState::delivered, 1), (Numbers{"4"}));
  EXPECT_EQ(listed(CallbackState::dead, 10), (Numbers{}));
  EXPECT_EQ(event_ids(read([](const ports::View& v) { return v.callbacks_of(trade_id(1)); })), (Numbers{"1", "3"}));
  EXPECT_EQ(event_ids(read([](const ports::View& v) { return v.callbacks_of(trade_id(5)); })), (Numbers{}));
}

TEST_P(StoreContract, DueCallbacksComePaidFirstThenEarliestDue) {
  write([](ports::Tx& tx) {
    tx.insert(callback(1, CallbackKind::waiting));
    tx.insert(callback(2, CallbackKind::expired));
    tx.insert(callback(4, CallbackKind::paid));
    tx.insert(callback(3, CallbackKind::paid));
    core::CallbackEvent done = callback(5);
    done.state = CallbackState::delivered;
    done.due_at = kNow;
    tx.insert(done);
  });
  const auto due = [&](int millis, int limit) {
    return event_ids(read([&](const ports::View& v) { return v.callbacks_due(kNow + Millis(millis), {}, limit); }));
  };
  EXPECT_EQ(due(0, 10), (Numbers{}));
  EXPECT_EQ(due(1, 10), (Numbers{"1"}));  // the instant itself counts
  EXPECT_EQ(due(3, 10), (Numbers{"3", "1", "2"}));
  EXPECT_EQ(due(100, 10), (Numbers{"3", "4", "1", "2"}));
  EXPECT_EQ(due(100, 3), (Numbers{"3", "4", "1"}));
  EXPECT_EQ(due(100, 1), (Numbers{"3"}));
  EXPECT_EQ(due(100, 0), (Numbers{}));
}

TEST_P(StoreContract, ALeasedCallbackIsDueAgainOnlyWhenItsLeaseEnds) {
  write([](ports::Tx& tx) {
    core::CallbackEvent leased = callback(1);
    leased.leased_until = kNow + Seconds(30);
    tx.insert(leased);
    tx.insert(callback(2));
  });
  const auto due = [&](Time at) {
    return event_ids(read([&](const ports::View& v) { return v.callbacks_due(at, {}, 10); }));
  };
  EXPECT_EQ(due(kNow + Seconds(29)), (Numbers{"2"}));
  EXPECT_EQ(due(kNow + Seconds(30)), (Numbers{"1", "2"}));
}

TEST_P(StoreContract, BusyHostsAreLeftOutWithoutUsingUpTheLimit) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 4; ++n) {
      core::CallbackEvent e = callback(n, n == 4 ? CallbackKind::waiting : CallbackKind::paid);
      e.host = n <= 2 ? "slow.example.com:443" : "quick.example.com:443";
      tx.insert(e);
    }
  });
  const auto due = [&](const std::vector<std::string>& busy, int limit) {
    return event_ids(read([&](const ports::View& v) { return v.callbacks_due(kNow + Seconds(1), busy, limit); }));
  };
  EXPECT_EQ(due({}, 2), (Numbers{"1", "2"}));
  EXPECT_EQ(due({"slow.example.com:443"}, 2), (Numbers{"3", "4"}));
  EXPECT_EQ(due({"slow.example.com"}, 10), (Numbers{"1", "2", "3", "4"}));
  EXPECT_EQ(due({"slow.example.com:443", "quick.example.com:443"}, 10), (Numbers{}));
}

TEST_P(StoreContract, TheNextCallbackIsDueWhenItIsBothDueAndUnleased) {
  const auto next = [&] { return read([](const ports::View& v) { return v.next_callback_due(); }); };
  EXPECT_EQ(next(), std::nullopt);
  core::CallbackEvent first = callback(1);
  write([&](ports::Tx& tx) { tx.insert(first); });
  EXPECT_EQ(next(), kNow + Millis(1));
  first.leased_until = kNow + Seconds(30);
  write([&](ports::Tx& tx) { tx.update(first); });
  EXPECT_EQ(next(), kNow + Seconds(30));
  core::CallbackEvent later = callback(2);
  later.due_at = kNow + Seconds(40);
  write([&](ports::Tx& tx) { tx.insert(later); });
  EXPECT_EQ(next(), kNow + Seconds(30));
  core::CallbackEvent other = callback(3, CallbackKind::waiting);
  other.due_at = kNow + Seconds(20);
  write([&](ports::Tx& tx) { tx.insert(other); });
  EXPECT_EQ(next(), kNow + Seconds(20));
  other.state = CallbackState::delivered;
  first.state = CallbackState::dead;
  write([&](ports::Tx& tx) {
    tx.update(other);
    tx.update(first);
  });
  EXPECT_EQ(next(), kNow + Seconds(40));
  // A lease that ended before the event is due says nothing.
  later.leased_until = kNow;
  write([&](ports::Tx& tx) { tx.update(later); });
  EXPECT_EQ(next(), kNow + Seconds(40));
}

TEST_P(StoreContract, EveryAttemptIsKeptInItsOrder) {
  core::CallbackAttempt second{core::EventId("event-1"),
                               core::MerchantId("default"),
                               2,
                               kNow + Seconds(2),
                               "",
                               0,
                               "",
                               "no answer within 10 s",
                               false};
  core::CallbackAttempt first{
      core::EventId("event-1"),          core::MerchantId("default"), 1,   kNow, "203.0.113.7:443", 200,
      std::string("fa\0il \xe4\xb8", 8), "answered \"fail\"",         true};
  write([&](ports::Tx& tx) {
    tx.insert(second);
    tx.insert(first);
    core::CallbackAttempt other = first;
    other.event_id = core::EventId("event-2");
    tx.insert(other);
  });
  EXPECT_EQ(describe(read([](const ports::View& v) { return v.attempts(core::EventId("event-1")); })),
            (std::vector{describe(first), describe(second)}));
  EXPECT_TRUE(read([](const ports::View& v) { return v.attempts(core::EventId("none")); }).empty());
  EXPECT_FALSE(store->write([&](ports::Tx& tx) { tx.insert(first); }));
}

TEST_P(StoreContract, CallbacksArePagedInOrderOfInsertion) {
  write([](ports::Tx& tx) {
    for (const int n : {3, 1, 2}) tx.insert(callback(n));
    core::CallbackEvent done = callback(3);
    done.state = core::CallbackState::delivered;
    tx.update(done);  // its place stays
  });
  const auto page = [&](const std::optional<core::EventId>& after, int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.callbacks_after(after, limit); }));
  };
  EXPECT_EQ(page(std::nullopt, 2), ids({3, 1}));
  EXPECT_EQ(page(callback(1).id, 2), ids({2}));
  EXPECT_EQ(page(callback(2).id, 2), ids({}));
  EXPECT_EQ(page(std::nullopt, 0), ids({}));
  EXPECT_EQ(page(core::EventId("unknown"), 2), ids({}));
}

}  // namespace
}  // namespace bepusdt::test
