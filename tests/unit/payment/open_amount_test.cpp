// Contract part 1 §3, "Open amount", and what accept_order refuses.
#include <gtest/gtest.h>

#include "core/match.hpp"
#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using wire::ErrorCode;

TEST(OpenAmount, IsRefusedUnlessAllowed) {
  PaymentWorld world;
  EXPECT_EQ(world.create("O1", "0").error().code, ErrorCode::amount_out_of_range);
}

TEST(OpenAmount, TakesAWalletOfItsOwnAndReportsWhatWasReceived) {
  PaymentWorld world;
  world.directory.now.policy.allow_open = true;
  const auto fixed = *world.create("F1", "10");  // occupies wallet A
  const auto open = *world.create("O1", "0");
  EXPECT_EQ(open.quote.address.value(), kWalletB);
  EXPECT_EQ(open.quote.amount().to_string(), "0");
  EXPECT_EQ(world.create("O2", "0").error().code, ErrorCode::no_free_amount);
  const auto next = *world.create("F2", "10");
  EXPECT_EQ(next.quote.address.value(), kWalletA);  // never at the wallet that the open order holds
  EXPECT_NE(next.quote.units, fixed.quote.units);
  world.settle();
  auto payment = world.pay(open.quote, "0x01");
  payment.units = 12'345'678;
  world.chain.mine({payment});
  world.chain.mine_empty(4);
  world.settle();
  const auto order = world.order(open.order.trade_id);
  EXPECT_EQ(order.state, OrderState::paid);
  EXPECT_EQ(order.fiat_amount, *core::Decimal::parse("91.36"));  // 12.345678 x 7.4
  const auto body = world.callbacks_of(open.order.trade_id).at(0).body;
  EXPECT_NE(body.find("\"amount\":91.36,\"actual_amount\":\"12.345678\""), std::string::npos) << body;
}

TEST(OpenAmount, APaymentBelowTheMinimumIsKeptUnmatched) {
  PaymentWorld world;
  world.directory.now.policy.allow_open = true;
  const auto open = *world.create("O1", "0");
  world.settle();
  auto payment = world.pay(open.quote, "0x01");
  payment.units = 100'000;  // 0.1 x 7.4 = 0.74, minimum 1
  world.chain.mine({payment});
  world.settle();
  EXPECT_EQ(world.order(open.order.trade_id).state, OrderState::waiting);
  EXPECT_EQ(world.transfer("0x01").reason, core::reason::kBelowMinimum);
}

TEST(Accepting, RefusesWhatItCannotQuoteAndNamesTheField) {
  PaymentWorld world;
  const auto refusal = [&](auto change) {
    auto request = world.request("X", "10");
    change(request);
    const auto answer = world.create(request);
    EXPECT_FALSE(answer);
    return answer ? wire::Refusal{} : answer.error();
  };
  EXPECT_EQ(refusal([](auto& r) { r.trade_type = catalog::find_trade_type("usdc.erc20"); }).code, ErrorCode::no_wallet);
  EXPECT_EQ(refusal([](auto& r) { r.trade_type = catalog::find_trade_type("usdt.trc20"); }).code,
            ErrorCode::unknown_trade_type);
  EXPECT_EQ(refusal([](auto& r) { r.fiat = "XXX"; }).code, ErrorCode::unsupported_fiat);
  EXPECT_EQ(refusal([](auto& r) { r.fiat = "EUR"; }).code, ErrorCode::rate_unavailable);
  EXPECT_EQ(refusal([](auto& r) { r.rate = *core::RateRule::parse("-100"); }).field, "rate");
  EXPECT_EQ(refusal([](auto& r) { r.fiat_amount = *core::Decimal::parse("0.001"); }).field, "amount");
  EXPECT_EQ(refusal([](auto& r) { r.fiat_amount = *core::Decimal::parse("1000000001"); }).field, "amount");
}

TEST(Accepting, AStaleRateRefusesToQuoteButAFixedRateDoesNotNeedIt) {
  PaymentWorld world;
  world.clock.advance(world.directory.now.max_price_age + Seconds(1));
  EXPECT_EQ(world.create("X", "10").error().code, ErrorCode::rate_unavailable);
  auto fixed = world.request("Y", "36");
  fixed.rate = *core::RateRule::parse("7.2");
  EXPECT_EQ((*world.create(fixed)).quote.amount().to_string(), "5");
}

TEST(Accepting, TheFiveRateSyntaxesPrice) {
  PaymentWorld world;
  const std::pair<const char*, const char*> rows[] = {{"7.4", "1.35"},   {"~1.02", "1.32"}, {"～1.02", "1.32"},
                                                      {"~0.97", "1.39"}, {"+0.3", "1.3"},   {"-0.2", "1.39"}};
  int n = 0;
  for (const auto& [rule, expected] : rows) {
    PaymentWorld fresh;
    auto request = fresh.request("R" + std::to_string(n++), "10");
    request.rate = *core::RateRule::parse(rule);
    EXPECT_EQ((*fresh.create(request)).quote.amount().to_string(), expected) << rule;
  }
}

TEST(Accepting, AnOwnAddressIsUsedInsteadOfTheWalletsAndWatched) {
  PaymentWorld world;
  auto request = world.request("X", "10");
  request.address = core::Address("0x90f79bf6eb2c4f870365e785982e1f101e93b906");
  const auto made = *world.create(request);
  EXPECT_EQ(made.quote.address, *request.address);
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
}

TEST(Accepting, AWholeBatchIsOneTransactionInOrder) {
  PaymentWorld world;
  std::vector<payment::Command> batch{world.request("A", "10"), world.request("A", "10"), world.request("B", "10")};
  const auto answers = world.accept->run(batch);
  ASSERT_TRUE(answers[0] && answers[1] && answers[2]);
  EXPECT_EQ(answers[0]->order.trade_id, answers[1]->order.trade_id);
  EXPECT_NE(answers[0]->quote.units == answers[2]->quote.units, answers[0]->quote.address == answers[2]->quote.address);
}

}  // namespace
}  // namespace bepusdt::test
