// What a payer's page is told about an order, state by state.
#include "http/order_view.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "core/match.hpp"
#include "unit/http/http_world.hpp"

namespace bepusdt::http {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";
constexpr const char* kOther = "0AbcdeFGHIJKLMNOPR";
const std::string kHash = "0x" + std::string(64, 'a');

web::StateEvent event_of(test::HttpWorld& world) {
  const auto view = OrderView::read(world.store, kId);
  return state_event(**view, world.context(), world.clock.now());
}

TEST(OrderView, CountsDownAndNeverBelowZero) {
  test::HttpWorld world;
  world.add_order(kId, "O-1");
  EXPECT_EQ(event_of(world).seconds_left, Seconds(1100));
  world.clock.advance(Seconds(5000));
  EXPECT_EQ(event_of(world).seconds_left, Seconds(0));
}

TEST(OrderView, CountsConfirmationsUpToWhatIsRequired) {
  test::HttpWorld world;
  core::Order& order = world.add_order(kId, "O-1");
  order.state = core::OrderState::confirming;
  order.payment_hash = core::TxHash(kHash);
  order.payment_position = core::Position("0");
  world.add_transfer(kId, kHash, core::TransferStatus::matched);
  ports::Cursor& cursor = world.store.cursors[core::ChainName("ethereum")];
  for (const auto& [head, seen] :
       {std::pair{999, 0}, std::pair{1000, 1}, std::pair{1002, 3}, std::pair{1011, 12}, std::pair{1500, 12}}) {
    cursor.head = static_cast<std::uint64_t>(head);
    EXPECT_EQ(event_of(world).confirmations, seen) << head;
  }
  const auto event = event_of(world);
  EXPECT_EQ(event.required, 12);
  EXPECT_EQ(event.hash, kHash);
  EXPECT_EQ(event.received, "3.89");
  EXPECT_NE(event.explorer_url.find(kHash), std::string::npos);
  EXPECT_EQ(event.return_url, "") << "the way back opens once it is paid";
}

TEST(OrderView, OpensTheWayBackOncePaid) {
  test::HttpWorld world;
  core::Order& order = world.add_order(kId, "O-1");
  order.state = core::OrderState::paid;
  order.payment_hash = core::TxHash(kHash);
  order.payment_position = core::Position("0");
  order.paid_at = test::kNow - Seconds(7);
  world.add_transfer(kId, kHash, core::TransferStatus::matched);
  EXPECT_EQ(event_of(world).return_url, "https://shop.example.com/thanks");
  EXPECT_EQ(event_of(world).paid_ago, Seconds(7));
}

TEST(OrderView, ShowsALatePaymentAsLate) {
  test::HttpWorld world;
  world.add_order(kId, "O-1").state = core::OrderState::expired;
  world.add_transfer(kId, kHash, core::TransferStatus::late).reason = core::reason::kLate;
  const auto event = event_of(world);
  ASSERT_TRUE(event.other.has_value());
  EXPECT_EQ(event.other->kind, web::OtherPayment::Kind::late);
  EXPECT_EQ(event.other->hash, kHash);
}

TEST(OrderView, ShowsAnotherAmountOnlyWhereItCannotBeSomebodyElses) {
  test::HttpWorld world;
  world.add_order(kId, "O-1");
  core::Transfer& transfer = world.add_transfer("", kHash, core::TransferStatus::unmatched);
  transfer.units = 3'880'000;
  transfer.reason = core::reason::kNoOrder;
  auto event = event_of(world);
  ASSERT_TRUE(event.other.has_value());
  EXPECT_EQ(event.other->kind, web::OtherPayment::Kind::amount);
  EXPECT_EQ(event.other->expected, "3.89");
  EXPECT_EQ(event.other->received, "3.88");
  EXPECT_EQ(event.other->currency, "USDT");

  world.add_order(kOther, "O-2");
  world.store.quotes.back().units = 3'900'000;
  EXPECT_FALSE(event_of(world).other.has_value()) << "two orders at one address: whose money it is nobody knows";

  world.store.quotes.pop_back();
  world.store.transfers.back().first_block_time -= Seconds(3'600);
  EXPECT_FALSE(event_of(world).other.has_value()) << "it came before this order existed";
}

TEST(OrderView, DescribesThePageOfTheOrderOnOffer) {
  test::HttpWorld world;
  world.settings.support = "help@example.com";
  world.add_order(kId, "O-1");
  const auto view = OrderView::read(world.store, kId);
  const auto page = checkout_view(**view, world.context(), wire::Language::en, world.clock.now());
  EXPECT_EQ(page.trade_id.value(), kId);
  EXPECT_EQ(page.shop_host, "shop.example.com");
  EXPECT_EQ(page.shop_url, "https://shop.example.com");
  EXPECT_EQ(page.product, "VIP");
  EXPECT_EQ(page.fiat_amount, "28.8");
  EXPECT_EQ(page.amount, "3.89");
  EXPECT_EQ(page.currency, "USDT");
  EXPECT_EQ(page.network, "Ethereum");
  EXPECT_EQ(page.address, test::kWalletShown);
  EXPECT_EQ(page.payment_uri, "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=" +
                                  std::string(test::kWalletShown) + "&uint256=3890000");
  EXPECT_EQ(page.window, Seconds(1200));
  EXPECT_EQ(page.support, "help@example.com");
}

TEST(OrderView, LeavesTheAmountOutOfAnOpenOrder) {
  test::HttpWorld world;
  core::Order& order = world.add_order(kId, "O-1");
  order.open_amount = true;
  order.fiat_amount = core::Decimal();
  world.quote_of(kId).units = 0;
  const auto view = OrderView::read(world.store, kId);
  const auto page = checkout_view(**view, world.context(), wire::Language::zh, world.clock.now());
  EXPECT_TRUE(page.open_amount);
  EXPECT_EQ(page.amount, "");
  EXPECT_EQ(page.fiat_amount, "");
  EXPECT_EQ(page.open_minimum, "1");
}

TEST(OrderView, FindsNothingForWhatIsNoTradeId) {
  test::HttpWorld world;
  world.store.failure = ports::StoreError{};  // not even asked
  const auto view = OrderView::read(world.store, "../../etc/passwd");
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->has_value());
}

TEST(OrderView, RemembersAddressesWithoutMixingThemUp) {
  core::Quote quote;
  quote.chain = core::ChainName("ethereum");
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 500; ++i) {
      std::string hex = to_hex(sha256(bytes_of(std::to_string(i))));
      quote.address = core::Address("0x" + hex.substr(0, 40));
      EXPECT_EQ(display_address(quote), core::display_address(core::Family::evm, quote.address));
    }
}

}  // namespace
}  // namespace bepusdt::http
