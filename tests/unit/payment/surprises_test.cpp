// Combinations that are easy to get wrong: each was wrong once, and is a test since.
#include <gtest/gtest.h>

#include "core/match.hpp"
#include "support/payment/payment_world.hpp"
#include "wire/signature.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using std::chrono::seconds;

// A node during whose answer something else happens.
struct Interrupted : ports::ChainReader {
  explicit Interrupted(FakeChain& c) : chain(c) {}
  Result<core::BlockRef, ports::ReadError> head() override { return chain.head(); }
  Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override {
    return chain.block_at(height);
  }
  Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(const ports::ScanRequest& request) override {
    if (meanwhile) std::exchange(meanwhile, nullptr)();
    return chain.scan(request);
  }
  Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override {
    return chain.check(transfer);
  }
  std::vector<ports::EndpointHealth> endpoints() const override { return {}; }
  FakeChain& chain;
  std::function<void()> meanwhile;
};

TEST(Surprises, ARoundPaymentToAnOpenOrderIsNotTakenForAnEarlierPaidOne) {
  PaymentWorld world;
  world.directory.now.policy.allow_open = true;
  world.directory.now.wallets.erase(world.directory.now.wallets.begin() + 1);
  const auto a = *world.create("A", "74");
  world.settle();
  world.chain.mine({world.pay(a.quote, "0x01")});
  world.chain.mine_empty(5);
  world.settle();
  ASSERT_EQ(world.order(a.order.trade_id).state, OrderState::paid);
  world.mine_until(a.order.deadline + seconds(120));
  world.settle();
  world.directory.now.prices[{"USDT", "CNY"}].at = world.clock.now();
  const auto b = world.create("B", "0");
  ASSERT_TRUE(b);
  world.settle();
  world.chain.mine_empty(3);
  auto p = world.pay(b->quote, "0x02");
  p.units = a.quote.units;
  world.chain.mine({p});
  world.chain.mine_empty(5);
  world.settle();
  EXPECT_EQ(world.order(b->order.trade_id).state, OrderState::paid) << world.transfer("0x02").reason;
}

TEST(Surprises, ARepeatAfterTheOldTransactionWasPaidLateAnswersWithThePaidOne) {
  PaymentWorld world;
  const auto a = *world.create("A", "10");
  world.settle();
  world.mine_until(a.order.deadline + seconds(30));
  world.settle();
  ASSERT_EQ(world.order(a.order.trade_id).state, OrderState::expired);
  const auto b = *world.create("A", "10");
  ASSERT_NE(b.order.trade_id, a.order.trade_id);
  world.chain.mine({world.pay(a.quote, "0x01")});
  world.chain.mine_empty(5);
  world.settle();
  ASSERT_EQ(world.order(a.order.trade_id).state, OrderState::paid);
  ASSERT_EQ(world.order(b.order.trade_id).state, OrderState::cancelled);
  const auto c = *world.create("A", "10");
  EXPECT_EQ(c.order.trade_id, a.order.trade_id);
}

TEST(Surprises, ARebuildWithoutAnAddressGoesBackToTheWallets) {
  PaymentWorld world;
  auto r = world.request("A", "10");
  r.address = core::Address("0x00000000000000000000000000000000000000aa");
  r.parameters = "p1";
  const auto a = *world.create(r);
  auto r2 = world.request("A", "10");
  const auto b = *world.create(r2);
  EXPECT_EQ(b.quote.address.value(), kWalletA);
}

TEST(Surprises, ARepeatOfAnOverdueOrderMakesANewTransactionWhoseAmountNobodyElseHas) {
  PaymentWorld world;
  world.directory.now.policy.grace = seconds(0);
  const auto a = *world.create("A", "10");
  world.settle();
  world.mine_until(a.order.deadline + seconds(120));
  world.clock.set(world.chain.tip().time);
  for (int i = 0; i < 50; ++i) (void)world.scan->run();
  ASSERT_TRUE(world.expire->release());
  world.directory.now.prices[{"USDT", "CNY"}].at = world.clock.now();
  const auto b = *world.create("B", "10");
  const auto again = *world.create("A", "10");
  EXPECT_NE(again.order.trade_id, a.order.trade_id);
}

TEST(Surprises, ATransferOfAnotherCurrencyGivenByHandIsReportedInItsOwnDecimals) {
  PaymentWorld world;
  const auto a = *world.create("A", "10");
  world.settle();
  auto p = world.chain.transfer(*catalog::find_trade_type("ethereum.eth"), kWalletA, core::BaseUnits("500000000000000000"),
                                "0x09");
  world.chain.mine({p});
  world.chain.mine_empty(5);
  world.settle();
  ASSERT_EQ(world.transfer("0x09").status, TransferStatus::unmatched);
  ASSERT_TRUE(payment::assign_transfer(*world.store, p.key, a.order.trade_id));
  world.settle();
  ASSERT_EQ(world.order(a.order.trade_id).state, OrderState::paid);
  EXPECT_NE(world.callbacks_of(a.order.trade_id).at(0).body.find("\"0.5\""), std::string::npos);
}

