// What a Client sends: which members are in the body, which are left out, and what is refused before anything is sent.
#include <gmock/gmock.h>

#include "unit/sdk/fake_transport.hpp"
#include "wire/signature.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using testing::Pair;
using testing::UnorderedElementsAre;

class Requests : public testing::Test {
 protected:
  // The members of the last body as name and text, a string in quotes; the signature is left out.
  std::map<std::string, std::string> members() {
    const auto request = wire::SignedRequest::parse(transport->requests.back().body);
    EXPECT_TRUE(request.has_value());
    std::map<std::string, std::string> out;
    if (!request) return out;
    EXPECT_EQ(wire::verify_request(*request, Secret(kToken)), wire::Variant::literal);
    for (const wire::Field& field : request->fields()) {
      const std::string value(field.value);
      if (field.name != "signature")
        out.emplace(field.name, field.kind == wire::FieldKind::text ? '"' + value + '"' : value);
    }
    return out;
  }

  const HttpRequest& last() { return transport->requests.back(); }

  std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
  Client client{client_options(), transport};
};

TEST_F(Requests, AnOrderWithTheLeastHasTheDefaultsOfThePythonPackage) {
  static_cast<void>(client.try_create_order(an_order()));
  EXPECT_EQ(last().method, "POST");
  EXPECT_EQ(last().url, "https://pay.example.com/api/v1/order/create-transaction");
  EXPECT_EQ(header_of(last().headers, "content-type"), "application/json");
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("order_id", "\"1001\""), Pair("amount", "28.8"),
                                              Pair("notify_url", "\"https://shop.example.com/paid\""),
                                              Pair("redirect_url", "\"https://shop.example.com/paid\""),
                                              Pair("trade_type", "\"usdt.trc20\"")));
}

TEST_F(Requests, AnOrderWithEverythingCarriesEverything) {
  CreateOrder order = an_order();
  order.amount = 42;
  order.redirect_url = "https://shop.example.com/thanks?a=1&b=2";
  order.trade_type = trade_type::kUsdtErc20;
  order.address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  order.timeout = std::chrono::minutes(10);
  order.rate = "~1.02";
  order.fiat = "USD";
  order.name = " 会员 \"VIP\" 1/2 ";
  static_cast<void>(client.try_create_order(order));
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("order_id", "\"1001\""), Pair("amount", "42"),
                                              Pair("notify_url", "\"https://shop.example.com/paid\""),
                                              Pair("redirect_url", "\"https://shop.example.com/thanks?a=1&b=2\""),
                                              Pair("trade_type", "\"usdt.erc20\""),
                                              Pair("address", "\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\""),
                                              Pair("timeout", "600"), Pair("rate", "\"~1.02\""), Pair("fiat", "\"USD\""),
                                              Pair("name", "\" 会员 \"VIP\" 1/2 \"")));
}

TEST_F(Requests, EmptyTextsAreLeftOut) {
  CreateOrder order = an_order();
  order.trade_type = "";
  static_cast<void>(client.try_create_order(order));
  EXPECT_FALSE(members().contains("trade_type"));
}

TEST_F(Requests, ARateThatIsANumberIsOneAndATextStaysAText) {
  CreateOrder order = an_order();
  for (const auto& [rate, sent] : std::vector<std::pair<Rate, std::string>>{{7, "7"},
                                                                            {Decimal("7.40"), "7.4"},
                                                                            {"7.4", "\"7.4\""},
                                                                            {"~0.97", "\"~0.97\""},
                                                                            {"～1.02", "\"～1.02\""},
                                                                            {"+0.3", "\"+0.3\""},
                                                                            {"-0.2", "\"-0.2\""}}) {
    order.rate = rate;
    static_cast<void>(client.try_create_order(order));
    EXPECT_EQ(members().at("rate"), sent);
  }
}

