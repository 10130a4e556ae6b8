// The price sources: realistic answers, and every way in which an answer can be wrong.
#include <gtest/gtest.h>

#include "net/coingecko_source.hpp"
#include "net/fixed_source.hpp"
#include "net/okx_source.hpp"
#include "net/price_literal.hpp"
#include "net/price_request.hpp"
#include "support/fakes.hpp"

namespace bepusdt::net {
namespace {

using core::Decimal;
using ports::Pair;
using ports::Price;

Decimal d(std::string_view text) { return *Decimal::parse(text); }

ports::HttpAnswer answer(std::string body, int status = 200) {
  ports::HttpAnswer out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

// "USDT.CNY=7.05@1760000000000", sorted.
std::vector<std::string> shown(const std::vector<Price>& prices) {
  std::vector<std::string> out;
  for (const auto& price : prices)
    out.push_back(price.pair.currency + "." + price.pair.fiat + "=" + price.rate.to_string() +
                  (price.as_of ? "@" + std::to_string(to_unix_millis(*price.as_of)) : ""));
  std::ranges::sort(out);
  return out;
}

using Shown = std::vector<std::string>;

TEST(PriceLiteral, KeepsEveryDigitAndRefusesWhatIsNoPrice) {
  EXPECT_EQ(price_from_literal("7.05"), d("7.05"));
  EXPECT_EQ(price_from_literal("0.1234567890123456"), d("0.1234567890123456"));
  EXPECT_EQ(price_from_literal("1.5e-05"), d("0.000015"));
  EXPECT_EQ(price_from_literal("1e12"), d("1000000000000"));
  EXPECT_EQ(price_from_literal("0.000000000001"), d("0.000000000001"));
  EXPECT_EQ(price_from_literal("1.23456789012345678901"), d("1.23456789012345679"));
  for (const char* text : {"0", "0.0", "-7.05", "1000000000001", "0.0000000000009", "", "null", "NaN", "Infinity", "7,05",
                           " 7", "0x7", "1e999"})
    EXPECT_FALSE(price_from_literal(text)) << text;
}

TEST(PriceUrl, GoesBelowTheBaseAndKeepsItsKey) {
  const QueryParameters parameters{{"ids", "tether,tron"}, {"x", "a b&c"}};
  EXPECT_EQ(price_url("https://h.example/api/v3", "/simple/price", parameters),
            "https://h.example/api/v3/simple/price?ids=tether%2ctron&x=a+b%26c");
  EXPECT_EQ(price_url("http://h.example:8080", "/p", {}), "http://h.example:8080/p");
  EXPECT_EQ(price_url("https://h.example/?key=K", "/p", {{"a", "b"}}), "https://h.example/p?key=K&a=b");
  EXPECT_EQ(price_url("ftp://h.example", "/p", {}), "");
  EXPECT_EQ(price_url("", "/p", {}), "");
}

TEST(CoinGecko, ReadsARealisticAnswer) {
  test::ScriptedClient http;
  http.answer = [](const auto&) {
    return answer(R"({"tether": {"cny": 7.0512345678901234 , "usd": 1.0, "last_updated_at": 1760000000},
                      "the-open-network":{"cny":15.43,"usd":2.19e0,"last_updated_at":1760000010},
                      "tron":{"cny":2.4e-1,"usd":null,"last_updated_at":1760000005}})");
  };
  CoinGeckoSource source(http, "");
  const auto prices =
      source.fetch({{"USDT", "CNY"}, {"GRAM", "CNY"}, {"TRX", "CNY"}, {"TRX", "USD"}, {"USDT", "USD"}, {"DOGE", "CNY"}});
  ASSERT_TRUE(prices) << prices.error().reason;
  EXPECT_EQ(shown(*prices), (Shown{"GRAM.CNY=15.43@1760000010000", "TRX.CNY=0.24@1760000005000",
                                   "USDT.CNY=7.0512345678901234@1760000000000", "USDT.USD=1@1760000000000"}));
  ASSERT_EQ(http.requests.size(), 1u);
  EXPECT_EQ(http.requests[0].url,
            "https://api.coingecko.com/api/v3/simple/price?ids=tether%2cthe-open-network%2ctron&vs_currencies=cny%2cusd"
            "&include_last_updated_at=true&precision=full");
  EXPECT_TRUE(http.requests[0].use_environment_proxy);
}

TEST(CoinGecko, LeavesOutWhatIsNoBelievablePrice) {
  for (const char* value : {"0", "-7.05", "null", "\"7.05\"", "true", "{}", "[7.05]", "1e30", "1e-30", "0.0"}) {
    const auto coins = parse_simple_price(std::string(R"({"tether":{"cny":)") + value + R"(,"usd":1}})");
    ASSERT_TRUE(coins) << value;
    EXPECT_FALSE(coins->at("tether").prices.contains("cny")) << value;
    EXPECT_TRUE(coins->at("tether").prices.contains("usd")) << value;
  }
}

TEST(CoinGecko, RefusesWrongShapes) {
  for (const char* body :
       {"", "null", "[]", "7.05", "\"x\"", "{\"tether\":7.05}", "{\"tether\":[7.05]}", "{\"tether\":{\"cny\":7.05}",
        "{\"tether\":{\"cny\":7.05}}x", "{\"tether\":{\"cny\":7.05}}{}", "<html></html>",
        "{\"tether\":{\"cny\":7.05,\"cny\":9}}", "{\"tether\":{\"cny\":7},\"tether\":{\"cny\":8}}",
        "{\"tether\":{\"cny\":7.05,}", "{tether:{cny:7}}", "{\"status\":{\"error_code\":429},\"x\":1}"})
    EXPECT_FALSE(parse_simple_price(body)) << body;
}

TEST(CoinGecko, NeverInventsAPriceWhenTheSourceFails) {
  const std::vector<Pair> pairs{{"USDT", "CNY"}};
  const auto outcome = [&](ports::HttpAnswer what) {
    test::ScriptedClient http;
    http.answer = [&](const auto&) { return what; };
    CoinGeckoSource source(http, "https://h.example/api?key=SECRET");
    const auto prices = source.fetch(pairs);
    EXPECT_FALSE(prices);
    if (prices) return std::string();
    EXPECT_EQ(prices.error().reason.find("SECRET"), std::string::npos);
    EXPECT_NE(prices.error().reason.find("h.example:443"), std::string::npos);
    return prices.error().reason;
  };
  const std::string good = R"({"tether":{"cny":7.05}})";
  EXPECT_NE(outcome(answer(good, 429)).find("429"), std::string::npos);
  EXPECT_NE(outcome(answer(good, 302)).find("302"), std::string::npos);
  outcome(answer(R"({"status":{"error_code":429,"error_message":"slow down"}})"));
  outcome(answer("{}"));
  outcome(answer(R"({"tether":{}})"));
  outcome(answer(R"({"tether":{"usd":1}})"));
  auto cut = answer(good);
  cut.truncated = true;
  outcome(cut);

  test::ScriptedClient http;
  http.answer = [](const auto&) -> Result<ports::HttpAnswer, ports::HttpError> {
    return fail(ports::HttpError{ports::HttpErrorKind::timeout, "h.example:443: no answer in time", ""});
  };
  CoinGeckoSource source(http, "https://h.example");
  EXPECT_EQ(source.fetch(pairs).error().reason, "h.example:443: no answer in time");
  CoinGeckoSource no_url(http, "nonsense");
  EXPECT_FALSE(no_url.fetch(pairs));
  EXPECT_EQ(http.requests.size(), 1u);
}

TEST(CoinGecko, AsksNothingWhenItKnowsNoneOfTheCurrencies) {
  test::ScriptedClient http;
  CoinGeckoSource source(http, "");
  EXPECT_EQ(source.fetch({{"DOGE", "CNY"}})->size(), 0u);
  EXPECT_TRUE(http.requests.empty());
}

TEST(CoinGecko, IgnoresAStampThatIsNone) {
  for (const char* stamp : {"0", "-5", "1e9", "99999999999999", "\"1760000000\"", "null", "1760000000.5"}) {
    const auto coins = parse_simple_price(std::string(R"({"tether":{"cny":7,"last_updated_at":)") + stamp + "}}");
    ASSERT_TRUE(coins) << stamp;
    EXPECT_FALSE(coins->at("tether").as_of) << stamp;
  }
}

std::string ad(std::string_view price, std::string_view fiat = "cny", std::string_view side = "sell") {
  return R"({"alreadyTraded":false,"availableAmount":"1520.33","baseCurrency":"usdt","black":false,"completedRate":"0.99",)"
         R"("creatorType":"certified","id":"230101","nickName":"A \"shop\" 商","paymentMethods":["bank","aliPay"],"price":")" +
         std::string(price) + R"(","quoteCurrency":")" + std::string(fiat) +
         R"(","quoteMaxAmountPerOrder":"9000.00","quoteMinAmountPerOrder":"500.00","side":")" + std::string(side) + R"("})";
}

