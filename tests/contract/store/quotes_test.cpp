// Contract of the store: quotes, the reservations.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

const core::BaseUnits kLargest("115792089237316195423570985008687907853269984665640564039457584007913129639935");

std::vector<std::string> texts(const std::vector<core::BaseUnits>& units) {
  std::vector<std::string> out;
  for (const auto& u : units) out.push_back(u.str());
  std::ranges::sort(out);
  return out;
}

TEST_P(StoreContract, AQuoteComesBackAsItWasInserted) {
  core::Quote first = quote(1, kLargest);
  core::Quote second = quote(1, 0);
  second.number = 1;
  second.chain = kTron;
  second.address = core::Address("TNVTdTSQCrk8SWqzVrYpS7F9t6LrcFvP3R");
  second.trade_type = trade_type("usdt.trc20");
  second.rate = *core::Decimal::parse("123456789012345678901234567890.0123456789");
  second.released_at = kNow + Seconds(5);
  write([&](ports::Tx& tx) {
    tx.insert(order(1));
    EXPECT_TRUE(tx.insert(second));
    EXPECT_TRUE(tx.insert(first));
  });
  reopen();
  const auto found = read([](const ports::View& v) { return v.quotes(trade_id(1)); });
  EXPECT_EQ(describe(found), (std::vector{describe(first), describe(second)}));  // ascending by number
  EXPECT_TRUE(read([](const ports::View& v) { return v.quotes(trade_id(2)); }).empty());
}

TEST_P(StoreContract, AQuoteMayComeBeforeItsOrderInTheSameTransaction) {
  write([](ports::Tx& tx) {
    EXPECT_TRUE(tx.insert(quote(1, 100)));
    EXPECT_TRUE(tx.insert(quote(2, 200)));
    tx.insert(order(2));
    tx.insert(order(1));
    tx.insert(order(3));
    EXPECT_TRUE(tx.insert(quote(3, 300)));
  });
  for (const int n : {1, 2, 3}) {
    const auto found = read([n](const ports::View& v) { return v.quotes(trade_id(n)); });
    ASSERT_EQ(found.size(), 1U) << n;
    EXPECT_EQ(found[0].units, n * 100);
  }
}

TEST_P(StoreContract, AQuoteWithoutItsOrderIsNotCommitted) {
  const auto done = store->write([](ports::Tx& tx) { EXPECT_TRUE(tx.insert(quote(1, 100))); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ports::StoreError::Kind::broken);
  EXPECT_TRUE(read([](const ports::View& v) { return v.live_units(place()); }).empty());
}

TEST_P(StoreContract, ALiveAmountIsTakenForEveryOtherOrder) {
  place_order(1, 4'000'000);
  write([](ports::Tx& tx) {
    tx.insert(order(2));
    EXPECT_FALSE(tx.insert(quote(2, 4'000'000)));
    core::Quote foreign = quote(2, 4'000'000);
    foreign.merchant_id = core::MerchantId("shop-2");
    EXPECT_FALSE(tx.insert(foreign));  // whatever the merchant
    EXPECT_TRUE(tx.insert(quote(2, 4'000'001)));
  });
  // The refused insert left nothing and broke nothing.
  EXPECT_EQ(read([](const ports::View& v) { return v.quotes(trade_id(2)); }).size(), 1U);
}

TEST_P(StoreContract, TheSameAmountElsewhereIsFree) {
  place_order(1, 4'000'000);
  write([](ports::Tx& tx) {
    tx.insert(order(2));
    core::Quote other_address = quote(2, 4'000'000);
    other_address.address = kWalletTwo;
    EXPECT_TRUE(tx.insert(other_address));
    core::Quote other_type = quote(2, 4'000'000);
    other_type.number = 1;
    other_type.trade_type = trade_type("ethereum.eth");
    EXPECT_TRUE(tx.insert(other_type));
    core::Quote other_chain = quote(2, 4'000'000);
    other_chain.number = 2;
    other_chain.chain = core::ChainName("polygon");
    other_chain.trade_type = trade_type("usdt.polygon");
    EXPECT_TRUE(tx.insert(other_chain));
  });
}

TEST_P(StoreContract, AReleasedAmountIsOfferedAgainAndBothRowsStay) {
  for (int n = 1; n <= 3; ++n) {
    place_order(n, 4'000'000);
    write([n](ports::Tx& tx) {
      core::Quote q = tx.quotes(trade_id(n)).at(0);
      q.released_at = kNow + Seconds(n);
      tx.update(q);
    });
  }
  place_order(4, 4'000'000);
  write([](ports::Tx& tx) {
    tx.insert(order(5));
    EXPECT_FALSE(tx.insert(quote(5, 4'000'000)));
  });
  const auto offering = [&](int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.quotes_offering(place(), 4'000'000, limit); }));
  };
  EXPECT_EQ(offering(10), ids({4, 3, 2, 1}));  // newest first
  EXPECT_EQ(offering(2), ids({4, 3}));
  EXPECT_EQ(offering(1), ids({4}));
  EXPECT_EQ(offering(0), ids({}));
  EXPECT_EQ(texts(read([](const ports::View& v) { return v.live_units(place()); })), (std::vector<std::string>{"4000000"}));
}

