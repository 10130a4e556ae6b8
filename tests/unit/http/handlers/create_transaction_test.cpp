// create-transaction: every row of the table of contract part 1 §3, right and wrong.
#include <gtest/gtest.h>

#include "unit/http/http_world.hpp"

namespace bepusdt::test {
namespace {

const payment::CreateOrder& asked(const HttpWorld& world) { return std::get<payment::CreateOrder>(world.commands.back()); }

TEST(CreateTransaction, AnswersWithExactlyTheMembersOfTheContract) {
  HttpWorld world;
  const Answer answer = world.post(kCreate, signed_json(good_create()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json; charset=utf-8");
  const Json json = answer.json();
  EXPECT_EQ(json["status_code"], "200");
  EXPECT_EQ(json["message"], "success");
  EXPECT_EQ(json["request_id"], "00112233aabbccdd");
  EXPECT_EQ(json.members("data"),
            (std::vector<std::string>{"actual_amount", "amount", "expiration_time", "fiat", "order_id", "payment_url",
                                      "state", "status", "token", "trade_id", "trade_type"}));
  EXPECT_EQ(json["data.trade_id"], "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(json["data.order_id"], "O-1");
  EXPECT_EQ(json["data.trade_type"], "usdt.erc20");
  EXPECT_EQ(json["data.fiat"], "CNY");
  EXPECT_EQ(json["data.status"], "1");
  EXPECT_EQ(json["data.state"], "waiting");
  EXPECT_NE(answer.body.find(R"("amount":"28.8")"), std::string::npos);
  EXPECT_NE(answer.body.find(R"("actual_amount":"3.89")"), std::string::npos);
  EXPECT_EQ(json["data.token"], kWalletShown);
  EXPECT_EQ(json["data.expiration_time"], "1200");
  EXPECT_EQ(json["data.payment_url"], "http://pay.example.com/pay/checkout-counter/0AbcdeFGHIJKLMNOPQ");
}

TEST(CreateTransaction, PassesOnWhatWasAskedFor) {
  HttpWorld world;
  world.post(kCreate, signed_json(changed(good_create(), {{"address", R"("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")"},
                                                          {"timeout", "600"},
                                                          {"rate", R"("~1.02")"},
                                                          {"fiat", R"("USD")"},
                                                          {"name", R"("会员")"}})));
  const payment::CreateOrder& order = asked(world);
  EXPECT_EQ(order.merchant_id, core::kDefaultMerchant);
  EXPECT_EQ(order.order_id.value(), "O-1");
  EXPECT_EQ(order.fiat_amount.to_string(), "28.8");
  EXPECT_EQ(order.fiat, "USD");
  EXPECT_EQ(order.trade_type->name, "usdt.erc20");
  EXPECT_EQ(order.address->value(), "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
  EXPECT_EQ(order.timeout, Seconds(600));
  EXPECT_EQ(order.rate->to_string(), "~1.02");
  EXPECT_EQ(order.name, "会员");
  EXPECT_EQ(order.notify_url, "https://shop.example.com/notify");
  EXPECT_EQ(order.redirect_url, "https://shop.example.com/thanks");
}

TEST(CreateTransaction, FillsInTheDefaults) {
  HttpWorld world;
  world.directory.now.policy.timeout = Seconds(900);
  world.post(kCreate, signed_json({{"order_id", R"("O-7")"}, {"notify_url", R"("https://shop.example.com:8443/n?a=b")"}}));
  const payment::CreateOrder& order = asked(world);
  EXPECT_TRUE(order.fiat_amount.is_zero()) << "absent: open amount, which accept_order decides about";
  EXPECT_EQ(order.redirect_url, "https://shop.example.com:8443") << "the origin of notify_url";
  EXPECT_EQ(order.trade_type->name, "usdt.trc20");
  EXPECT_FALSE(order.address.has_value());
  EXPECT_EQ(order.timeout, Seconds(900));
  EXPECT_FALSE(order.rate.has_value());
  EXPECT_EQ(order.fiat, "CNY");
  EXPECT_EQ(order.name, "O-7");
}

struct Wrong {
  const char* what;
  Members with;
  const char* error;
  const char* field;
};

class WrongInput : public testing::TestWithParam<Wrong> {};

TEST_P(WrongInput, IsRefusedWithItsCodeAndNamesTheField) {
  HttpWorld world;
  world.why_url_forbidden = [](std::string_view url) {
    return url.find("//10.") != std::string_view::npos ? std::optional<std::string>("10.0.0.1 is private") : std::nullopt;
  };
  const Answer answer =
      world.post(kCreate, signed_json(changed(good_create(), GetParam().with)), {{"Accept-Language", "en"}});
  EXPECT_EQ(answer.status, 200) << "G1 clients take any other HTTP status for a gateway that is down";
  const Json json = answer.json();
  EXPECT_EQ(json["error"], GetParam().error) << answer.body;
  EXPECT_EQ(json["status_code"], "400");
  EXPECT_EQ(json["data"], "null");
  EXPECT_EQ(json["request_id"], "00112233aabbccdd");
  EXPECT_NE(json["message"].find(GetParam().field), std::string::npos) << json["message"];
  EXPECT_TRUE(world.commands.empty()) << "nothing that is wrong reaches the accept loop";
}

const Wrong kWrong[] = {
    {"order_id_missing", {{"order_id", ""}}, "invalid_request", "order_id"},
    {"order_id_empty", {{"order_id", R"("")"}}, "invalid_request", "order_id"},
    {"order_id_null", {{"order_id", "null"}}, "invalid_request", "order_id"},
    {"order_id_too_long", {{"order_id", "\"" + std::string(129, 'x') + "\""}}, "invalid_request", "order_id"},
    {"order_id_fraction", {{"order_id", "1.5"}}, "invalid_request", "order_id"},
    {"order_id_exponent", {{"order_id", "1e5"}}, "invalid_request", "order_id"},
    {"order_id_boolean", {{"order_id", "true"}}, "invalid_request", "order_id"},
    {"amount_word", {{"amount", R"("ten")"}}, "invalid_request", "amount"},
    {"amount_with_space", {{"amount", R"("10 ")"}}, "invalid_request", "amount"},
    {"amount_hex", {{"amount", R"("0x10")"}}, "invalid_request", "amount"},
    {"amount_infinite", {{"amount", R"("inf")"}}, "invalid_request", "amount"},
    {"amount_boolean", {{"amount", "true"}}, "invalid_request", "amount"},
    {"amount_negative", {{"amount", "-1"}}, "amount_out_of_range", "amount"},
    {"amount_too_long", {{"amount", "1e99"}}, "amount_out_of_range", "amount"},
    {"notify_url_missing", {{"notify_url", ""}}, "invalid_request", "notify_url"},
    {"notify_url_empty", {{"notify_url", R"("")"}}, "invalid_request", "notify_url"},
    {"notify_url_no_url", {{"notify_url", R"("shop.example.com")"}}, "invalid_request", "notify_url"},
    {"notify_url_other_scheme", {{"notify_url", R"("ftp://x")"}}, "invalid_request", "notify_url"},
    {"notify_url_no_host", {{"notify_url", R"("https:///n")"}}, "invalid_request", "notify_url"},
    {"notify_url_number", {{"notify_url", "5"}}, "invalid_request", "notify_url"},
    {"notify_url_http", {{"notify_url", R"("http://shop.example.com/n")"}}, "callback_url_forbidden", "notify_url"},
    {"notify_url_credentials",
     {{"notify_url", R"("https://u:p@shop.example.com/n")"}},
     "callback_url_forbidden",
     "notify_url"},
    {"notify_url_private", {{"notify_url", R"("https://10.0.0.1/n")"}}, "callback_url_forbidden", "notify_url"},
    {"redirect_url_script", {{"redirect_url", "\"javascript:alert(1)\""}}, "invalid_request", "redirect_url"},
    {"redirect_url_list", {{"redirect_url", "5"}}, "invalid_request", "redirect_url"},
    {"trade_type_unknown", {{"trade_type", R"("foo")"}}, "unknown_trade_type", "trade_type"},
    {"trade_type_number", {{"trade_type", "1"}}, "invalid_request", "trade_type"},
    {"address_of_another_chain", {{"address", R"("TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj")"}}, "invalid_address", "address"},
    {"address_checksum", {{"address", R"("0x70997970C51812dc3A010C7d01b50e0d17dc79c8")"}}, "invalid_address", "address"},
    {"address_number", {{"address", "7"}}, "invalid_request", "address"},
    {"timeout_word", {{"timeout", R"("soon")"}}, "invalid_request", "timeout"},
    {"timeout_fraction", {{"timeout", "600.5"}}, "invalid_request", "timeout"},
    {"timeout_boolean", {{"timeout", "false"}}, "invalid_request", "timeout"},
    {"rate_word", {{"rate", R"("cheap")"}}, "invalid_request", "rate"},
    {"rate_zero", {{"rate", "0"}}, "invalid_request", "rate"},
    {"rate_times_zero", {{"rate", R"("~0")"}}, "invalid_request", "rate"},
    {"rate_too_long", {{"rate", "\"7." + std::string(60, '4') + "\""}}, "invalid_request", "rate"},
    {"rate_boolean", {{"rate", "true"}}, "invalid_request", "rate"},
    {"fiat_word", {{"fiat", R"("YUAN")"}}, "unsupported_fiat", "fiat"},
    {"fiat_number", {{"fiat", "1"}}, "invalid_request", "fiat"},
    {"name_boolean", {{"name", "true"}}, "invalid_request", "name"},
    {"merchant_unknown", {{"merchant_id", R"("nobody")"}}, "unknown_merchant", "merchant_id"},
    {"nested_member", {{"extra", R"({"a":1})"}}, "invalid_request", "extra"},
    {"callback_sent_back", {{"block_transaction_id", R"("0xabc")"}}, "invalid_request", "block_transaction_id"},
};

INSTANTIATE_TEST_SUITE_P(CreateTransaction, WrongInput, testing::ValuesIn(kWrong),
                         [](const testing::TestParamInfo<Wrong>& row) { return row.param.what; });

TEST(CreateTransaction, TakesAnIntegerAsOrderIdByItsLiteral) {
  HttpWorld world;
  const Answer answer =
      world.post(kCreate, signed_json(changed(good_create(), {{"order_id", "20220201030210321123456789"}})));
  EXPECT_EQ(answer.json()["data.order_id"], "20220201030210321123456789") << answer.body;
  EXPECT_NE(answer.body.find(R"("order_id":"20220201030210321123456789")"), std::string::npos);
}

TEST(CreateTransaction, TakesAmountTimeoutAndRateAsNumberOrText) {
  for (const auto& [amount, timeout, rate] :
       {std::array{"36", "600", "7.2"}, std::array{R"("36")", R"("600")", R"("7.2")"}, std::array{"36.00", "600.0", "7.20"},
        std::array{R"("3.6e1")", "6e2", R"("7.2")"}}) {
    HttpWorld world;
    const Answer answer =
        world.post(kCreate, signed_json(changed(good_create(), {{"amount", amount}, {"timeout", timeout}, {"rate", rate}})));
    ASSERT_EQ(answer.json()["status_code"], "200") << answer.body;
    EXPECT_EQ(asked(world).fiat_amount.to_string(), "36");
    EXPECT_EQ(asked(world).timeout, Seconds(600));
    EXPECT_EQ(asked(world).rate->to_string(), "7.2");
  }
}

TEST(CreateTransaction, RoundsAnAmountToFourteenDigits) {
  HttpWorld world;
  world.post(kCreate, signed_json(changed(good_create(), {{"amount", "28.880000000000003"}})));
  EXPECT_EQ(asked(world).fiat_amount.to_string(), "28.88");
  world.post(kCreate, signed_json(changed(good_create(), {{"amount", R"("123456789.123455")"}})));
  EXPECT_EQ(asked(world).fiat_amount.to_string(), "123456789.12346") << "halves up";
}

TEST(CreateTransaction, ReadsTheFiveSyntaxesOfRate) {
  for (const char* rate : {R"("7.4")", "7.4", R"("~1.02")", R"("～0.97")", R"("+0.3")", R"("-0.2")"}) {
    HttpWorld world;
    const Answer answer = world.post(kCreate, signed_json(changed(good_create(), {{"rate", rate}})));
    EXPECT_EQ(answer.json()["status_code"], "200") << rate << answer.body;
    EXPECT_TRUE(asked(world).rate.has_value());
  }
}

TEST(CreateTransaction, ClampsTheTimeoutAndLogsIt) {
  const std::array<std::pair<const char*, int>, 6> cases{
      {{"59", 1200}, {"0", 1200}, {"-5", 1200}, {"86401", 86400}, {"1e70", 86400}, {"-1e70", 1200}}};
  for (const auto& [asked_for, used] : cases) {
    HttpWorld world;
    world.post(kCreate, signed_json(changed(good_create(), {{"timeout", asked_for}})));
    EXPECT_EQ(asked(world).timeout, Seconds(used)) << asked_for;
    EXPECT_EQ(world.log.count("order.timeout_clamped"), 1) << asked_for;
  }
  for (const auto& [within, seconds] : {std::pair{"60", 60}, std::pair{"86400", 86400}}) {
    HttpWorld world;
    world.post(kCreate, signed_json(changed(good_create(), {{"timeout", within}})));
    EXPECT_EQ(asked(world).timeout, Seconds(seconds));
    EXPECT_EQ(world.log.count("order.timeout_clamped"), 0);
  }
}

TEST(CreateTransaction, AllowsPlainHttpCallbacksWhereTheOperatorDoes) {
  HttpWorld world;
  world.settings.allow_http_callbacks = true;
  const Answer answer =
      world.post(kCreate, signed_json(changed(good_create(), {{"notify_url", R"("http://shop.example.com/n")"}})));
  EXPECT_EQ(answer.json()["status_code"], "200") << answer.body;
}

TEST(CreateTransaction, CutsTheNameAtSixtyFourCharactersNotBytes) {
  HttpWorld world;
  std::string long_name;
  for (int i = 0; i < 70; ++i) long_name += "会";
  world.post(kCreate, signed_json(changed(good_create(), {{"name", "\"" + long_name + "\""}})));
  EXPECT_EQ(asked(world).name, long_name.substr(0, 64 * 3));
}

TEST(CreateTransaction, ReadsAFiatInAnyCase) {
  HttpWorld world;
  world.post(kCreate, signed_json(changed(good_create(), {{"fiat", R"("usd")"}})));
  EXPECT_EQ(asked(world).fiat, "USD");
}

TEST(CreateTransaction, GivesEqualRequestsEqualParametersAndOthersOthers) {
  const auto parameters = [](const Members& with) {
    HttpWorld world;
    world.post(kCreate, signed_json(changed(good_create(), with)));
    return asked(world).parameters;
  };
  const std::string usual = parameters({});
  EXPECT_EQ(usual, parameters({}));
  EXPECT_EQ(usual, parameters({{"amount", R"("28.80")"}})) << "the same amount in another spelling";
  EXPECT_EQ(usual, parameters({{"trade_type", R"("usdt.erc20")"}, {"name", R"("O-1")"}})) << "a default, spelt out";
  for (const Members& other :
       {Members{{"amount", "28.9"}}, Members{{"timeout", "600"}}, Members{{"rate", "7.4"}}, Members{{"fiat", R"("USD")"}},
        Members{{"name", R"("x")"}}, Members{{"notify_url", R"("https://shop.example.com/m")"}},
        Members{{"redirect_url", R"("https://shop.example.com/m")"}}, Members{{"trade_type", R"("usdt.polygon")"}},
        Members{{"address", R"("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")"}}})
    EXPECT_NE(usual, parameters(other)) << other.front().first;
}

TEST(CreateTransaction, ReadsAFormAndAJsonBodyThatCallsItselfAForm) {
  HttpWorld world;
  const Members form_type{{"Content-Type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(world.post(kCreate, signed_form(good_create()), form_type).json()["status_code"], "200");
  EXPECT_EQ(world.post(kCreate, " \n" + signed_json(good_create()), form_type).json()["status_code"], "200");
  EXPECT_EQ(asked(world).notify_url, "https://shop.example.com/notify");
}

TEST(CreateTransaction, WritesAmountsAsNumbersForAMerchantWhoWantsThem) {
  HttpWorld world;
  world.directory.now.merchants.front().profile.answer_amounts = core::MerchantProfile::ActualAmount::number;
  const Answer answer = world.post(kCreate, signed_json(good_create()));
  EXPECT_NE(answer.body.find(R"("amount":28.8,)"), std::string::npos) << answer.body;
  EXPECT_NE(answer.body.find(R"("actual_amount":3.89,)"), std::string::npos);
}

TEST(CreateTransaction, SendsErrorsAsHttpStatusForAMerchantWhoWantsThem) {
  HttpWorld world;
  world.directory.now.merchants.front().profile.errors = core::MerchantProfile::Errors::http;
  const Answer answer = world.post(kCreate, signed_json(changed(good_create(), {{"trade_type", R"("foo")"}})));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json().members(""), std::vector<std::string>{"error"});
}

TEST(CreateTransaction, AnswersAnOpenAmountWithZero) {
  HttpWorld world;
  const Answer answer = world.post(kCreate, signed_json(changed(good_create(), {{"amount", "0"}})));
  EXPECT_EQ(answer.json()["data.amount"], "0");
  EXPECT_EQ(answer.json()["data.actual_amount"], "0");
}

TEST(CreateTransaction, TellsOldClientsOnlyStatesThatTheyKnow) {
  const std::array<std::tuple<core::OrderState, const char*, const char*>, 5> kExpected{
      {{core::OrderState::waiting, "1", "waiting"},
       {core::OrderState::confirming, "1", "confirming"},
       {core::OrderState::paid, "2", "paid"},
       {core::OrderState::expired, "3", "expired"},
       {core::OrderState::cancelled, "3", "cancelled"}}};
  for (const auto& [state, status, name] : kExpected) {
    HttpWorld world;
    world.accept = [state = state](const payment::Command& command) -> payment::Answer {
      auto done = accepted(std::get<payment::CreateOrder>(command), kNow + Seconds(5000));
      done.order.state = state;
      done.order.deadline = kNow;
      return done;
    };
    const Json json = world.post(kCreate, signed_json(good_create())).json();
    EXPECT_EQ(json["data.status"], status);
    EXPECT_EQ(json["data.state"], name);
    EXPECT_EQ(json["data.expiration_time"], "0") << "never negative";
  }
}

TEST(CreateTransaction, LinksToThePublicUrlOrToTheNameThatTheClientUsed) {
  const auto url = [](HttpWorld& world) {
    return world.post(kCreate, signed_json(good_create())).json()["data.payment_url"];
  };
  HttpWorld configured;
  configured.settings.public_url = "https://gateway.example.org/";
  EXPECT_EQ(url(configured), "https://gateway.example.org/pay/checkout-counter/0AbcdeFGHIJKLMNOPQ");
  HttpWorld behind_proxy;
  behind_proxy.https = true;
  behind_proxy.host = "pay.example.com:8443";
  EXPECT_EQ(url(behind_proxy), "https://pay.example.com:8443/pay/checkout-counter/0AbcdeFGHIJKLMNOPQ");
}

TEST(CreateTransaction, PassesOnWhatTheAcceptLoopRefuses) {
  HttpWorld world;
  const std::array<std::tuple<wire::ErrorCode, int, const char*, bool>, 4> kExpected{
      {{wire::ErrorCode::no_wallet, 200, "400", false},
       {wire::ErrorCode::no_free_amount, 200, "400", false},
       {wire::ErrorCode::rate_unavailable, 503, "503", true},
       {wire::ErrorCode::unavailable, 503, "503", true}}};
  for (const auto& [code, http, status_code, retry] : kExpected) {
    world.accept = [code = code](const payment::Command&) -> payment::Answer { return fail(wire::Refusal{code, {}, {}}); };
    const Answer answer = world.post(kCreate, signed_json(good_create()));
    EXPECT_EQ(answer.status, http);
    EXPECT_EQ(answer.json()["status_code"], status_code);
    EXPECT_EQ(answer.json()["error"], wire::row_of(code).name);
    EXPECT_EQ(answer.fields.find("Retry-After: ") != std::string::npos, retry);
  }
}

TEST(CreateTransaction, IsUnavailableWhenTheQueueTakesNoMore) {
  HttpWorld world;
  world.queue.close();
  const Answer answer = world.post(kCreate, signed_json(good_create()));
  EXPECT_EQ(answer.status, 503) << "load never turns into a wrong business answer";
  EXPECT_EQ(answer.json()["error"], "unavailable");
  EXPECT_NE(answer.fields.find("Retry-After: "), std::string::npos);
}

}  // namespace
}  // namespace bepusdt::test
