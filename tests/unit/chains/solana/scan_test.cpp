// A scan of Solana, by accounts and by whole blocks: what it covers, what it finds, what it takes for a fork.
#include "reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

INSTANTIATE_TEST_SUITE_P(Each, SolanaBothWays, ::testing::Bool(), way);

TEST_P(SolanaBothWays, TransfersToOurWalletsAreFoundInTheirBlocks) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kStranger, 6)});
  chain.mine();
  chain.mine({chain.token(kUsdc, kPayer, kOtherWallet, 7, true)});
  settle();
  const auto found = scanned(at(0));
  EXPECT_EQ(plain(found.transfers), expected());
  ASSERT_EQ(found.transfers.size(), 2u);
  EXPECT_EQ(found.transfers[0].block, at(1));
  EXPECT_EQ(found.transfers[0].from, core::Address(kPayer));
  EXPECT_EQ(found.transfers[0].trade_type->name, "usdt.solana");
  EXPECT_EQ(found.transfers[1].trade_type->name, "usdc.solana");
  EXPECT_EQ(found.head, found.last.height);  // caught up: there is nothing to ask for at once
  EXPECT_EQ(found.final_height, found.last.height);
  EXPECT_GT(scanned(at(0), 1).head, 1u);
  EXPECT_GE(found.last.height, 3u);
}

TEST_P(SolanaBothWays, SolIsSeenOnlyWhereItIsLookedFor) {
  chain.mine({chain.coin(kPayer, kWallet, 1'000'000'000), chain.coin(kPayer, kStranger, 5)});
  settle();
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
  watch.native = true;
  const auto found = scanned(at(0));
  EXPECT_EQ(plain(found.transfers), expected());
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].trade_type->name, "solana.sol");
}

TEST_P(SolanaBothWays, AFailedTransactionPaysNobody) {
  watch.native = true;
  auto token = chain.token(kUsdt, kPayer, kWallet, 5), coin = chain.coin(kPayer, kWallet, 6);
  token.ok = coin.ok = false;
  chain.mine({token, coin});
  settle();
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_P(SolanaBothWays, ATokenThatCallsItselfUsdtPaysNobody) {
  chain.mine({chain.token(kFakeUsdt, kPayer, kWallet, 5, true)});
  settle();
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_P(SolanaBothWays, ABatchThatOnlyBalancesTellOfPaysEachOwnerOnce) {
  chain.mine({chain.batch(kUsdt, kPayer, {{kWallet, 5}, {kStranger, 6}, {kOtherWallet, 7}, {kWallet, 8}})});
  settle();
  const auto found = scanned(at(0)).transfers;
  EXPECT_EQ(plain(found), expected());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].units + found[1].units, 20);
}

TEST_P(SolanaBothWays, AMoveBetweenAnOwnersOwnAccountsIsNoPayment) {
  chain.mine({chain.move(kUsdt, kWallet, 5)});
  settle();
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_P(SolanaBothWays, AccountsFromLookupTablesComeAfterTheMessagesWritableOnesFirst) {
  chain.mine({devnet::SolanaChain::with_lookup(chain.batch(kUsdt, kPayer, {{kWallet, 5}, {kOtherWallet, 6}}))});
  settle();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 2u);
}

TEST_P(SolanaBothWays, ATransactionOfVersionOneIsRead) {
  auto tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.version = 1;
  chain.mine({tx});
  settle();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 1u);
}

TEST_P(SolanaBothWays, SkippedSlotsAreCoveredAndNoTrouble) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  chain.skip(3);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 6)});
  chain.skip(2);
  settle();
  core::BlockRef cursor = at(0);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 20; ++i) {
    const auto found = scanned(cursor, 1);
    ASSERT_LE(found.blocks.size(), 1u);
    std::ranges::copy(found.transfers, std::back_inserter(all));
    cursor = found.last;
    ASSERT_NE(chain.at(cursor.height), nullptr);
    EXPECT_EQ(cursor, at(cursor.height));
  }
  EXPECT_EQ(plain(all), expected());
  EXPECT_EQ(log.count("endpoint.down"), 0);
}

TEST_P(SolanaBothWays, MoreSkippedSlotsThanAScanCoversDoNotStopIt) {
  chain.skip(300);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  core::BlockRef cursor = at(0);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 3; ++i) {
    const auto found = scanned(cursor, 100);
    std::ranges::copy(found.transfers, std::back_inserter(all));
    cursor = found.last;
  }
  EXPECT_EQ(plain(all), expected());
  EXPECT_EQ(expected().size(), 1u);
}

TEST_P(SolanaBothWays, ABlockThatTheNodeCallsSkippedButItsChildNamesIsNotPassed) {
  for (int i = 0; i < 6; ++i) chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  a().slots_left_out = true;
  core::BlockRef cursor = at(0);
  std::vector<core::Transfer> all;
  for (std::uint64_t i = 0; i < 30; ++i) {
    if (i == 20) a() = {};
    const Scan answer = scan(cursor, 1 + i % 4);
    if (!answer) continue;
    ASSERT_TRUE(std::holds_alternative<ports::Scanned>(*answer));
    const auto& found = std::get<ports::Scanned>(*answer);
    std::ranges::copy(found.transfers, std::back_inserter(all));
    cursor = found.last;
    if (i < 20) {
      EXPECT_LT(cursor.height, 6u);
    }
  }
  EXPECT_GE(cursor.height, 6u);
  EXPECT_EQ(plain(all), expected());
}

