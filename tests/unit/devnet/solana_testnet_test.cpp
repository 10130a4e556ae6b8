#include "devnet/solana/solana_testnet.hpp"

#include "unit/devnet/commanded_world.hpp"

namespace bepusdt::devnet {
namespace {

class SolanaTestnetTest : public CommandedWorld {
 protected:
  SolanaTestnetTest() : CommandedWorld("solana") {}

  std::string told_slot() {
    const std::string answer = ask();
    const auto at = answer.find(R"("result":)") + 9;
    return answer.substr(at, answer.find(',', at) - at);
  }
  const SolanaChain& solana() const { return static_cast<const SolanaTestnet&>(*ground.testnet).chain(); }
};

TEST_F(SolanaTestnetTest, OneSlotInFourHasABlock) {
  command("mine", R"({"blocks":3})");
  std::vector<std::uint64_t> slots;
  for (const auto& [slot, block] : solana().blocks()) slots.push_back(slot);
  EXPECT_EQ(slots, (std::vector<std::uint64_t>{0, 1, 5, 9}));
}

TEST_F(SolanaTestnetTest, OnlyWhatIsFinalizedIsTold) {
  EXPECT_EQ(told_slot(), "0");
  command("mine", R"({"blocks":2})");
  EXPECT_EQ(told_slot(), "0");
  command("mine");
  EXPECT_EQ(told_slot(), "1");
  command("mine", R"({"blocks":5})");
  EXPECT_EQ(told_slot(), "21");
  EXPECT_EQ(ground.height(), 29U);
}

TEST_F(SolanaTestnetTest, AForkTakesBackWhatIsNotFinalizedAndItsSlotsStayEmpty) {
  command("mine", R"({"blocks":3})");
  pay("5", token());
  command("mine");
  EXPECT_EQ(ground.paid().size(), 1U);
  command("fork", R"({"depth":2})");
  EXPECT_EQ(ground.height(), 21U);
  EXPECT_EQ(ground.paid(), std::vector<Paid>());
  EXPECT_EQ(solana().at(9), nullptr);
  EXPECT_EQ(solana().at(13), nullptr);
  ASSERT_NE(solana().at(17), nullptr);
  EXPECT_EQ(solana().at(17)->parent_slot, 5U);
}

TEST_F(SolanaTestnetTest, WhatAForkBringsBackIsPaidOnceUnderTheSameSignature) {
  command("failnext");
  const std::string payment = pay("5");
  command("mine");
  EXPECT_EQ(ground.paid(), std::vector<Paid>());
  command("fork", R"({"depth":1,"again":true})");
  EXPECT_EQ(ground.paid(), (std::vector<Paid>{{payment, "", "5"}}));
}

TEST_F(SolanaTestnetTest, WhatIsFinalizedIsNotTakenBackAndNeitherDoesTheFinalizedSlotFall) {
  command("mine", R"({"blocks":5})");
  EXPECT_EQ(told_slot(), "9");
  EXPECT_EQ(command("fork", R"({"depth":3})"), R"(400 {"Error":"Solana takes back no block that is finalized"})");
  command("fork", R"({"depth":2})");
  EXPECT_EQ(told_slot(), "9");
}

TEST_F(SolanaTestnetTest, TheFamilysOwnFaultsAreReadByTheirNames) {
  command("mine", R"({"blocks":4})");
  command("setfaults", R"({"error_method":"getSlot","error_code":-32005,"error":"Node is behind by 42 slots"})");
  EXPECT_NE(ask().find(R"("error":{"code":-32005,"message":"Node is behind by 42 slots"})"), std::string::npos);
  command("setfaults", R"({"null_method":"getSlot","untold":true,"written_behind":3})");
  EXPECT_EQ(told_slot(), "null");
}

}  // namespace
}  // namespace bepusdt::devnet
