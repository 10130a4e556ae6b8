// Walking along a chain: near the head, in deep ranges, past forks, with nodes that lag behind one name.
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

class EvmScan : public ReaderWorld {
 protected:
  void mine_payments(int count) {
    for (int i = 0; i < count; ++i) {
      chain.mine_empty(static_cast<std::uint64_t>(i % 3));
      chain.mine({chain.token(kUsdt, kPayer, kWallet, 1'000 + static_cast<std::uint64_t>(i))});
    }
  }
  // No scan may fail on the way.
  std::vector<devnet::EvmTransfer> scan_all(const core::BlockRef& after, std::uint64_t max_blocks = 50) {
    auto all = ReaderWorld::scan_all(after, max_blocks);
    EXPECT_EQ(failed_scans, 0);
    return all;
  }
};

TEST_F(EvmScan, NothingNewIsNoProgressAndNoError) {
  chain.mine_empty(3);
  const ports::Scanned found = scanned(at(3));
  EXPECT_EQ(found.last, at(3));
  EXPECT_TRUE(found.blocks.empty());
  EXPECT_EQ(found.head, 3u);
}

TEST_F(EvmScan, OneNewBlockTakesThreeRoundTripsWithAPaymentAndTwoWithout) {
  chain.mine_empty(2);
  scanned(at(1));
  int before = node.host("a").requests;
  chain.mine();
  scanned(at(2));
  EXPECT_EQ(node.host("a").requests - before, 2);
  before = node.host("a").requests;
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  EXPECT_EQ(scanned(at(3)).transfers.size(), 1u);
  EXPECT_EQ(node.host("a").requests - before, 3);
}

TEST_F(EvmScan, EveryBlockThatIsNotFinalIsAmongTheBlocks) {
  chain.mine_empty(200);
  for (std::uint64_t after : {0u, 50u, 150u, 199u}) {
    for (std::uint64_t most : {1u, 7u, 60u, 500u}) {
      const ports::Scanned found = scanned(at(after), most);
      EXPECT_EQ(found.final_height, found.last.height > 12 ? found.last.height - 12 : 0);
      for (std::uint64_t h = std::max(found.final_height, after) + 1; h <= found.last.height; ++h)
        EXPECT_EQ(std::ranges::count(found.blocks, at(h)), 1) << after << " " << most << " " << h;
      EXPECT_TRUE(std::ranges::is_sorted(found.blocks, {}, &core::BlockRef::height));
      EXPECT_EQ(found.blocks.back(), found.last);
    }
  }
}

TEST_F(EvmScan, DeepRangesAreReadByRangesAndFindEverything) {
  mine_payments(300);
  EXPECT_EQ(scan_all(at(0), 200), expected());
  EXPECT_LT(called("a", "eth_getLogs"), 60);
}

TEST_F(EvmScan, DeepRangesWithNativeTransfersFindEverything) {
  watch.native = true;
  for (int i = 0; i < 60; ++i) chain.mine({chain.coin(kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kWallet, 6)});
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, ARangeTheNodeFindsTooLargeIsHalvedAndGrowsBackSlowly) {
  mine_payments(400);
  a().most_log_range = 23;
  EXPECT_EQ(scan_all(at(0), 300), expected());
  a().most_log_range = 0;
  const int before = called("a", "eth_getLogs");
  EXPECT_EQ(scan_all(at(0), 300), expected());
  EXPECT_LT(called("a", "eth_getLogs") - before, before);
}

TEST_F(EvmScan, WhenNotEvenOneBlockIsTakenAsARangeItIsReadByHash) {
  mine_payments(30);
  a().error_method = "eth_getLogs";
  a().error = R"({"code":-32602,"message":"block range is too wide"})";
  EXPECT_EQ(scan_all(at(0)), expected());  // by receipts, as blocks by hash are refused too
}

TEST_F(EvmScan, ARangeThatTimesOutIsShorterAtTheNextCall) {
  mine_payments(100);
  a().slow_log_range = 20;
  int failures = 0;
  core::BlockRef after = at(0);
  std::vector<devnet::EvmTransfer> all;
  for (int i = 0; i < 100 && after != tip(); ++i) {
    const Scan answer = scan(after);
    if (!answer) {
      ++failures;
      clock.advance(answer.error().retry_after.value());
      continue;
    }
    const auto& found = std::get<ports::Scanned>(*answer);
    for (const auto& transfer : plain(found.transfers)) all.push_back(transfer);
    after = found.last;
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(all, expected());
  EXPECT_GT(failures, 1);
  EXPECT_LT(failures, 20);
}

TEST_F(EvmScan, AProviderWithoutGetLogsIsReadByBlockReceipts) {
  mine_payments(40);
  a().logs_disabled = true;
  EXPECT_EQ(scan_all(at(0)), expected());
  EXPECT_EQ(called("a", "eth_getLogs"), 1);
  EXPECT_EQ(log.count("endpoint.logs_refused"), 1);
}

TEST_F(EvmScan, AProviderWithNeitherIsReadByTheReceiptsOfSingleTransactions) {
  mine_payments(20);
  a().logs_disabled = a().block_receipts_disabled = true;
  EXPECT_EQ(scan_all(at(0)), expected());
}

// As BSC's own nodes say that they do not offer it.
TEST_F(EvmScan, AProviderThatRefusesGetLogsInTheWordsOfALimitIsReadByBlockReceipts) {
  mine_payments(30);
  a().error_method = "eth_getLogs";
  a().error = R"({"code":-32005,"message":"limit exceeded"})";
  EXPECT_EQ(scan_all(at(0)), expected());
  EXPECT_EQ(log.count("endpoint.logs_refused"), 1);
  const int asked = called("a", "eth_getLogs");
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 7)});
  EXPECT_EQ(scanned(at(chain.head() - 1)).transfers.size(), 1u);
  EXPECT_EQ(called("a", "eth_getLogs"), asked);  // it is not asked again for a while
}

// Where the receipts meet the limit, too, it is one of requests: the endpoint rests, and its logs are asked for again.
TEST_F(EvmScan, ALimitThatTheReceiptsMeetTooIsNotTakenForARefusalOfGetLogs) {
  mine_payments(3);
  node.before_answer = [&](const std::string&) {
    const bool logs = node.requests.back().body.find("eth_getLogs") != std::string::npos;
    a().error_method = logs ? "eth_getLogs" : "eth_getBlockReceipts";
  };
  a().error = R"({"code":-32005,"message":"limit exceeded"})";
  EXPECT_TRUE(error(at(0)).retry_after.has_value());
  EXPECT_EQ(log.count("endpoint.logs_refused"), 0);
}

TEST_F(EvmScan, GetLogsIsTriedAgainLater) {
  chain.mine_empty(3);
  a().logs_disabled = true;
  scanned(at(0));
  a().logs_disabled = false;
  clock.advance(config.limits.feature_retry);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  const int before = called("a", "eth_getLogs");
  EXPECT_EQ(scanned(at(3)).transfers.size(), 1u);
  EXPECT_GT(called("a", "eth_getLogs"), before);
}

TEST_F(EvmScan, AnEmptyLogAnswerNearTheHeadLosesNothingThanksToTheReceipts) {
  mine_payments(5);
  a().empty_logs_within = 8;
  EXPECT_EQ(scan_all(at(0)), expected());
  EXPECT_GT(log.count("endpoint.logs_missing"), 0);
}

TEST_F(EvmScan, AnEmptyLogAnswerNearTheHeadLosesNothingThanksToAnotherEndpoint) {
  second_endpoint();
  mine_payments(5);
  a().empty_logs_within = 8;
  a().block_receipts_disabled = true;
  EXPECT_EQ(scan_all(at(0)), expected());
  EXPECT_GT(called("b", "eth_getLogs"), 0);
  EXPECT_EQ(called("a", "eth_getBlockReceipts"), 0);
}

// Some nodes find no logs in a block that they do not have, and do not say so.
TEST_F(EvmScan, AnEndpointThatLacksTheBlockConfirmsNoEmptyAnswer) {
  second_endpoint();
  mine_payments(5);
  a().empty_logs_within = 8;
  b().lags = {3};
  b().unknown_logs_empty = true;
  EXPECT_EQ(scan_all(at(0)), expected());
  EXPECT_GT(log.count("endpoint.logs_missing"), 0);
}

TEST_F(EvmScan, ALogMissingForOneOfTwoWalletsIsNoticed) {
  config.limits.wallets_per_filter = 1;
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kOtherWallet, 6)});
  a().empty_logs_calls = {false, true};  // the two filters of the block meet two nodes, one without logs yet
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(log.count("endpoint.logs_missing"), 1);
}

