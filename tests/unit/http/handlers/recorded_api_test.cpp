// The answers of running gateways, recorded (contract vectors): what their clients parse, ours has under the same name and as
// the same kind of JSON value. Their behaviour is no model; only shapes are compared, and only where both accept.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>

#include "catalog/chains.hpp"
#include "unit/http/http_world.hpp"

namespace bepusdt::test {
namespace {

const std::filesystem::path kFile = BEPUSDT_SOURCE_DIR "/../shared/contract/vectors/recorded_api.json";

// Every member of `recorded` is in `ours`, of the same kind.
void expect_shape(simdjson::dom::element recorded, simdjson::dom::element ours, const std::string& where) {
  ASSERT_EQ(recorded.type(), ours.type()) << where;
  if (recorded.type() != simdjson::dom::element_type::OBJECT) return;
  for (const auto& member : recorded.get_object()) {
    const std::string name = where + "." + std::string(member.key);
    simdjson::dom::element counterpart;
    ASSERT_EQ(ours[member.key].get(counterpart), simdjson::SUCCESS) << name << " is missing";
    expect_shape(member.value, counterpart, name);
  }
}

class RecordedApi : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kFile)) {
      std::puts("the folder ../shared is absent: recorded_api.json was not compared");
      return;
    }
    recorded = parser.load(kFile.string());
    present = true;
    world.directory.now.merchants.front().token = Secret(std::string(std::string_view(recorded["token"])));
    world.accept = [](const payment::Command& command) -> payment::Answer {
      auto done = accepted(std::get<payment::CreateOrder>(command));
      if (done.quote.chain.value() == "tron") done.quote.address = core::Address("TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj");
      return done;
    };
  }
  simdjson::dom::parser parser;
  simdjson::dom::element recorded;
  bool present = false;
  HttpWorld world;
};

TEST_F(RecordedApi, CreatedOrdersHaveTheSameMembers) {
  if (!present) return;
  int compared = 0;
  for (const simdjson::dom::element row : recorded["bepusdt_1_24_1"]) {
    if (std::string_view(row["path"]) != kCreate) continue;
    simdjson::dom::parser theirs;
    const simdjson::dom::element answer = theirs.parse(std::string(std::string_view(row["answer"])));
    const Answer given = world.post(kCreate, std::string(std::string_view(row["body"])));
    simdjson::dom::parser mine;
    const simdjson::dom::element ours = mine.parse(given.body);
    if (std::int64_t(answer["status_code"]) != 200 || std::int64_t(ours["status_code"]) != 200) continue;
    EXPECT_EQ(given.status, 200);
    expect_shape(answer, ours, std::string(std::string_view(row["note"])));
    EXPECT_EQ(std::string_view(ours["data"]["order_id"]), std::string_view(answer["data"]["order_id"]));
    EXPECT_EQ(std::string_view(ours["data"]["amount"]), std::string_view(answer["data"]["amount"]));
    EXPECT_EQ(std::string_view(ours["data"]["trade_type"]), std::string_view(answer["data"]["trade_type"]));
    ++compared;
  }
  EXPECT_GE(compared, 10);
}

TEST_F(RecordedApi, WhatTheyRefuseInTheFieldsThatWeKnowIsRefusedAsOldClientsExpectIt) {
  if (!present) return;
  int refused = 0;
  for (const simdjson::dom::element row : recorded["bepusdt_1_24_1"]) {
    if (std::string_view(row["path"]) != kCreate) continue;
    const Answer given = world.post(kCreate, std::string(std::string_view(row["body"])));
    const Json json = given.json();
    if (json["status_code"] == "200") continue;
    EXPECT_EQ(given.status, 200) << std::string_view(row["note"]);
    EXPECT_EQ(json["status_code"], "400");
    EXPECT_EQ(json["data"], "null");
    EXPECT_FALSE(json["message"].empty());
    ++refused;
  }
  EXPECT_GE(refused, 5);
}

TEST_F(RecordedApi, PayInfoHasTheSameMembers) {
  if (!present) return;
  world.add_order("0AbcdeFGHIJKLMNOPQ", "R1");
  for (const simdjson::dom::element row : recorded["bepusdt_1_24_1"]) {
    if (std::string_view(row["note"]) != "info of a transaction") continue;
    simdjson::dom::parser theirs;
    simdjson::dom::parser mine;
    const std::string given = world.post("/api/v1/pay/info", R"({"trade_id":"0AbcdeFGHIJKLMNOPQ"})").body;
    expect_shape(theirs.parse(std::string(std::string_view(row["answer"]))), mine.parse(given), "pay/info");
    return;
  }
  FAIL() << "the recording has no answer of pay/info";
}

TEST_F(RecordedApi, AnUnknownOrderIsTheSameSentence) {
  if (!present) return;
  int compared = 0;
  for (const simdjson::dom::element row : recorded["bepusdt_1_22_6"]) {
    if (std::string_view(row["note"]) != "unknown id") continue;
    simdjson::dom::parser theirs;
    const simdjson::dom::element answer = theirs.parse(std::string(std::string_view(row["answer"])));
    const Json ours = world.get(std::string_view(row["path"])).json();
    EXPECT_EQ(ours["message"], std::string_view(answer["message"]));
    EXPECT_EQ(ours["status_code"], std::to_string(std::int64_t(answer["status_code"])));
    ++compared;
  }
  EXPECT_EQ(compared, 1);
}

}  // namespace
}  // namespace bepusdt::test
