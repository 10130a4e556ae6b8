// What is answered when it is too late, and when the database is too busy to tell.
#include <gtest/gtest.h>

#include "defects/one_wallet.hpp"
#include "http/routes.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "unit/http/http_world.hpp"
#include "unit/store/sqlite/raw_database.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";
const std::string kAboutIt = "{\"trade_id\":\"" + std::string(kId) + "\"}";

// Every endpoint that tells of one order.
std::vector<Answer> answers_about_it(HttpWorld& world) {
  std::vector<Answer> answers;
  answers.push_back(world.post(kQuery, signed_json({{"trade_id", '"' + std::string(kId) + '"'}})));
  answers.push_back(world.post("/api/v1/pay/info", kAboutIt));
  answers.push_back(world.get("/pay/check-status/" + std::string(kId)));
  for (const char* page : {"/pay/checkout-counter/", "/pay/checkout/", "/pay/cashier/"})
    answers.push_back(world.get(std::string(page) + kId));
  return answers;
}

TEST(Answers, NegativeRemainingTimeIs0) {
  using core::OrderState;
  for (const OrderState state : {OrderState::waiting, OrderState::confirming, OrderState::expired, OrderState::paid}) {
    for (const Millis late : {Millis(1), Millis(1'000), Millis(86'400'000)}) {
      HttpWorld world;
      core::Order& order = world.add_order(kId, "O-1");
      order.state = state;
      order.deadline = kNow - late;
      world.accept = [&](const payment::Command& command) -> payment::Answer {
        payment::Accepted done = accepted(std::get<payment::CreateOrder>(command));
        done.order.state = state;
        done.order.deadline = kNow - late;
        return done;
      };
      EXPECT_EQ(world.post(kCreate, signed_json(good_create())).json()["data.expiration_time"], "0");
      const auto answers = answers_about_it(world);
      EXPECT_EQ(answers.front().json()["data.expiration_time"], "0");
      for (const Answer& answer : answers) {
        EXPECT_EQ(answer.body.find(":-"), std::string::npos) << answer.body;
        if (answer.body.find("data-seconds-left") != std::string::npos) {
          EXPECT_NE(answer.body.find("data-seconds-left=\"0\""), std::string::npos) << answer.body;
        }
      }
    }
  }
}

// Nobody is told that there is no such order, wallet or amount while the truth is that nobody could look.
TEST(Answers, LoadNeverTurnsIntoAWrongBusinessAnswer) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  for (const Answer& answer : answers_about_it(world)) EXPECT_EQ(answer.status, 200);
  world.store.failure = ports::StoreError{ports::StoreError::Kind::busy, "database is locked"};
  world.queue.close();  // what a full one says, too
  auto answers = answers_about_it(world);
  answers.push_back(world.get("/api/v1/pay/events/" + std::string(kId)));
  answers.push_back(world.post(kCreate, signed_json(good_create())));
  answers.push_back(world.post(kCancel, signed_json({{"trade_id", '"' + std::string(kId) + '"'}})));
  for (const Answer& answer : answers) {
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_NE(answer.fields.find("Retry-After: "), std::string::npos) << answer.body;
    if (answer.body.starts_with('{')) {
      EXPECT_EQ(answer.json()["error"], "unavailable") << answer.body;
    }
  }
}

// The same from the step that decides: another process holds the database for longer than we wait.
TEST(Answers, LoadNeverTurnsIntoAWrongBusinessAnswerWhileAnotherProcessHoldsTheDatabase) {
  OneWallet world;
  const auto made = *world.create("before", "10");
  store::SqliteOptions options;
  options.path = world.folder.file("bepusdt.db");
  options.busy_timeout = Millis(20);
  const auto impatient = *store::SqliteStore::open(options);
  payment::Reservations reservations;
  payment::AcceptOrder accept({*impatient, world.directory, world.clock, world.random, world.log, world.metrics, world.feed},
                              reservations);
  const std::vector<payment::Command> commands{world.request("during", "10"),
                                               payment::CancelOrder{core::kDefaultMerchant, made.order.trade_id}};
  {
    store::RawDatabase other(options.path);
    other.rows("BEGIN IMMEDIATE");
    for (const payment::Answer& answer : accept.run(commands)) {
      ASSERT_FALSE(answer);
      EXPECT_EQ(answer.error().code, wire::ErrorCode::unavailable);
    }
  }
  for (const payment::Answer& answer : accept.run(commands)) EXPECT_TRUE(answer) << "as soon as it is free again";
}

}  // namespace
}  // namespace bepusdt::test