TEST_F(EvmScan, ABloomThatMatchesWithoutALogIsAFalsePositiveOnceTheReceiptsAgree) {
  chain.mine({chain.token(kUsdt, kPayer, kStranger, 5)});
  chain.spoil_bloom({devnet::evm_topic(kWallet)});
  const ports::Scanned found = scanned(at(0));
  EXPECT_EQ(found.last, tip());
  EXPECT_TRUE(found.transfers.empty());
  EXPECT_EQ(called("a", "eth_getBlockReceipts"), 1);
  EXPECT_EQ(log.count("endpoint.logs_missing"), 0);
}

TEST_F(EvmScan, ABlockWhoseBloomCannotBeSettledStaysDue) {
  chain.mine_empty(1);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  a().empty_logs_within = 8;
  a().null_method = "eth_getBlockReceipts";
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a().null_method.clear();
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, ABloomWithoutTheTransferTopicNeedsNoSecondLook) {
  chain.mine();
  chain.spoil_bloom({devnet::evm_topic(kWallet), kUsdt});
  scanned(at(0));
  EXPECT_EQ(called("a", "eth_getBlockReceipts"), 0);
}

TEST_F(EvmScan, NodesBehindOneNameThatLagLoseNothingAndForkNothing) {
  mine_payments(60);
  a().lags = {0, 3, 1, 0, 2};
  core::BlockRef after = at(0);
  std::vector<devnet::EvmTransfer> all;
  int looks = 0;
  for (; after != tip() && looks < 500; ++looks) {
    const Scan answer = scan(after);
    if (!answer) {
      EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging) << answer.error().reason;
      continue;
    }
    ASSERT_FALSE(std::holds_alternative<ports::Forked>(*answer));
    const auto& found = std::get<ports::Scanned>(*answer);
    for (const auto& transfer : plain(found.transfers)) all.push_back(transfer);
    after = found.last;
  }
  EXPECT_EQ(after, tip());
  EXPECT_EQ(all, expected());
}

