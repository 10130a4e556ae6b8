// cancel-transaction, order/query, pay/info, check-status, the checkout page: what they say about an order, and to whom.
#include <gtest/gtest.h>

#include "unit/http/http_world.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";
constexpr const char* kId2 = "0AbcdeFGHIJKLMNOPR";
constexpr const char* kNobody = "0AbcdeFGHIJKLMNOPZ";
const std::string kQuotedId = "\"" + std::string(kId) + "\"";
const std::string kHash = "0x" + std::string(64, 'a');

void pay(HttpWorld& world, core::Order& order) {
  order.state = core::OrderState::paid;
  order.payment_hash = core::TxHash(kHash);
  order.payment_position = core::Position("0");
  order.paid_at = kNow - Seconds(5);
  world.add_transfer(order.trade_id.value(), kHash, core::TransferStatus::matched);
  world.store.cursors[core::ChainName("ethereum")] = {
      .chain = core::ChainName("ethereum"), .block = {}, .head = 1'002, .final_height = 0, .looked_at = kNow};
}

// ---- cancel ----

TEST(CancelTransaction, PassesTheCommandOnAndAnswersWithTheTradeId) {
  HttpWorld world;
  const Answer answer = world.post(kCancel, signed_json({{"trade_id", kQuotedId}}));
  EXPECT_EQ(answer.json()["status_code"], "200");
  EXPECT_EQ(answer.json().members("data"), std::vector<std::string>{"trade_id"});
  EXPECT_EQ(answer.json()["data.trade_id"], kId);
  EXPECT_EQ(std::get<payment::CancelOrder>(world.commands.back()).merchant_id, core::kDefaultMerchant);
}

TEST(CancelTransaction, NamesTheFieldThatIsWrong) {
  HttpWorld world;
  const Answer missing = world.post(kCancel, signed_json({{"order_id", R"("O-1")"}}));
  EXPECT_EQ(missing.json()["error"], "invalid_request");
  EXPECT_NE(missing.json()["message"].find("trade_id"), std::string::npos);
  EXPECT_EQ(world.post(kCancel, signed_json({{"trade_id", "7"}})).json()["error"], "invalid_request");
  EXPECT_EQ(world.post(kCancel, signed_json({{"trade_id", R"("nope")"}})).json()["error"], "order_not_found");
  EXPECT_TRUE(world.commands.empty());
}

TEST(CancelTransaction, TellsWhyAnOrderCannotBeCancelled) {
  HttpWorld world;
  world.accept = [](const payment::Command&) -> payment::Answer {
    return fail(wire::Refusal{wire::ErrorCode::order_not_cancellable, "trade_id", {}});
  };
  const std::string body = signed_json({{"trade_id", kQuotedId}});
  EXPECT_EQ(world.post(kCancel, body).json()["status_code"], "400");
  const Answer unmasked = world.post(kCancel, body, {{"Accept", "application/vnd.bepusdt.v2+json"}});
  EXPECT_EQ(unmasked.json()["status_code"], "409");
  EXPECT_EQ(unmasked.json()["error"], "order_not_cancellable");
}

// ---- order/query ----

TEST(OrderQuery, ShowsTheWholeOrderWithQuotesPaymentsAndDeliveries) {
  HttpWorld world;
  core::Order& order = world.add_order(kId, "O-1");
  pay(world, order);
  core::CallbackEvent event;
  event.id = core::EventId("E-1");
  event.trade_id = order.trade_id;
  event.kind = core::CallbackKind::paid;
  event.url = order.notify_url;
  event.state = core::CallbackState::pending;
  event.attempts = 1;
  event.due_at = kNow + Seconds(120);
  world.store.callbacks.push_back(event);
  core::CallbackAttempt attempt;
  attempt.event_id = event.id;
  attempt.at = kNow;
  attempt.address = "203.0.113.9:443";
  attempt.http_status = 500;
  attempt.answer = "oops";
  attempt.reason = "HTTP 500";
  world.store.attempts.push_back(attempt);

  const Json json = world.post(kQuery, signed_json({{"trade_id", kQuotedId}})).json();
  ASSERT_EQ(json["status_code"], "200") << json.text();
  EXPECT_EQ(json["data.trade_id"], kId);
  EXPECT_EQ(json["data.order_id"], "O-1");
  EXPECT_EQ(json["data.status"], "2");
  EXPECT_EQ(json["data.state"], "paid");
  EXPECT_EQ(json["data.amount"], "28.8");
  EXPECT_EQ(json["data.actual_amount"], "3.89");
  EXPECT_EQ(json["data.token"], kWalletShown);
  EXPECT_EQ(json["data.block_transaction_id"], kHash);
  EXPECT_EQ(json["data.reversed"], "false");
  EXPECT_EQ(json["data.paid_at"], "1795444094");
  EXPECT_EQ(json["data.cancelled_at"], "null");
  EXPECT_EQ(json["data.quotes.0.number"], "0");
  EXPECT_EQ(json["data.quotes.0.rate"], "7.4");
  EXPECT_EQ(json["data.quotes.0.trade_type"], "usdt.erc20");
  EXPECT_EQ(json["data.payments.0.block_transaction_id"], kHash);
  EXPECT_EQ(json["data.payments.0.amount"], "3.89");
  EXPECT_EQ(json["data.payments.0.pays"], "true");
  EXPECT_EQ(json["data.payments.0.to"], kWalletShown);
  EXPECT_EQ(json["data.callbacks.0.event_id"], "E-1");
  EXPECT_EQ(json["data.callbacks.0.state"], "pending");
  EXPECT_EQ(json["data.callbacks.0.deliveries.0.http_status"], "500");
  EXPECT_EQ(json["data.callbacks.0.deliveries.0.answer"], "oops");
  EXPECT_EQ(json["data.callbacks.0.deliveries.0.address"], "203.0.113.9:443");
  EXPECT_EQ(json["data.orders"], "<absent>");
}

TEST(OrderQuery, ByOrderIdGivesTheNewestAndListsAll) {
  HttpWorld world;
  core::Order& old = world.add_order(kId, "O-1");
  old.state = core::OrderState::cancelled;
  old.created_at -= Seconds(500);
  world.add_order(kId2, "O-1");
  const Json json = world.post(kQuery, signed_json({{"order_id", R"("O-1")"}})).json();
  EXPECT_EQ(json["data.trade_id"], kId2);
  EXPECT_EQ(json["data.orders.0.trade_id"], kId2);
  EXPECT_EQ(json["data.orders.1.trade_id"], kId);
  EXPECT_EQ(json["data.orders.1.status"], "4") << "the true number, here and in pay/info only";
}

TEST(OrderQuery, TakesAnOrderIdThatIsANumber) {
  HttpWorld world;
  world.add_order(kId, "12345");
  EXPECT_EQ(world.post(kQuery, signed_json({{"order_id", "12345"}})).json()["data.trade_id"], kId);
}

TEST(OrderQuery, HidesTheOrdersOfOtherMerchants) {
  HttpWorld world;
  world.add_order(kId, "O-1", core::MerchantId("shop-2"));
  EXPECT_EQ(world.post(kQuery, signed_json({{"trade_id", kQuotedId}})).json()["error"], "order_not_found");
  EXPECT_EQ(world.post(kQuery, signed_json({{"order_id", R"("O-1")"}})).json()["error"], "order_not_found");
  const Members own{{"trade_id", kQuotedId}, {"merchant_id", R"("shop-2")"}};
  EXPECT_EQ(world.post(kQuery, signed_json(own, kOtherToken)).json()["data.trade_id"], kId);
}

TEST(OrderQuery, NamesWhatIsMissing) {
  HttpWorld world;
  const Answer answer = world.post(kQuery, signed_json({{"x", "1"}}), {{"Accept-Language", "en"}});
  EXPECT_EQ(answer.json()["error"], "invalid_request");
  EXPECT_NE(answer.json()["message"].find("trade_id"), std::string::npos);
  EXPECT_NE(answer.json()["message"].find("order_id"), std::string::npos);
}

TEST(OrderQuery, IsUnavailableWhileTheStoreIsBusyAndInternalWhenItIsBroken) {
  HttpWorld world;
  world.store.failure = ports::StoreError{ports::StoreError::Kind::busy, "locked"};
  const std::string body = signed_json({{"trade_id", kQuotedId}});
  const Answer busy = world.post(kQuery, body);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.json()["error"], "unavailable");
  EXPECT_NE(busy.fields.find("Retry-After"), std::string::npos);
  world.store.failure->kind = ports::StoreError::Kind::broken;
  EXPECT_EQ(world.post(kQuery, body).status, 500);
}

