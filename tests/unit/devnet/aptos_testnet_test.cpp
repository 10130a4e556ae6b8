#include "devnet/aptos/aptos_testnet.hpp"

#include "unit/devnet/commanded_world.hpp"

namespace bepusdt::devnet {
namespace {

class AptosTestnetTest : public CommandedWorld {
 protected:
  AptosTestnetTest() : CommandedWorld("aptos") {}

  const AptosChain& aptos() const { return static_cast<const AptosTestnet&>(*ground.testnet).chain(); }
};

TEST_F(AptosTestnetTest, ItDoesNotFork) {
  command("mine", R"({"blocks":3})");
  EXPECT_EQ(command("fork", R"({"depth":1})"),
            R"(400 {"Error":"Aptos does not fork: a block that a node tells of is final"})");
}

TEST_F(AptosTestnetTest, TheCoinIsNotPaidAsItHasNoTradeType) {
  EXPECT_EQ(pay("5"), R"(400 {"Error":"contract is missing: APT itself is not paid here"})");
}

TEST_F(AptosTestnetTest, AClockThatIsSetBackDoesNotMakeTheTimesOfBlocksFall) {
  command("mine", R"({"blocks":2})");
  clock.advance(Millis(-5'000));
  command("mine");
  EXPECT_EQ(aptos().at(1)->micros, 1'790'000'000'000'000U);
  EXPECT_EQ(aptos().at(2)->micros, 1'790'000'000'000'000U);
  EXPECT_EQ(aptos().at(3)->micros, 1'790'000'000'000'000U);
}

TEST_F(AptosTestnetTest, ATransactionThatFailedTakesItsVersionAndTellsOfNoDeposit) {
  command("failnext");
  const std::string payment = pay("5", token());
  command("mine");
  const auto place = aptos().find(payment);
  ASSERT_TRUE(place);
  EXPECT_FALSE(place->tx->ok);
  EXPECT_EQ(place->tx->events.size(), 1U) << "that of its fee";
  EXPECT_EQ(aptos().tip().last() - aptos().tip().first(), 2U);
}

TEST_F(AptosTestnetTest, TheFamilysOwnFaultsAreReadByTheirNames) {
  command("setfaults", R"({"chain_id":2})");
  EXPECT_NE(ask().find(R"("chain_id":2,)"), std::string::npos);
  command("setfaults", R"({"not_found_for":"ledger"})");
  EXPECT_EQ(ask(), "HTTP 404");
  command("setfaults", R"({"null_for":"ledger","page_most":7,"headers_left_out":true})");
  EXPECT_EQ(ask(), "null");
}

}  // namespace
}  // namespace bepusdt::devnet