TEST_F(EvmScan, ANodeThatIsMerelyBehindIsLaggingAndNotForked) {
  chain.mine_empty(20);
  a().lags = {5};
  const ports::ReadError why = error(at(20));
  EXPECT_EQ(why.kind, ports::ReadError::Kind::lagging);
  EXPECT_TRUE(why.retry_after.has_value());
}

TEST_F(EvmScan, ASecondEndpointStepsInForOneThatLags) {
  second_endpoint();
  chain.mine_empty(20);
  a().lags = {5};
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  EXPECT_EQ(scanned(at(20)).transfers.size(), 1u);
}

TEST_F(EvmScan, ForksOfAnyDepthAreNoticedAboveTheCursor) {
  for (const std::uint64_t depth : {1u, 20u}) {
    chain.mine_empty(40);
    const core::BlockRef after = tip();
    scanned(at(after.height - 30));
    chain.fork(depth);
    chain.mine_empty(depth + 5);
    EXPECT_TRUE(forks(after)) << depth;
    scanned(at(after.height - depth));
  }
}

TEST_F(EvmScan, AForkAtTheCursorIsNoticedThoughTheHeadHasNotAdvanced) {
  chain.mine_empty(10);
  const core::BlockRef after = tip();
  scanned(at(5));
  chain.fork(1);
  chain.mine();
  ASSERT_EQ(chain.head(), after.height);
  EXPECT_TRUE(forks(after));
}

TEST_F(EvmScan, AForkIsNoticedThoughTheHeadWentBackwards) {
  chain.mine_empty(30);
  const core::BlockRef after = tip();
  scanned(at(0));
  chain.fork(10);
  chain.mine_empty(4);
  ASSERT_LT(chain.head(), after.height);
  EXPECT_TRUE(forks(after));
}

TEST_F(EvmScan, AHeadThatWentBackwardsAlongTheSameChainIsLagging) {
  chain.mine_empty(30);
  const core::BlockRef after = tip();
  scanned(at(0));
  chain.fork(10);
  EXPECT_EQ(error(after).kind, ports::ReadError::Kind::lagging);
  chain.mine_empty(1);
  EXPECT_TRUE(forks(after));
}