TEST_P(SolanaBothWays, AChainThatIsAnotherThanTheCallersIsAFork) {
  chain.mine_empty(20);
  const auto before = at(10);
  chain.cut_to(5);
  chain.mine_empty(30);
  EXPECT_TRUE(forks(before));
  EXPECT_FALSE(forks(at(10)));
}

TEST_P(SolanaBothWays, ANodeBelowTheCallersBlockLags) {
  chain.mine_empty(30);
  a().lags = {10};
  EXPECT_EQ(error(at(25)).kind, ports::ReadError::Kind::lagging);
}

TEST_P(SolanaBothWays, NothingNewIsNoErrorAndAtMostTheAskedBlocksAreCovered) {
  chain.mine_empty(50);
  EXPECT_EQ(scanned(tip()).last, tip());
  EXPECT_EQ(scanned(at(10), 7).last, at(17));
}

TEST_P(SolanaBothWays, AWiderWatchListSeesWhatTheNarrowOneLeftOut) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kOtherWallet, 6),
              chain.batch(kUsdc, kPayer, {{kWallet, 1}, {kOtherWallet, 2}})});
  settle();
  const auto everybody = watch.addresses;
  watch.addresses = {core::Address(kWallet)};
  EXPECT_EQ(scanned(at(0)).transfers.size(), 2u);
  watch.addresses = everybody;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_P(SolanaBothWays, BalancesThatTheNodeDidNotRecordAreNotTakenForNone) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  a().tokens_left_out = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
}

class SolanaScan : public ReaderWorld {};

TEST_F(SolanaScan, ABlockOfThreeThousandTransactionsIsReadWhole) {
  std::vector<devnet::SolanaTx> txs;
  for (std::uint64_t i = 0; i < 3'000; ++i)
    txs.push_back(chain.token(kUsdt, kPayer, i % 100 == 0 ? kWallet : kStranger, i + 1));
  chain.mine(std::move(txs));
  by_blocks();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 30u);
}

class SolanaPages : public ReaderWorld {
 protected:
  SolanaPages() {
    config.limits.first_page = 3;
    config.limits.page = 4;
    for (int i = 0; i < 30; ++i)
      chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kWallet, 6)});
    settle();
  }
};

TEST_F(SolanaPages, AreReadDownToTheCallersBlock) {
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 60u);
  fresh_reader();
  EXPECT_EQ(plain(scanned(at(29)).transfers), expected(29));
}

TEST_F(SolanaPages, ThatAreMissingOrShiftedAreNotTakenForTheEndOfTheList) {
  a().forgets_before = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a() = {};
  a().pages_shifted = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a() = {};
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(SolanaPages, OfANodeThatCleanedUpThatFarAreNotBelieved) {
  a().first_slot = 20;
  EXPECT_EQ(error(at(10)).kind, ports::ReadError::Kind::malformed);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(10)).transfers), expected(10));
}

TEST_F(SolanaPages, AreAskedForOnceForManyScans) {
  config.limits.first_page = 1'000;
  config.limits.page = 1'000;
  core::BlockRef cursor = at(0);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 6; ++i) {
    const auto found = scanned(cursor, 5);
    std::ranges::copy(found.transfers, std::back_inserter(all));
    cursor = found.last;
  }
  EXPECT_EQ(plain(all), expected());
  EXPECT_EQ(called("a", "getSignaturesForAddress"), 6);  // two wallets, two mints
}

TEST_F(SolanaScan, ATransactionThatIsListedButNotToldStaysDue) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  a().untold = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a().untold = false;
  a().told_failed = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a().told_failed = false;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(SolanaScan, AListThatTheNodeHasNotYetWrittenToItsEndIsNotReadToItsEnd) {
  chain.mine_empty(30);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  a().written_behind = 12;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  EXPECT_EQ(error(at(20)).kind, ports::ReadError::Kind::lagging);
  const Scan part = scan(at(0), 10);  // a goal that the node has; what it lists above is not taken for whole
  EXPECT_FALSE(part.has_value());
  a() = {};
  EXPECT_EQ(plain(scanned(scanned(at(0), 10).last).transfers), expected());
}

TEST_F(SolanaScan, WholeBlocksAreReadWhereTheEndpointIsMarkedForIt) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  settle();
  by_blocks();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(called("a", "getSignaturesForAddress"), 0);
  EXPECT_EQ(called("a", "getTransaction"), 0);
}

TEST_F(SolanaScan, AnAccountThatIsNotTheAssociatedOneIsSeenInWholeBlocks) {
  auto tx = chain.token(kUsdt, kPayer, kStranger, 5);
  tx.holdings.back().owner = kWallet;
  tx.pays = {{kWallet, kUsdt, 5}};
  chain.mine({tx});
  settle();
  by_blocks();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 1u);
}

}  // namespace
}  // namespace bepusdt::chains::solana
