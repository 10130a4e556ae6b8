// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

using ports::TransferCheck;

class EvmCheck : public ReaderWorld {
 protected:
  EvmCheck() {
    watch.native = true;
    tx = chain.token(kUsdt, kPayer, kWallet, 5);
    tx.logs.insert(tx.logs.begin(), devnet::EvmChain::other_log(kUsdt));
    tx.to = kOtherWallet;
    tx.value = "0x9";
    chain.mine({chain.token(kUsdt, kPayer, kStranger, 5), tx});
    chain.mine_empty(5);
  }
  std::vector<core::Transfer> found() { return scanned(at(0)).transfers; }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
  devnet::EvmTx tx;
};

TEST_F(EvmCheck, AnotherAmountReceiverContractOrPositionIsAbsent) {
  for (const core::Transfer& transfer : found()) {
    core::Transfer wrong = transfer;
    wrong.units += 1;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.to = core::Address(kStranger);
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    if (transfer.contract.empty()) continue;
    wrong = transfer;
    wrong.contract = kUsdc;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.key.position = core::Position("0");
    EXPECT_EQ(check(wrong), TransferCheck::absent);
  }
}

TEST_F(EvmCheck, AReceiptThatIsNotIndexedYetIsLaggingAndNotAbsent) {
  const auto transfers = found();
  a().null_method = "eth_getTransactionReceipt";
  const auto answer = reader().check(transfers[0]);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
}

TEST_F(EvmCheck, TheOneThatToldIsAskedWhereTheOtherIsDown) {
  second_endpoint();
  const auto transfers = found();
  b().down = true;
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
}

TEST_F(EvmCheck, WhereTwoAreRequiredOneIsNotEnough) {
  second_endpoint();
  config.cross_check = CrossCheck::required;
  const auto transfers = found();
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  for (devnet::EvmFaults* one : {&a(), &b()}) {
    one->down = true;
    EXPECT_FALSE(reader().check(transfers[0]).has_value());
    one->down = false;
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
}

TEST_F(EvmCheck, TheSameHostTwiceIsOneEndpointThere) {
  config.endpoints.push_back({"http://a/v3/another-key-of-the-same-provider", {}, 0});
  config.cross_check = CrossCheck::required;
  EXPECT_FALSE(reader().check(found()[0]).has_value());
  config.cross_check = CrossCheck::when_healthy;
  fresh_reader();
  EXPECT_EQ(check(found()[0]), TransferCheck::present);
}

TEST_F(EvmCheck, WhereItIsOffOneIsAsked) {
  second_endpoint();
  config.cross_check = CrossCheck::off;
  const auto transfers = found();
  const int asked = node.host("a").requests;
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  EXPECT_GT(node.host("b").requests, 0) << "not the one that told of it";
  EXPECT_EQ(node.host("a").requests, asked);
}

TEST_F(EvmCheck, DisagreementIsCounted) {
  second_endpoint();
  config.endpoints.push_back({"http://c/", {}, 0});
  node.host("c").chain = &chain;
  const auto transfers = found();
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  EXPECT_EQ(metrics.sums["bepusdt_cross_check_disagreements_total"], 0);
  devnet::EvmChain without;
  without.mine_empty(20);
  node.host("c").chain = &without;  // asked after b, which agrees
  EXPECT_EQ(check(transfers[0]), TransferCheck::absent);
  EXPECT_EQ(metrics.sums["bepusdt_cross_check_disagreements_total"], 1);
}

// The liar told of it while the honest one, which has told of everything since, was down.
TEST_F(EvmCheck, AForgedTransferIsUnmaskedAlsoWhenTheHonestEndpointWasScannedLast) {
  second_endpoint();
  const auto honest = found();
  devnet::EvmChain forged;
  forged.mine({forged.token(kUsdt, kPayer, kWallet, 1'000'000)});
  forged.mine_empty(5);
  node.host("b").chain = &forged;
  a().down = true;
  const auto lies = scanned(Family::ref(forged, 0)).transfers;
  ASSERT_EQ(lies.size(), 1u);
  a().down = false;
  clock.advance(Millis(5'000));
  ASSERT_EQ(found().size(), honest.size());
  EXPECT_EQ(check(lies[0]), TransferCheck::absent);
}

}  // namespace
}  // namespace bepusdt::chains::evm