std::string books(const std::vector<std::string>& ads, std::string_view code = "0") {
  std::string list;
  for (const auto& one : ads) list += (list.empty() ? "" : ",") + one;
  return R"({"code":)" + std::string(code) + R"(,"data":{"buy":[],"sell":[)" + list +
         R"(]},"detailMsg":"","error_code":"0","error_message":"","msg":"","requestId":"1"})";
}

TEST(OkxBooks, TakesTheFifthOfTheTenCheapestSellers) {
  std::vector<std::string> ads;
  for (int i = 20; i >= 1; --i) ads.push_back(ad("7." + std::to_string(100 + i)));
  EXPECT_EQ(parse_okx_books(books(ads), "USDT", "CNY")->price, d("7.105"));
  // A bait ad at each end moves it by one place at most.
  ads.push_back(ad("0.01"));
  ads.push_back(ad("900"));
  EXPECT_EQ(parse_okx_books(books(ads), "USDT", "CNY")->price, d("7.104"));
  EXPECT_EQ(parse_okx_books(books({ad("7.3"), ad("7.1"), ad("7.2")}), "USDT", "CNY")->price, d("7.2"));
  EXPECT_EQ(parse_okx_books(books({ad("7.4"), ad("7.3"), ad("7.1"), ad("7.2")}), "USDT", "CNY")->price, d("7.2"));
}

