#include "devnet/tron/tron_testnet.hpp"

#include "unit/devnet/commanded_world.hpp"

namespace bepusdt::devnet {
namespace {

class TronTestnetTest : public CommandedWorld {
 protected:
  TronTestnetTest() : CommandedWorld("tron") {}
};

TEST_F(TronTestnetTest, AForkTakesPaymentsBackAndReplacesTheBlocks) {
  const std::string earlier = pay("1", token());
  command("mine");
  pay("5", token());
  command("mine", R"({"blocks":2})");
  const std::string before = ground.block_hash(3);
  command("fork", R"({"depth":2})");
  EXPECT_EQ(ground.height(), 3U);
  EXPECT_NE(ground.block_hash(3), before);
  EXPECT_EQ(ground.paid(), (std::vector<Paid>{{earlier, token(), "1"}}));
}

TEST_F(TronTestnetTest, WhatFailedOnCommandSucceedsWhenAForkBringsItBack) {
  command("failnext");
  const std::string payment = pay("5");
  command("mine");
  EXPECT_EQ(ground.paid(), std::vector<Paid>());
  command("fork", R"({"depth":1,"again":true})");
  EXPECT_EQ(ground.paid(), (std::vector<Paid>{{payment, "", "5"}}));
}

TEST_F(TronTestnetTest, ItsFirstBlockIsNotForked) {
  command("mine", R"({"blocks":2})");
  EXPECT_EQ(command("fork", R"({"depth":3})"), R"(400 {"Error":"there are not so many blocks"})");
}

TEST_F(TronTestnetTest, TheSolidifiedBlockFollowsTheHead) {
  command("mine", R"({"blocks":5})");
  ports::HttpRequest asked = request("POST", "http://tron/walletsolidity/getnowblock");
  asked.headers.emplace_back("Content-Type", "application/json");
  asked.body = "{}";
  const auto answer = ground.testnet->exchange(asked);
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->body.find(R"("number":3,)"), std::string::npos) << answer->body;
}

}  // namespace
}  // namespace bepusdt::devnet