TEST_P(StoreContract, ReleasesOfOneAmountInOneMillisecondDoNotCollide) {
  for (int n = 1; n <= 3; ++n) {
    place_order(n, 4'000'000);
    write([n](ports::Tx& tx) {
      core::Quote q = tx.quotes(trade_id(n)).at(0);
      q.released_at = kNow;
      tx.update(q);
    });
  }
  EXPECT_EQ(trade_ids(read([](const ports::View& v) { return v.quotes_offering(place(), 4'000'000, 10); })), ids({3, 2, 1}));
  EXPECT_TRUE(read([](const ports::View& v) { return v.live_units(place()); }).empty());
}

TEST_P(StoreContract, AReleasedQuoteCannotPushALiveOneAside) {
  place_order(1, 4'000'000);
  write([](ports::Tx& tx) {
    core::Quote q = tx.quotes(trade_id(1)).at(0);
    q.released_at = kNow;
    tx.update(q);
  });
  place_order(2, 4'000'000);
  const auto done = store->write([](ports::Tx& tx) {
    core::Quote q = tx.quotes(trade_id(1)).at(0);
    q.released_at.reset();
    tx.update(q);
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ports::StoreError::Kind::broken);
  EXPECT_EQ(trade_ids(read([](const ports::View& v) { return v.quotes_offering(place(), 4'000'000, 1); })), ids({2}));
}

TEST_P(StoreContract, AnUpdateOfAQuoteChangesItsWindowsAndItsPrice) {
  place_order(1, 4'000'000);
  core::Quote changed = quote(1, 4'000'000);
  changed.deadline += Seconds(1);
  changed.late_until += Seconds(2);
  changed.held_until += Seconds(3);
  changed.fiat = "EUR";
  changed.fiat_amount = *core::Decimal::parse("3.5");
  changed.rate = *core::Decimal::parse("0.92");
  write([&](ports::Tx& tx) { tx.update(changed); });
  EXPECT_EQ(describe(read([](const ports::View& v) { return v.quotes(trade_id(1)); })), (std::vector{describe(changed)}));
}

TEST_P(StoreContract, LiveUnitsAreThoseOfThePlaceAlone) {
  place_order(1, 0);
  place_order(2, kLargest);
  place_order(3, core::BaseUnits("18446744073709551616"));  // 2^64
  place_order(4, 4'000'000);
  write([](ports::Tx& tx) {
    core::Quote q = tx.quotes(trade_id(4)).at(0);
    q.released_at = kNow;
    tx.update(q);
    tx.insert(order(5));
    core::Quote elsewhere = quote(5, 77);
    elsewhere.address = kWalletTwo;
    EXPECT_TRUE(tx.insert(elsewhere));
  });
  EXPECT_EQ(texts(read([](const ports::View& v) { return v.live_units(place()); })),
            (std::vector<std::string>{"0", kLargest.str(), "18446744073709551616"}));
  EXPECT_EQ(texts(read([](const ports::View& v) { return v.live_units(place(kWalletTwo)); })),
            (std::vector<std::string>{"77"}));
  EXPECT_TRUE(read([](const ports::View& v) { return v.live_units(place(core::Address("0xnever"))); }).empty());
  EXPECT_TRUE(read([](const ports::View& v) { return v.quotes_offering(place(core::Address("0xnever")), 77, 5); }).empty());
}

TEST_P(StoreContract, QuotesToReleaseAreTheChainsLiveOnesEarliestFirst) {
  for (int n = 1; n <= 6; ++n) {
    write([n](ports::Tx& tx) {
      tx.insert(order(n));
      core::Quote q = quote(n, 100 + n);
      q.held_until = kNow + Seconds(10 - n);
      if (n % 2 == 0) q.address = kWalletTwo;  // the order runs across places
      if (n == 3) q.released_at = kNow;
      if (n == 5) {
        q.chain = kTron;
        q.trade_type = trade_type("usdt.trc20");
      }
      EXPECT_TRUE(tx.insert(q));
    });
  }
  const auto due = [&](const core::ChainName& chain, int seconds, int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.quotes_to_release(chain, kNow + Seconds(seconds), limit); }));
  };
  EXPECT_EQ(due(kEthereum, 3, 10), ids({}));
  EXPECT_EQ(due(kEthereum, 4, 10), ids({6}));  // held_until itself counts
  EXPECT_EQ(due(kEthereum, 9, 10), ids({6, 4, 2, 1}));
  EXPECT_EQ(due(kEthereum, 9, 3), ids({6, 4, 2}));
  EXPECT_EQ(due(kEthereum, 9, 0), ids({}));
  EXPECT_EQ(due(kTron, 9, 10), ids({5}));
  EXPECT_EQ(due(core::ChainName("bsc"), 9, 10), ids({}));
  write([](ports::Tx& tx) {
    core::Quote q = tx.quotes(trade_id(6)).at(0);
    q.held_until = kNow + Seconds(60);
    tx.update(q);
  });
  EXPECT_EQ(due(kEthereum, 9, 10), ids({4, 2, 1}));
}