TEST_F(Requests, ACheckoutHasNoTradeTypeAndMayLimitItsCurrencies) {
  static_cast<void>(
      client.try_create_checkout({.order_id = "C1", .amount = "0", .notify_url = "https://shop.example.com/n"}));
  EXPECT_EQ(last().url, "https://pay.example.com/api/v1/order/create-order");
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("order_id", "\"C1\""), Pair("amount", "0"),
                                              Pair("notify_url", "\"https://shop.example.com/n\""),
                                              Pair("redirect_url", "\"https://shop.example.com/n\"")));
  static_cast<void>(client.try_create_checkout({.order_id = "C1",
                                                .amount = 20,
                                                .notify_url = "https://shop.example.com/n",
                                                .redirect_url = "https://shop.example.com/r",
                                                .currencies = "-ETH,-BNB",
                                                .reselect = false,
                                                .timeout = std::chrono::seconds(90),
                                                .fiat = "EUR",
                                                .name = "n"}));
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("order_id", "\"C1\""), Pair("amount", "20"),
                                              Pair("notify_url", "\"https://shop.example.com/n\""),
                                              Pair("redirect_url", "\"https://shop.example.com/r\""),
                                              Pair("currencies", "\"-ETH,-BNB\""), Pair("reselect", "false"),
                                              Pair("timeout", "90"), Pair("fiat", "\"EUR\""), Pair("name", "\"n\"")));
}

TEST_F(Requests, CancelAndTheSignedQueryNameTheOrder) {
  static_cast<void>(client.try_cancel_order("T1"));
  EXPECT_EQ(last().url, "https://pay.example.com/api/v1/order/cancel-transaction");
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("trade_id", "\"T1\"")));
  static_cast<void>(client.try_get_order({.order_id = "1001"}));
  EXPECT_EQ(last().url, "https://pay.example.com/api/v1/order/query");
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("order_id", "\"1001\"")));
}

TEST_F(Requests, AHostileTradeIdStaysOneSegmentOfThePath) {
  const std::vector<std::pair<std::string, std::string>> ids{{"0AbcdeFGHIJKLMNOPQ", "0AbcdeFGHIJKLMNOPQ"},
                                                             {"../../admin", "..%2F..%2Fadmin"},
                                                             {"a?b=c#d", "a%3Fb%3Dc%23d"},
                                                             {"a b%2f", "a%20b%252f"},
                                                             {"订单", "%E8%AE%A2%E5%8D%95"},
                                                             {"...", "..."},
                                                             {"a-b.c_d~", "a-b.c_d~"}};
  for (const auto& [id, escaped] : ids) {
    static_cast<void>(client.try_query_order(id));
    EXPECT_EQ(last().url, "https://pay.example.com/pay/check-status/" + escaped);
    EXPECT_EQ(last().method, "GET");
    EXPECT_EQ(last().body, "");
  }
}

TEST_F(Requests, TheMerchantTheLanguageAndTheGenerationAreSentAsTheOptionsSay) {
  static_cast<void>(client.try_cancel_order("T1"));
  EXPECT_EQ(header_of(last().headers, "Accept"), "application/vnd.bepusdt.v2+json, application/json");
  EXPECT_EQ(header_of(last().headers, "User-Agent"), "bepusdt-cpp/" BEPUSDT_SDK_VERSION);
  EXPECT_EQ(header_of(last().headers, "Accept-Language"), "");

  ClientOptions options = client_options("http://127.0.0.1:8080/gateway///");
  options.merchant_id = "shop-2";
  options.language = "en";
  options.user_agent = "my-shop/1";
  options.exact_status_codes = false;
  options.timeout = std::chrono::seconds(5);
  const Client other(options, transport);
  static_cast<void>(other.try_cancel_order("T1"));
  EXPECT_EQ(last().url, "http://127.0.0.1:8080/gateway/api/v1/order/cancel-transaction");
  EXPECT_THAT(members(), UnorderedElementsAre(Pair("trade_id", "\"T1\""), Pair("merchant_id", "\"shop-2\"")));
  EXPECT_EQ(header_of(last().headers, "Accept"), "application/json");
  EXPECT_EQ(header_of(last().headers, "User-Agent"), "my-shop/1");
  EXPECT_EQ(header_of(last().headers, "Accept-Language"), "en");
  EXPECT_EQ(last().timeout, Milliseconds(5000));
}

TEST_F(Requests, TheLogIsToldOfEachRequestWithoutItsSignature) {
  ClientOptions options = client_options();
  std::vector<std::string> told;
  options.on_request = [&](std::string_view path, std::string_view body) {
    EXPECT_TRUE(transport->requests.empty());  // before it is sent
    told.push_back(std::string(path) + " " + std::string(body));
  };
  const Client observed(options, transport);
  static_cast<void>(observed.try_cancel_order("T1"));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front(), R"(/api/v1/order/cancel-transaction {"trade_id":"T1","signature":"***"})");
  EXPECT_EQ(told.front().find(kToken), std::string::npos);
}

}  // namespace
}  // namespace bepusdt::test
