// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using ports::TransferCheck;

class TronCheck : public ReaderWorld {
 protected:
  TronCheck() {
    watch.native = true;
    txs = {chain.token(kUsdt, kPayer, kWallet, 5), chain.payout(kUsdt, kPayer, {{kStranger, 1}, {kWallet, 6}}),
           chain.coin(kPayer, kOtherWallet, 7)};
    chain.mine(txs);
    chain.mine_empty(5);
  }
  std::vector<core::Transfer> found() {
    auto transfers = scanned(at(0)).transfers;
    EXPECT_EQ(transfers.size(), 3u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
  std::vector<devnet::TronTx> txs;
};

TEST_F(TronCheck, ANodeThatLeavesOutWhatTheCallAskedForCannotTell) {
  const auto transfers = found();
  const auto by_call = std::ranges::find(transfers, core::Position("call"), [](const auto& t) { return t.key.position; });
  ASSERT_NE(by_call, transfers.end());
  a().logs_of_calls_left_out = true;
  EXPECT_FALSE(reader().check(*by_call).has_value());
  a() = {};
  EXPECT_EQ(check(*by_call), TransferCheck::present);
}

}  // namespace
}  // namespace bepusdt::chains::tron
