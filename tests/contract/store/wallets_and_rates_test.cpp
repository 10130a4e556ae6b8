// Contract of the store: wallets and the history of rates.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

TEST_P(StoreContract, WalletsComeInOrderOfAdditionAndKeepTheirPlace) {
  ports::Wallet first{kWalletTwo, trade_type("usdt.erc20"), true, false, kNow + Seconds(9)};
  const ports::Wallet second{kWalletOne, trade_type("usdt.erc20"), true, true, kNow};
  const ports::Wallet third{kWalletTwo, trade_type("ethereum.eth"), false, true, kNow + Seconds(1)};
  EXPECT_TRUE(read([](const ports::View& v) { return v.wallets(); }).empty());
  write([&](ports::Tx& tx) {
    tx.put(first);
    tx.put(second);
    tx.put(third);
  });
  first.active = false;
  first.from_file = true;
  first.added_at += Seconds(1);
  write([&](ports::Tx& tx) { tx.put(first); });
  reopen();
  EXPECT_EQ(describe(read([](const ports::View& v) { return v.wallets(); })),
            (std::vector{describe(first), describe(second), describe(third)}));
}

ports::RateRow rate(const char* currency, const char* fiat, const char* value, int seconds, bool confirmed = true) {
  return {currency, fiat, *core::Decimal::parse(value), "coingecko", kNow + Seconds(seconds), confirmed};
}

TEST_P(StoreContract, TheNewestConfirmedRateOfEachPairIsTheLastInserted) {
  write([](ports::Tx& tx) {
    tx.insert(rate("USDT", "CNY", "7.1", 5));
    tx.insert(rate("USDT", "CNY", "7.2", 3));  // the clock had gone back
    tx.insert(rate("USDT", "CNY", "9.9", 6, false));
    tx.insert(rate("USDT", "USD", "1.0001", 1));
    tx.insert(rate("ETH", "CNY", "25000", 1));
    tx.insert(rate("TRX", "CNY", "2.2", 1, false));  // never confirmed
  });
  auto newest = describe(read([](const ports::View& v) { return v.newest_rates(); }));
  std::ranges::sort(newest);
  EXPECT_EQ(newest, (std::vector{describe(rate("ETH", "CNY", "25000", 1)), describe(rate("USDT", "CNY", "7.2", 3)),
                                 describe(rate("USDT", "USD", "1.0001", 1))}));
}

TEST_P(StoreContract, TheHistoryOfAPairIsNewestFirstConfirmedOrNot) {
  EXPECT_TRUE(read([](const ports::View& v) { return v.newest_rates(); }).empty());
  write([](ports::Tx& tx) {
    tx.insert(rate("USDT", "CNY", "7.1", 5));
    tx.insert(rate("USDT", "CNY", "9.9", 3, false));
    tx.insert(rate("USDT", "USD", "1", 1));
    tx.insert(rate("USDT", "CNY", "7.3", 4));
  });
  const auto history = [&](const char* fiat, int limit) {
    return describe(read([&](const ports::View& v) { return v.rate_history("USDT", fiat, limit); }));
  };
  EXPECT_EQ(history("CNY", 10),
            (std::vector{describe(rate("USDT", "CNY", "7.3", 4)), describe(rate("USDT", "CNY", "9.9", 3, false)),
                         describe(rate("USDT", "CNY", "7.1", 5))}));
  EXPECT_EQ(history("CNY", 1).size(), 1U);
  EXPECT_TRUE(history("EUR", 10).empty());
}

TEST_P(StoreContract, OldRatesAreDroppedFromTheOldestOnAtMostSoManyAtOnce) {
  write([](ports::Tx& tx) {
    for (int i = 0; i < 10; ++i) tx.insert(rate("USDT", "CNY", "7.1", i));
  });
  const auto kept = [&] { return read([](const ports::View& v) { return v.rate_history("USDT", "CNY", 100); }).size(); };
  write([](ports::Tx& tx) { tx.drop_rates_before(kNow + Seconds(5), 3); });
  EXPECT_EQ(kept(), 7U);
  write([](ports::Tx& tx) { tx.drop_rates_before(kNow + Seconds(5), 100); });
  EXPECT_EQ(kept(), 5U);
  write([](ports::Tx& tx) { tx.drop_rates_before(kNow, 100); });
  EXPECT_EQ(kept(), 5U);
}

}  // namespace
}  // namespace bepusdt::test