TEST(Surprises, AForkThatBringsATimelyPaymentLateStillPays) {
  PaymentWorld world(20);
  world.directory.now.policy.grace = seconds(0);
  const auto a = *world.create("A", "10");
  world.settle();
  world.mine_until(a.order.deadline - seconds(24));
  world.settle();
  const auto before = world.chain.tip();
  world.chain.mine_empty(8);  // our branch, without the payment, beyond the deadline and a minute
  world.clock.set(world.chain.tip().time);
  world.settle();
  EXPECT_EQ(world.order(a.order.trade_id).state, OrderState::expired);
  world.chain.fork(8);
  world.chain.mine({world.pay(a.quote, "0x01")}, before.time + seconds(12));
  world.chain.mine_empty(40);
  world.settle();
  EXPECT_EQ(world.order(a.order.trade_id).state, OrderState::paid);
}

TEST(Surprises, AWaitingEventAfterARebuildTellsTheNewQuote) {
  PaymentWorld world;
  world.directory.now.merchants[0].profile.send_waiting = true;
  const auto a = *world.create("A", "10");
  world.deliver_due();
  const auto b = *world.create("A", "20");
  world.clock.advance(seconds(60));
  world.deliver_due();
  const auto ev = world.callbacks_of(a.order.trade_id);
  EXPECT_NE(ev.at(1).body.find("\"amount\":20"), std::string::npos);
}

TEST(Surprises, WaitingEventsGoOnAfterAConfirmingOrderWaitsAgain) {
  PaymentWorld world(20);
  world.directory.now.merchants[0].profile.send_waiting = true;
  const auto a = *world.create("A", "10");
  world.settle();
  world.deliver_due();
  world.chain.mine({world.pay(a.quote, "0x01")});
  world.settle();
  world.clock.advance(seconds(60));
  world.deliver_due();
  world.chain.fork(1);
  world.chain.mine_empty(8);
  world.settle();
  ASSERT_EQ(world.order(a.order.trade_id).state, OrderState::waiting);
  world.clock.advance(seconds(120));
  world.deliver_due();
  world.clock.advance(seconds(60));
  EXPECT_GT(world.deliver_due(), 0);
}

TEST(Surprises, AnOrderAcceptedAndPaidWhileAScanIsUnderWayIsPaid) {
  PaymentWorld world;
  const auto a = *world.create("A", "10");
  world.settle();
  Interrupted reader(world.chain);
  const payment::Ports ports{*world.store, world.directory, world.clock, world.random, world.log, world.metrics, world.feed};
  payment::ScanChain scan(core::ChainName("ethereum"), ports, reader, {});
  std::optional<payment::Accepted> b;
  reader.meanwhile = [&] {
    auto r = world.request("B", "20");
    r.address = core::Address("0x00000000000000000000000000000000000000aa");
    b = *world.create(r);
    world.chain.mine({world.pay(b->quote, "0x0b")});
  };
  (void)scan.run();
  world.chain.mine_empty(6);
  world.settle();
  EXPECT_EQ(world.order(b->order.trade_id).state, core::OrderState::paid);
}

TEST(Surprises, AnOpenAmountIsWorthWhatItIsWorthAtAnyRate) {
  PaymentWorld world;
  world.directory.now.policy.allow_open = true;
  auto r = world.request("A", "0", "ethereum.eth");
  r.rate = *core::RateRule::parse("2.12345678901234567890123");
  const auto a = world.create(r);
  ASSERT_TRUE(a);
  world.settle();
  auto p = world.pay(a->quote, "0x01");
  p.units = core::BaseUnits("1234567890123456789");
  world.chain.mine({p});
  world.chain.mine_empty(5);
  world.settle();
  EXPECT_EQ(world.order(a->order.trade_id).state, core::OrderState::paid) << world.transfer("0x01").reason;
}

TEST(Surprises, APriceFromTheFutureIsNotQuoted) {
  PaymentWorld world;
  world.directory.now.prices[{"USDT", "CNY"}].at = world.clock.now() + std::chrono::hours(48);
  EXPECT_FALSE(world.create("A", "10"));
}

