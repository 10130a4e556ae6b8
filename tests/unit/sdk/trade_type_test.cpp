// The SDK's list of trade types is the gateway's, name by name in both directions.
#include <bepusdt/trade_type.hpp>

#include <gmock/gmock.h>

#include "catalog/chains.hpp"

namespace bepusdt::sdk {
namespace {

TEST(TradeTypes, AreThoseOfTheGatewaysCatalog) {
  std::vector<std::string> ours(trade_type::kAll.begin(), trade_type::kAll.end());
  std::vector<std::string> catalogs;
  for (const core::TradeType& type : catalog::trade_types()) catalogs.emplace_back(type.name);
  EXPECT_THAT(ours, testing::UnorderedElementsAreArray(catalogs));
}

TEST(TradeTypes, AreDistinctAndSpelledAsTheWireHasThem) {
  auto sorted = trade_type::kAll;
  std::ranges::sort(sorted);
  EXPECT_EQ(std::ranges::adjacent_find(sorted), sorted.end());
  EXPECT_EQ(trade_type::kUsdtTrc20, "usdt.trc20");
  EXPECT_EQ(trade_type::kTronTrx, "tron.trx");
}

}  // namespace
}  // namespace bepusdt::sdk
