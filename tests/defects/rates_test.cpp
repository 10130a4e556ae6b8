// Without a price that is known to be right, nothing is sold.
#include "defects/one_wallet.hpp"

namespace bepusdt::test {
namespace {

using std::chrono::seconds;

TEST(Rates, AStaleOrMissingRateRefusesToQuoteInsteadOfUsingAFallback) {
  OneWallet world;
  auto& prices = world.directory.now.prices;
  const auto good = prices;
  int number = 0;
  const auto refusals = [&](const char* what) {
    for (const char* type : {"usdt.erc20", "ethereum.eth"})
      for (const char* rule : {"", "~1.02", "~0.97", "+0.3", "-0.2"}) {
        auto request = world.request("O" + std::to_string(++number), "10", type);
        if (*rule != '\0') request.rate = *core::RateRule::parse(rule);
        const auto answer = world.create(request);
        ASSERT_FALSE(answer) << what << " " << type << " " << rule << ": " << answer->quote.amount().to_string();
        EXPECT_EQ(answer.error().code, wire::ErrorCode::rate_unavailable) << what << " " << type << " " << rule;
      }
  };
  prices.clear();
  refusals("right after the start");
  prices = good;
  world.clock.advance(world.directory.now.max_price_age + seconds(1));
  refusals("stale");
  for (auto& [pair, price] : prices) price.at = world.clock.now() + seconds(3'600);
  refusals("of a clock that was set back");
  for (auto& [pair, price] : prices) price = {core::Decimal(0), world.clock.now()};
  EXPECT_FALSE(world.create("zero", "10"));

  ASSERT_TRUE(world.store->read([](const ports::View& view) {
    EXPECT_TRUE(view.orders(std::nullopt, std::nullopt, 10).empty()) << "nothing of all this became an order";
  }));
  prices = good;
  for (auto& [pair, price] : prices) price.at = world.clock.now();
  EXPECT_TRUE(world.create("good", "10"));
}

}  // namespace
}  // namespace bepusdt::test
