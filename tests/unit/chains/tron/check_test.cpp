// Looking at one transfer of Tron again before it is credited: what the contract of all readers does not know of.
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

class TronCheck : public ReaderWorld {};

TEST_F(TronCheck, ANodeThatLeavesOutWhatTheCallAskedForCannotTell) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  chain.mine_empty(5);
  const auto transfers = scanned(at(0)).transfers;
  ASSERT_EQ(transfers.size(), 1u);
  ASSERT_EQ(transfers[0].key.position.value(), "call");
  a().logs_of_calls_left_out = true;
  EXPECT_FALSE(reader().check(transfers[0]).has_value());
  a() = {};
  EXPECT_EQ(*reader().check(transfers[0]), ports::TransferCheck::present);
}

}  // namespace
}  // namespace bepusdt::chains::tron