TEST(Surprises, ADroppedWaitingEventNeverStopsTheOthers) {
  PaymentWorld world;
  world.directory.now.merchants[0].profile.send_waiting = true;
  const auto first = *world.create("A", "10");
  world.settle();
  world.deliver_due();
  EXPECT_FALSE(
      payment::resend_callback(*world.store, core::EventId(first.order.trade_id.value() + ".waiting.0"), world.clock.now()));
  // As an earlier release could leave it: an old waiting event pending beside its successor.
  ASSERT_TRUE(world.store->write([&](ports::Tx& tx) {
    auto event = *tx.callback(core::EventId(first.order.trade_id.value() + ".waiting.0"));
    event.state = core::CallbackState::pending;
    tx.update(event);
  }));
  world.clock.advance(seconds(150));
  world.mine_until(world.clock.now());
  world.settle();
  const auto other = *world.create("B", "20");
  world.settle();
  world.chain.mine({world.pay(other.quote, "0x02")});
  world.chain.mine_empty(5);
  world.settle();
  ASSERT_EQ(world.order(other.order.trade_id).state, OrderState::paid);
  for (int round = 0; round < 5; ++round) world.deliver_due();
  bool delivered = false;
  for (const auto& event : world.callbacks_of(other.order.trade_id))
    delivered = delivered || (event.kind == core::CallbackKind::paid && event.state == core::CallbackState::delivered);
  EXPECT_TRUE(delivered);
}

TEST(Surprises, ThePaidEventOfARemovedMerchantIsNeverSignedWithAnothersToken) {
  PaymentWorld world;
  auto request = world.request("A", "10");
  request.merchant_id = core::MerchantId("shop-2");
  const auto made = *world.create(request);
  world.settle();
  const core::Merchant shop = world.directory.now.merchants.back();
  world.directory.now.merchants.pop_back();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(5);
  world.settle();
  ASSERT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
  EXPECT_TRUE(world.callbacks_of(made.order.trade_id).at(0).body.empty());
  world.deliver_due();
  EXPECT_TRUE(world.merchant.requests.empty());
  // Configured again, with a new token: the event goes out, signed with that one.
  core::Merchant back = shop;
  back.token = Secret("a-new-token-of-this-very-merchant");
  world.directory.now.merchants.push_back(back);
  world.clock.advance(std::chrono::minutes(3));
  EXPECT_EQ(world.deliver_due(), 1);
  ASSERT_EQ(world.merchant.requests.size(), 1u);
  EXPECT_TRUE(wire::verify_callback_body(world.merchant.requests[0].body, back.token));
  EXPECT_FALSE(wire::verify_callback_body(world.merchant.requests[0].body, world.directory.now.merchants[0].token));
}

TEST(Surprises, ASurplusPaymentPaysWhenTheOneBeforeItVanishes) {
  PaymentWorld world(20);
  const auto made = *world.create("A", "10");
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x0a")});
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x0b")});
  world.settle();
  ASSERT_EQ(world.transfer("0x0b").status, TransferStatus::unmatched);
  world.chain.fork(2);
  world.chain.mine({world.pay(made.quote, "0x0b")});
  world.chain.mine_empty(25);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
  EXPECT_EQ(world.order(made.order.trade_id).payment_hash.value(), "0x0b");
}

TEST(Surprises, ASlowHostsBacklogKeepsNoOtherHostWaiting) {
  PaymentWorld world;
  std::vector<core::Transfer> payments;
  std::vector<payment::Accepted> made;
  for (int i = 0; i < 60; ++i) {
    auto request = world.request("S" + std::to_string(i), std::to_string(10 + i));
    request.notify_url = "https://slow.example.com/n";
    made.push_back(*world.create(request));
  }
  auto request = world.request("F", "99");
  request.notify_url = "https://fast.example.com/n";
  made.push_back(*world.create(request));
  world.settle();
  for (const auto& m : made) payments.push_back(world.pay(m.quote, "0x" + m.order.order_id.value()));
  world.chain.mine(payments);
  world.chain.mine_empty(5);
  world.settle();
  const auto claimed = world.deliver->claim();
  EXPECT_EQ(std::ranges::count(claimed, "fast.example.com:443", &core::CallbackEvent::host), 1);
  EXPECT_EQ(std::ranges::count(claimed, "slow.example.com:443", &core::CallbackEvent::host), 4);
}

// A transaction without a chain id (before EIP-155) is valid on every EVM chain, with the same hash and position.
TEST(Surprises, TheSameTransactionOnAnotherChainIsNotTakenForThePayment) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  core::Transfer other = world.pay(made.quote, "0x01");
  other.key.chain = core::ChainName("bsc");
  other.trade_type = catalog::find_trade_type("usdt.bep20");
  other.units = 5;
  other.status = core::TransferStatus::unmatched;
  other.reason = core::reason::kAlreadyPaid;
  other.trade_id = made.order.trade_id;
  other.merchant_id = made.order.merchant_id;
  other.block = world.chain.tip();
  ASSERT_TRUE(world.store->write([&](ports::Tx& tx) { tx.insert(other); }));
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  ASSERT_EQ(world.deliver_due(), 1);
  EXPECT_NE(world.merchant.requests.back().body.find("\"actual_amount\":\"" + made.quote.amount().to_string() + "\""),
            std::string::npos)
      << world.merchant.requests.back().body;
}

}  // namespace
}  // namespace bepusdt::test