TEST_P(StoreContract, WhatIsWatchedFollowsTheLiveQuotes) {
  using Pair = std::tuple<core::Address, std::string_view, Time>;
  const auto pairs = [&](const core::ChainName& chain) {
    std::vector<Pair> found;
    for (const auto& pair : read([&](const ports::View& v) { return v.live_pairs(chain); }))
      found.emplace_back(pair.address, pair.trade_type->name, pair.oldest);
    return found;
  };
  EXPECT_EQ(pairs(kEthereum), std::vector<Pair>{});

  place_order(1, 100);
  place_order(2, 200);
  write([](ports::Tx& tx) {
    tx.insert(order(3));
    core::Quote coin = quote(3, 300);
    coin.address = kWalletTwo;
    coin.trade_type = trade_type("ethereum.eth");
    coin.created_at = kNow - Seconds(30);  // the clock had gone back
    EXPECT_TRUE(tx.insert(coin));
    coin.number = 1;
    coin.address = kWalletOne;
    EXPECT_TRUE(tx.insert(coin));
  });
  const std::string_view token = quote(1, 100).trade_type->name;
  const Pair coin_one(kWalletOne, "ethereum.eth", kNow - Seconds(30)),
      coin_two(kWalletTwo, "ethereum.eth", kNow - Seconds(30));
  const auto token_one = [&](Millis later) { return Pair(kWalletOne, token, kNow + later); };
  EXPECT_EQ(pairs(kEthereum), (std::vector{coin_two, coin_one, token_one(Millis(1))}));  // sorted, each once
  EXPECT_EQ(pairs(kTron), std::vector<Pair>{});

  const auto release = [&](int n, std::size_t number) {
    write([&](ports::Tx& tx) {
      core::Quote q = tx.quotes(trade_id(n)).at(number);
      q.released_at = kNow + Seconds(n);
      tx.update(q);
    });
  };
  release(3, 0);
  EXPECT_EQ(pairs(kEthereum), (std::vector{coin_one, token_one(Millis(1))}));
  release(3, 1);
  EXPECT_EQ(pairs(kEthereum), std::vector{token_one(Millis(1))});
  release(1, 0);
  EXPECT_EQ(pairs(kEthereum), std::vector{token_one(Millis(2))});
  release(2, 0);
  EXPECT_EQ(pairs(kEthereum), std::vector<Pair>{});
}

}  // namespace
}  // namespace bepusdt::test