TEST_F(EvmScan, AfterAForkTheNewBranchIsReadFromTheCommonBlock) {
  mine_payments(10);
  const core::BlockRef after = tip();
  scanned(at(0));
  auto txs = chain.fork(5);
  chain.mine({txs.begin(), txs.end()});
  chain.mine_empty(10);
  EXPECT_TRUE(forks(after));
  const core::BlockRef common = at(after.height - 5);
  EXPECT_EQ(plain(scanned(common).transfers), expected(common.height));
}

TEST_F(EvmScan, TheSameTransactionMinedAgainAtAnotherLogIndexKeepsItsPosition) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.logs.insert(tx.logs.begin(), devnet::EvmChain::other_log(kUsdt));
  chain.mine({tx});
  const auto first = scanned(at(0)).transfers;
  chain.fork(1);
  chain.mine({chain.token(kUsdt, kPayer, kStranger, 1), chain.token(kUsdt, kPayer, kStranger, 2), tx});
  const auto second = scanned(at(0)).transfers;
  ASSERT_EQ(first.size(), 1u);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(first[0].key, second[0].key);
  EXPECT_NE(first[0].block.hash, second[0].block.hash);
}

TEST_F(EvmScan, TheSameTransactionMinedAgainAsFailedPaysNothing) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  chain.mine({tx});
  EXPECT_EQ(scanned(at(0)).transfers.size(), 1u);
  chain.fork(1);
  tx.ok = false;
  chain.mine({tx});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmScan, AForkBetweenTwoRequestsOfOneScanNeverMixesBranches) {
  chain.mine_empty(20);
  for (int when = 1; when <= 8; ++when) {
    mine_payments(4);
    const core::BlockRef after = at(chain.head() - 8);
    scanned(after);
    mine_payments(3);
    int requests = 0;
    node.before_answer = [&](const std::string&) {
      if (++requests != when) return;
      auto txs = chain.fork(5);
      chain.mine({txs.rbegin(), txs.rend()});
      chain.mine_empty(6);
    };
    const Scan answer = scan(after);
    node.before_answer = nullptr;
    if (answer && std::holds_alternative<ports::Scanned>(*answer)) {
      // Whatever was covered is one branch, whole: from the old one, or from the new one.
      const auto& found = std::get<ports::Scanned>(*answer);
      core::BlockHash below = after.hash;
      for (const core::BlockRef& block : found.blocks) {
        EXPECT_EQ(block.parent, below);
        below = block.hash;
      }
      for (const core::Transfer& transfer : found.transfers)
        EXPECT_EQ(std::ranges::count(found.blocks, transfer.block), 1) << when;
      if (found.last == at(std::min(found.last.height, chain.head()))) {
        const auto all = expected(after.height);
        EXPECT_EQ(found.transfers.size(), static_cast<std::size_t>(std::ranges::count_if(
                                              all, [&](const auto& t) { return t.height <= found.last.height; })));
      }
    }
    const core::BlockRef common = at(std::min(after.height, chain.head()));
    EXPECT_EQ(scan_all(common), expected(common.height));
  }
}

TEST_F(EvmScan, ABranchBelowTheCursorThatAppearsBetweenTwoRequestsIsAFork) {
  chain.mine_empty(30);
  reader().head().value();
  const core::BlockRef after = at(25);
  int requests = 0;
  node.before_answer = [&](const std::string&) {
    if (++requests != 2) return;  // between the look at the head and the reading of blocks
    chain.fork(10);
    chain.mine_empty(12);
  };
  EXPECT_TRUE(forks(after));
}

TEST_F(EvmScan, TwoBranchesBehindOneNameAreNeverMixed) {
  mine_payments(10);
  devnet::EvmChain other = chain;
  const std::uint64_t split = chain.head();
  for (int i = 0; i < 12; ++i) {
    const devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 7'000);
    chain.mine({tx});
    if (i % 2 == 0)
      other.mine_empty(1);
    else
      other.mine({tx});
  }
  node.host("a").other_chain = &other;
  int covered = 0;
  for (int look = 0; look < 400; ++look) {
    const core::BlockRef after = at(split - 2);
    const Scan answer = scan(after, 3 + static_cast<std::uint64_t>(look % 9));
    if (!answer || !std::holds_alternative<ports::Scanned>(*answer)) continue;
    const auto& found = std::get<ports::Scanned>(*answer);
    core::BlockHash below = after.hash;
    for (const core::BlockRef& block : found.blocks) {
      ASSERT_EQ(block.parent, below);
      below = block.hash;
    }
    const devnet::EvmChain& branch = chain.at(found.last.height)->hash == found.last.hash.value() ? chain : other;
    ASSERT_EQ(branch.at(found.last.height)->hash, found.last.hash.value());
    auto truth = branch.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, false, after.height);
    std::erase_if(truth, [&](const auto& t) { return t.height > found.last.height; });
    ASSERT_EQ(plain(found.transfers), truth);
    if (found.last.height > split) ++covered;
  }
  EXPECT_GT(covered, 0);
}