TEST(OkxBooks, CountsOnlyAdsOfTheRightKind) {
  const std::vector<std::string> good{ad("7.1"), ad("7.2"), ad("7.3")};
  auto mixed = good;
  for (const auto& other : {ad("1", "usd"), ad("2", "cny", "buy"), ad("0"), ad("-1"), ad("abc"), ad("")})
    mixed.push_back(other);
  EXPECT_EQ(parse_okx_books(books(mixed), "USDT", "CNY")->price, d("7.2"));
  EXPECT_FALSE(parse_okx_books(books({ad("7.1"), ad("7.2")}), "USDT", "CNY"));
  EXPECT_FALSE(parse_okx_books(books(good), "USDT", "EUR"));
  EXPECT_FALSE(parse_okx_books(books(good), "USDC", "CNY"));
}

TEST(OkxBooks, RefusesWrongShapes) {
  const std::vector<std::string> good{ad("7.1"), ad("7.2"), ad("7.3")};
  EXPECT_TRUE(parse_okx_books(books(good, "\"0\""), "USDT", "CNY"));
  EXPECT_FALSE(parse_okx_books(books(good, "1"), "USDT", "CNY"));
  EXPECT_FALSE(parse_okx_books(books(good, "null"), "USDT", "CNY"));
  EXPECT_FALSE(parse_okx_books(books(good) + "x", "USDT", "CNY"));
  EXPECT_FALSE(parse_okx_books(books(good).substr(0, 500), "USDT", "CNY"));
  for (const char* body :
       {"", "null", "[]", "{}", R"({"code":0})", R"({"code":0,"data":null})", R"({"code":0,"data":{"sell":{}}})",
        R"({"code":0,"data":{"sell":[1,2,3]}})", "<html>blocked</html>"})
    EXPECT_FALSE(parse_okx_books(body, "USDT", "CNY")) << body;
}

TEST(OkxTicker, ReadsARealisticAnswer) {
  const auto quote = parse_okx_ticker(
      R"({"code":"0","msg":"","data":[{"instType":"SPOT","instId":"TRX-USDT","last":"0.33215","lastSz":"12","askPx":"0.3322",)"
      R"("bidPx":"0.3321","open24h":"0.33","ts":"1760000000123"}]})",
      "TRX-USDT", "last");
  ASSERT_TRUE(quote);
  EXPECT_EQ(quote->price, d("0.33215"));
  EXPECT_EQ(quote->as_of, from_unix_millis(1760000000123));
}

