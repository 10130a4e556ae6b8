#include "devnet/commanded_testnet.hpp"

#include <algorithm>

#include "unit/devnet/commanded_world.hpp"

namespace bepusdt::devnet {
namespace {

class CommandedTestnetTest : public CommandedWorld, public ::testing::WithParamInterface<const char*> {
 protected:
  CommandedTestnetTest() : CommandedWorld(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Families, CommandedTestnetTest, ::testing::Values("tron", "solana", "aptos", "ton"),
                         [](const auto& family) { return std::string(family.param); });

TEST_P(CommandedTestnetTest, ABlockComesEveryIntervalOfTheTimeThatItIsToldOrOnCommand) {
  wait(Millis(0));
  const std::uint64_t first = ground.height();
  wait(Millis(999));
  EXPECT_EQ(ground.height(), first);
  wait(Millis(1));
  const std::uint64_t second = ground.height();
  EXPECT_GT(second, first);
  command("mine", R"({"blocks":0})");
  EXPECT_EQ(ground.height(), second);
  command("mine");
  EXPECT_GT(ground.height(), second);
}

TEST_P(CommandedTestnetTest, EveryTradeTypeOfTheChainCanBePaidUnderTheIdThatIsTold) {
  std::vector<Paid> expected;
  std::uint64_t units = 5;
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.chain == chain) expected.push_back({"", std::string(row.contract), std::to_string(units++)});
  for (const core::TradeType& type : catalog::trade_types())
    if (type.chain == chain && type.native) expected.push_back({"", "", std::to_string(units++)});
  ASSERT_GE(expected.size(), 2U);
  for (Paid& each : expected) each.id = pay(each.units, each.contract);
  EXPECT_EQ(ground.paid(), std::vector<Paid>()) << "they wait";
  command("mine");
  std::vector<Paid> paid = ground.paid();
  std::ranges::sort(paid);
  std::ranges::sort(expected);
  EXPECT_EQ(paid, expected);
}

TEST_P(CommandedTestnetTest, ATokenOfAStrangerCanBeSentAndPaysNobody) {
  const std::string told =
      command("pay", R"({"to":")" + ground.shop + R"(","amount":"5","contract":")" + ground.shop + R"(","stranger":true})");
  EXPECT_TRUE(told.starts_with(R"({"txid":")")) << told;
  const std::string payment = pay("6", token());
  command("mine");
  EXPECT_EQ(ground.paid(), (std::vector<Paid>{{payment, token(), "6"}}));
}

TEST_P(CommandedTestnetTest, TheSamePaymentTwiceIsTwoTransactions) {
  const std::string first = pay("5", token());
  EXPECT_NE(pay("5", token()), first);
  command("mine");
  EXPECT_EQ(ground.paid().size(), 2U);
}

TEST_P(CommandedTestnetTest, SoManyTransactionsFailAsWasSaidAndTheNextDoesNot) {
  command("failnext", R"({"count":2})");
  pay("1", token());
  pay("2", token());
  const std::string third = pay("3", token());
  command("mine");
  EXPECT_EQ(ground.paid(), (std::vector<Paid>{{third, token(), "3"}}));
}

TEST_P(CommandedTestnetTest, FaultsBeginAndEndOnCommandThoughTheNodeIsDown) {
  const std::string healthy = ask();
  EXPECT_EQ(healthy.front(), '{');
  command("setfaults", R"({"down":true})");
  EXPECT_EQ(ask(), "no answer: connection refused");
  command("setfaults", R"({"times_out":true})");
  EXPECT_EQ(ask(), "no answer: no answer in time");
  command("setfaults", R"({"http_status":503,"retry_after":"7"})");
  EXPECT_EQ(ask(), "HTTP 503");
  command("setfaults", R"({"html":true})");
  EXPECT_EQ(ask(), "<html><body>502 Bad Gateway</body></html>");
  command("setfaults");
  EXPECT_EQ(ask(), healthy);
}

TEST_P(CommandedTestnetTest, ANodeThatLagsTellsOfAnOlderBlock) {
  command("mine", R"({"blocks":9})");
  const std::string newest = ask();
  command("setfaults", R"({"lags":[4]})");
  EXPECT_NE(ask(), newest);
  command("setfaults", R"({"lags":[0]})");
  EXPECT_EQ(ask(), newest);
}

TEST_P(CommandedTestnetTest, WhatIsNotUnderstoodIsRefusedAndChangesNothing) {
  const std::uint64_t before = ground.height();
  const std::string to = R"("to":")" + ground.shop + "\"";
  for (const auto& [name, fields, said] : std::vector<std::array<std::string, 3>>{
           {"pay", R"({"amount":"1"})", "to is missing"},
           {"pay", R"({"to":"nowhere","amount":"1"})", "to is no address of"},
           {"pay", "{" + to + "}", "amount is missing"},
           {"pay", "{" + to + R"(,"amount":1})", "amount is missing"},
           {"pay", "{" + to + R"(,"amount":"0"})", "amount is not a number of base units"},
           {"pay", "{" + to + R"(,"amount":"1.5"})", "amount is not a number of base units"},
           {"pay", "{" + to + R"(,"amount":"400000000000000001"})", "amount is more than there is"},
           {"pay", "{" + to + R"(,"amount":"1","contract":")" + ground.shop + "\"}", "contract is no token of the catalog"},
           {"pay", "{" + to + R"(,"amount":"1","contract":7})", "contract is no token of the catalog"},
           {"pay", "{" + to + R"(,"amount":"1","stranger":"yes"})", "stranger is true or false"},
           {"pay", "{" + to + R"(,"amount":"1","stranger":true})", "contract is missing"},
           {"pay", "{" + to + R"(,"amount":"1","contract":")" + token() + R"(","stranger":true})",
            "contract is no stranger"},
           {"mine", R"({"blocks":10001})", "blocks is not a number up to 10000"},
           {"mine", R"({"blocks":-1})", "blocks is not a number up to 10000"},
           {"fork", "{}", "depth is missing"},
           {"fork", R"({"depth":0,"again":1})", "again is true or false"},
           {"failnext", R"({"count":"all"})", "count is not a number"},
           {"setfaults", R"({"dow\"n":true})", "no fault has the name dow?n"},
           {"setfaults", R"({"down":1})", "not what it should be: down"},
           {"setfaults", R"({"http_status":42})", "not what it should be: http_status"},
           {"setfaults", R"({"random_trouble":2})", "not what it should be: random_trouble"},
           {"setfaults", "[]", "the request is no JSON object"},
           {"setlimits", R"({"rows":7})", "no limit has the name rows"},
           {"setlimits", R"({"requests_per_second":"few"})", "requests_per_second is not a number"},
           {"explode", "{}", "no command has this name"}}) {
    const std::string told = command(name, fields);
    EXPECT_TRUE(told.starts_with("400 {\"Error\":\"") && told.find(said) != std::string::npos) << name << fields << told;
  }
  EXPECT_EQ(ground.height(), before);
  command("mine");
  EXPECT_EQ(ground.paid(), std::vector<Paid>());
}