TEST_F(EvmScan, ACursorThatOneOfTheNodesBehindANameLacksIsNoFork) {
  chain.mine_empty(20);
  reader().head().value();
  node.host("a").calls = 0;
  a().lags = {0, 5};  // the head from one that is up to date, the cursor's block from one that is not
  a().lags_in_turn = true;
  EXPECT_EQ(error(at(20)).kind, ports::ReadError::Kind::lagging);
}

TEST_F(EvmScan, AReceiptOfAnotherBlockThanItsLogIsNotBelieved) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  chain.mine_empty(1);
  chain.mine({tx});
  reader().head().value();
  int requests = 0;
  node.before_answer = [&](const std::string&) {
    if (++requests != 4) return;  // head, blocks, logs; now receipts
    chain.fork(1);
    chain.mine_empty(1);
    chain.mine({tx});
  };
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  EXPECT_EQ(requests, 4);
  node.before_answer = nullptr;
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, BlockReceiptsOfWhichSomeAreMissingAreNotBelieved) {
  chain.mine({chain.token(kUsdt, kPayer, kStranger, 5), chain.token(kUsdt, kPayer, kWallet, 5)});
  a().logs_disabled = true;
  a().block_receipts_cut = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a().block_receipts_cut = false;
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, AWholeBlockWithoutItsTransactionsIsNotBelieved) {
  watch.native = true;
  chain.mine({chain.coin(kPayer, kWallet, 5)});
  for (bool devnet::EvmFaults::*fault : {&devnet::EvmFaults::hashes_only, &devnet::EvmFaults::transactions_untold}) {
    a().*fault = true;
    EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
    a().*fault = false;
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, ABlockThatNamesNoTransactionsIsNotTakenForOneWithoutReceipts) {
  mine_payments(1);
  a().logs_disabled = a().block_receipts_disabled = a().transactions_untold = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
  a().transactions_untold = false;
  clock.advance(Millis(60'000));
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, AReceiptWithoutAStatusIsNotTakenForAFailure) {
  watch.native = true;
  chain.mine({chain.coin(kPayer, kWallet, 5)});
  a().status_untold = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
  a().status_untold = false;
  clock.advance(Millis(60'000));
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(EvmScan, ADeepRangeWhoseHeadChangedMeanwhileIsNotBelieved) {
  mine_payments(60);
  int requests = 0;
  scanned(at(0), 1);
  node.before_answer = [&](const std::string&) {
    if (++requests != 3) return;  // after the range's logs
    auto txs = chain.fork(chain.head() - 5);
    chain.mine_empty(200);
    (void)txs;
  };
  const Scan answer = scan(at(1), 60);
  EXPECT_FALSE(answer.has_value());
}

TEST_F(EvmScan, HeadAndBlockAtTellTheSameBlocks) {
  chain.mine_empty(9);
  EXPECT_EQ(*reader().head(), tip());
  EXPECT_EQ(*reader().block_at(4), std::optional(at(4)));
  EXPECT_EQ(*reader().block_at(0), std::optional(at(0)));
  EXPECT_EQ(*reader().block_at(10), std::nullopt);
}

TEST_F(EvmScan, BlockAtAsksTheOthersBeforeItCallsTheChainShorter) {
  second_endpoint();
  chain.mine_empty(9);
  a().lags = {5};
  EXPECT_EQ(*reader().block_at(9), std::optional(at(9)));
}

TEST_F(EvmScan, BlockAtDoesNotTakeANodeThatContradictsItselfForAShorterChain) {
  chain.mine_empty(9);
  reader().head().value();
  node.host("a").calls = 0;
  a().lags = {5, 0};  // the block is asked at a node that is behind, the head at one that is not
  a().lags_in_turn = true;
  const auto block = reader().block_at(9);
  ASSERT_FALSE(block.has_value());
  EXPECT_EQ(block.error().kind, ports::ReadError::Kind::lagging);
}

}  // namespace
}  // namespace bepusdt::chains::evm