TEST(OkxTicker, RefusesWrongShapes) {
  for (const char* body :
       {"", "{}", R"({"code":"51001","msg":"Instrument ID doesn't exist","data":[]})", R"({"code":"0","data":[]})",
        R"({"code":"0","data":[{"instId":"ETH-USDT","last":"1"}]})", R"({"code":"0","data":[{"instId":"TRX-USDT"}]})",
        R"({"code":"0","data":[{"instId":"TRX-USDT","last":""}]})",
        R"({"code":"0","data":[{"instId":"TRX-USDT","last":"0"}]})",
        R"({"code":"0","data":[{"instId":"TRX-USDT","last":0.33}]})",
        R"({"code":"0","data":{"instId":"TRX-USDT","last":"1"}})"})
    EXPECT_FALSE(parse_okx_ticker(body, "TRX-USDT", "last")) << body;
}

// Answers like OKX for USDT in CNY and USD, and for TRX; everything else is unknown.
Result<ports::HttpAnswer, ports::HttpError> like_okx(const ports::HttpRequest& request) {
  const auto has = [&](std::string_view part) { return request.url.find(part) != std::string::npos; };
  if (has("tradingOrders/books") && has("quoteCurrency=CNY"))
    return answer(books({ad("7.10"), ad("7.11"), ad("7.12"), ad("7.13"), ad("7.20")}));
  if (has("tradingOrders/books")) return answer(books({}));
  if (has("index-tickers?instId=USDT-USD"))
    return answer(R"({"code":"0","data":[{"instId":"USDT-USD","idxPx":"0.9998","ts":"1760000000500"}]})");
  if (has("/ticker?instId=TRX-USDT"))
    return answer(R"({"code":"0","data":[{"instId":"TRX-USDT","last":"0.3","ts":"1760000000100"}]})");
  return answer(R"({"code":"51001","data":[],"msg":"Instrument ID doesn't exist."})");
}

TEST(OkxSource, MultipliesCoinsByTheirUsdtPrice) {
  test::ScriptedClient http;
  http.answer = like_okx;
  OkxSource source(http, "https://okx.example");
  const auto prices = source.fetch({{"USDT", "CNY"},
                                    {"TRX", "CNY"},
                                    {"TRX", "USD"},
                                    {"USDT", "USD"},
                                    {"USDT", "GBP"},
                                    {"TRX", "GBP"},
                                    {"ETH", "CNY"},
                                    {"DOGE", "CNY"}});
  ASSERT_TRUE(prices) << prices.error().reason;
  EXPECT_EQ(shown(*prices), (Shown{"TRX.CNY=2.136@1760000000100", "TRX.USD=0.29994@1760000000100", "USDT.CNY=7.12",
                                   "USDT.USD=0.9998@1760000000500"}));
  EXPECT_EQ(http.requests.size(), 5u);  // books twice, the index, TRX, ETH
}

TEST(OkxSource, GivesUpWhenTheSourceDoesNotAnswer) {
  test::ScriptedClient http;
  http.answer = [](const auto&) -> Result<ports::HttpAnswer, ports::HttpError> {
    return fail(ports::HttpError{ports::HttpErrorKind::timeout, "okx.example:443: no answer in time", ""});
  };
  OkxSource source(http, "https://okx.example");
  const auto prices = source.fetch({{"USDT", "CNY"}, {"USDT", "EUR"}, {"USDT", "GBP"}, {"USDT", "JPY"}, {"TRX", "CNY"}});
  ASSERT_FALSE(prices);
  EXPECT_EQ(prices.error().reason, "okx.example:443: no answer in time");
  EXPECT_EQ(http.requests.size(), 2u);
}

TEST(OkxSource, SaysWhatWasWrongWhenNothingIsUsable) {
  test::ScriptedClient http;
  http.answer = [](const auto&) { return answer("<html>captcha</html>"); };
  OkxSource source(http, "https://okx.example");
  const auto prices = source.fetch({{"USDT", "CNY"}});
  ASSERT_FALSE(prices);
  EXPECT_EQ(prices.error().reason, "okx.example:443, USDT for CNY: not a JSON object");
}

TEST(FixedSource, TellsTheOperatorsTableAndNothingElse) {
  FixedSource source({{{"USDT", "CNY"}, d("7.2")}, {{"TRX", "CNY"}, d("2.1")}});
  EXPECT_FALSE(source.is_market());
  EXPECT_EQ(shown(*source.fetch({{"USDT", "CNY"}, {"USDT", "USD"}})), (Shown{"USDT.CNY=7.2"}));
}

}  // namespace
}  // namespace bepusdt::net