// ---- check-status ----

TEST(CheckStatus, HasTheShapeThatExistingClientsParse) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  const Answer answer = world.get("/pay/check-status/" + std::string(kId));
  EXPECT_EQ(answer.status, 200);
  const Json json = answer.json();
  EXPECT_EQ(json.members(""), (std::vector<std::string>{"return_url", "state", "status", "trade_hash", "trade_id"}));
  EXPECT_EQ(json["trade_id"], kId);
  EXPECT_EQ(json["status"], "1");
  EXPECT_EQ(json["state"], "waiting");
  EXPECT_EQ(json["return_url"], "") << "set once paid";
  EXPECT_TRUE(answer.has_field("Cache-Control: no-store"));
}

TEST(CheckStatus, ShowsOnlyTheStatesThatOldClientsKnowAndTheTruthBesides) {
  const std::array<std::tuple<core::OrderState, const char*, const char*>, 5> kExpected{
      {{core::OrderState::waiting, "1", "waiting"},
       {core::OrderState::confirming, "1", "confirming"},
       {core::OrderState::paid, "2", "paid"},
       {core::OrderState::expired, "3", "expired"},
       {core::OrderState::cancelled, "3", "cancelled"}}};
  for (const auto& [state, status, name] : kExpected) {
    HttpWorld world;
    world.add_order(kId, "O-1").state = state;
    const Json json = world.get("/pay/check-status/" + std::string(kId)).json();
    EXPECT_EQ(json["status"], status);
    EXPECT_EQ(json["state"], name);
  }
}