TEST_P(CommandedTestnetTest, ThereAreNoForksDeeperThanTheChainForks) {
  command("mine", R"({"blocks":5})");
  const std::uint64_t before = ground.height();
  EXPECT_TRUE(command("fork", R"({"depth":2000})").starts_with("400 ")) << "not even the youngest chain has so many blocks";
  EXPECT_EQ(ground.height(), before);
}

TEST_P(CommandedTestnetTest, RequestsBeyondTheLimitAreRefusedAndComplainedAbout) {
  command("setlimits", R"({"requests_per_second":2})");
  EXPECT_EQ(ask().front(), '{');
  EXPECT_EQ(ask().front(), '{');
  const auto refused = ground.testnet->exchange(question());
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 429);
  EXPECT_EQ(refused->header("retry-after"), "1");
  EXPECT_EQ(ground.testnet->take_complaints(), std::vector<std::string>{"more requests a second than are allowed"});
  clock.advance(Millis(1'000));
  EXPECT_EQ(ask().front(), '{');
  command("setlimits");
  for (int i = 0; i < 9; ++i) EXPECT_EQ(ask().front(), '{');
}

TEST_P(CommandedTestnetTest, AQuestionThatTheNodeShouldNotHaveBeenAskedIsAComplaint) {
  ports::HttpRequest asked = question();
  asked.headers.emplace_back("Authorization", "Bearer of bad news");
  asked.headers.emplace_back("X-API-Key", "none of this host's");
  asked.headers.emplace_back("TRON-PRO-API-KEY", "none of this host's");
  (void)ground.testnet->exchange(asked);
  EXPECT_EQ(ground.testnet->take_complaints().size(), 1U);
}

TEST_P(CommandedTestnetTest, AnotherRunIsAnotherChainWhosePaymentsHaveOtherIds) {
  test::SetClock later(clock.now() + Seconds(1));
  Ground second = ground_of(chain, pace(), later);
  ports::HttpRequest asked = request("POST", "http://" + chain + "/devnet/pay");
  asked.body = R"({"to":")" + ground.shop + R"(","amount":"5","contract":")" + token() + "\"}";
  const auto here = ground.testnet->exchange(asked), there = second.testnet->exchange(asked);
  ASSERT_TRUE(here && there);
  EXPECT_NE(here->body, there->body);
  command("mine");
  second.testnet->tick(later.now());
  later.advance(Seconds(1));
  second.testnet->tick(later.now());
  ASSERT_EQ(ground.height(), second.height());
  EXPECT_NE(ground.block_hash(ground.height()), second.block_hash(second.height()));
}

TEST_P(CommandedTestnetTest, ACommandTellsOfTheNewestBlockAndHowOftenTheNodeWasAsked) {
  ask();
  ask();
  const auto state = [&] { return R"({"height":)" + std::to_string(ground.height()) + R"(,"requests":2})"; };
  EXPECT_EQ(command("look"), state());
  const std::string told = command("mine", R"({"blocks":3})");
  EXPECT_EQ(told, state());
}

TEST_P(CommandedTestnetTest, CommandsStandBesideTheNodesOwnPathsAndNothingElseDoes) {
  EXPECT_EQ(ground.testnet->method_at("/devnet/pay"), "POST");
  EXPECT_EQ(ground.testnet->method_at("/elsewhere"), "");
  EXPECT_EQ(ground.testnet->method_at("/devnets"), "");
  EXPECT_EQ(ground.testnet->commands_path(), "/devnet");
}

}  // namespace
}  // namespace bepusdt::devnet