TEST(CheckStatus, GivesHashAndWayBackOncePaid) {
  HttpWorld world;
  pay(world, world.add_order(kId, "O-1"));
  const Json json = world.get("/pay/check-status/" + std::string(kId)).json();
  EXPECT_EQ(json["trade_hash"], kHash);
  EXPECT_EQ(json["return_url"], "https://shop.example.com/thanks");
}

TEST(CheckStatus, AnswersAnUnknownIdWithTheEnvelopeInsideTwoHundred) {
  for (const char* id : {"test", kNobody}) {
    HttpWorld world;
    world.directory.now.merchants.front().profile.errors = core::MerchantProfile::Errors::http;  // changes nothing here
    const Answer answer = world.get("/pay/check-status/" + std::string(id));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.json()["status_code"], "400");
    EXPECT_EQ(answer.json()["message"], "订单不存在");
    EXPECT_EQ(answer.json()["error"], "order_not_found");
    EXPECT_EQ(answer.json()["trade_id"], "<absent>");
  }
}

// ---- pay/info ----

TEST(PayInfo, HasTheShapeOfTheCheckoutPagesThatAskForIt) {
  HttpWorld world;
  world.add_order(kId, "O-1").state = core::OrderState::confirming;
  const Answer answer = world.post("/api/v1/pay/info", "{\"trade_id\":" + kQuotedId + "}");
  const Json json = answer.json();
  ASSERT_EQ(json["status_code"], "200") << answer.body;
  EXPECT_EQ(json.members("data"),
            (std::vector<std::string>{"actual_amount", "created_at", "expired_at", "fiat", "money", "name", "network",
                                      "order_id", "redirect_url", "reselect", "state", "status", "support_url", "token",
                                      "trade_id", "trade_type", "trade_url"}));
  EXPECT_EQ(json.members("data/network"), (std::vector<std::string>{"alias", "crypto", "name", "network"}));
  EXPECT_EQ(json["data.status"], "5") << "all five states here";
  EXPECT_EQ(json["data.state"], "confirming");
  EXPECT_EQ(json["data.money"], "28.8");
  EXPECT_EQ(json["data.actual_amount"], "3.89");
  EXPECT_EQ(json["data.network.network"], "ethereum");
  EXPECT_EQ(json["data.expired_at"], "1795445199");
}

TEST(PayInfo, NamesWhatIsWrong) {
  HttpWorld world;
  EXPECT_EQ(world.post("/api/v1/pay/info", R"({"trade_id":"nope"})").json()["error"], "order_not_found");
  EXPECT_EQ(world.post("/api/v1/pay/info", "{}").json()["error"], "invalid_request");
  EXPECT_EQ(world.post("/api/v1/pay/info", "{").json()["error"], "invalid_json");
  EXPECT_EQ(world.post("/api/v1/pay/info", "<x/>", {{"Content-Type", "text/xml"}}).status, 415);
}

// ---- the page ----

TEST(CheckoutPage, IsServedAtAllItsPathsWithItsHeaders) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  for (const char* path : {"/pay/checkout-counter/", "/pay/checkout/", "/pay/cashier/"}) {
    const Answer answer = world.get(path + std::string(kId));
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
    EXPECT_NE(answer.fields.find("Content-Security-Policy: default-src 'none'"), std::string::npos);
    EXPECT_TRUE(answer.has_field("Cache-Control: no-store"));
    EXPECT_NE(answer.body.find("3.89"), std::string::npos);
    EXPECT_NE(answer.body.find(kId), std::string::npos);
  }
}

TEST(CheckoutPage, FollowsTheSwitchThenTheBrowserThenTheSetting) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  const std::string path = "/pay/checkout/" + std::string(kId);
  const auto is_english = [&](const Answer& answer) { return answer.body.find("<html lang=\"en\"") != std::string::npos; };
  EXPECT_FALSE(is_english(world.get(path)));
  EXPECT_TRUE(is_english(world.get(path, {{"Accept-Language", "en"}})));
  EXPECT_TRUE(is_english(world.get(path + "?lang=en", {{"Accept-Language", "zh"}})));
}

TEST(CheckoutPage, SaysThatThereIsNoSuchOrderOrThatItCannotTell) {
  HttpWorld world;
  EXPECT_EQ(world.get("/pay/checkout/" + std::string(kNobody)).status, 404);
  EXPECT_EQ(world.get("/pay/checkout/nope").content_type, "text/html; charset=utf-8");
  world.store.failure = ports::StoreError{ports::StoreError::Kind::busy, "locked"};
  const Answer busy = world.get("/pay/checkout/" + std::string(kNobody));
  EXPECT_EQ(busy.status, 503);
  EXPECT_TRUE(busy.has_field("Retry-After: 2"));
}

}  // namespace
}  // namespace bepusdt::test
