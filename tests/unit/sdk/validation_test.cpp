// What a Client refuses before anything is sent: the ValidationError names the member, and the transport is never asked.
#include <gtest/gtest.h>

#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;

class Validation : public testing::Test {
 protected:
  void expect_refused(const CreateOrder& order, const std::string& field) {
    const auto result = client.try_create_order(order);
    ASSERT_FALSE(result.has_value()) << field;
    expect_refused(result.error(), field);
    EXPECT_THROW(static_cast<void>(client.create_order(order)), ValidationError);
  }
  void expect_refused(const ErrorInfo& error, const std::string& field) {
    EXPECT_EQ(error.kind, ErrorKind::validation);
    EXPECT_EQ(error.field, field);
    EXPECT_TRUE(error.message.starts_with(field + ": ")) << error.message;
    EXPECT_EQ(error.attempts, 0);
    EXPECT_TRUE(transport->requests.empty());
  }

  std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
  Client client{client_options(), transport};
};

TEST_F(Validation, WhatIsRequiredMustBeThere) {
  for (const auto& [member, name] :
       {std::pair(&CreateOrder::order_id, "order_id"), std::pair(&CreateOrder::notify_url, "notify_url")}) {
    CreateOrder order = an_order();
    (order.*member).clear();
    expect_refused(order, name);
  }
  expect_refused(client.try_create_checkout({.amount = 1, .notify_url = "https://a.example"}).error(), "order_id");
  expect_refused(client.try_create_checkout({.order_id = "1", .amount = 1}).error(), "notify_url");
  expect_refused(client.try_cancel_order("").error(), "trade_id");
  expect_refused(client.try_query_order("").error(), "trade_id");
}

TEST_F(Validation, EveryTextIsNamedThatHasBlanksAtItsEndsControlCharactersOrBrokenUtf8) {
  using Member = std::string CreateOrder::*;
  const std::vector<std::pair<Member, std::string>> texts{
      {&CreateOrder::order_id, "order_id"},         {&CreateOrder::notify_url, "notify_url"},
      {&CreateOrder::redirect_url, "redirect_url"}, {&CreateOrder::trade_type, "trade_type"},
      {&CreateOrder::address, "address"},           {&CreateOrder::fiat, "fiat"}};
  for (const auto& [member, name] : texts)
    for (const std::string spoilt : {" x", "x ", "\tx", "x\n", "x\r\n",
                                     "a\x01"
                                     "b",
                                     "a\x7f"
                                     "b",
                                     "a\xff", "\xe8\xae", "\xed\xa0\x80"}) {
      CreateOrder order = an_order();
      order.*member = spoilt;
      expect_refused(order, name);
    }
  CreateOrder order = an_order();
  order.order_id = std::string("a\0b", 3);
  expect_refused(order, "order_id");
  order = an_order();
  order.address = std::string(8193, 'x');
  expect_refused(order, "address");
}

TEST_F(Validation, ANameKeepsItsBlanksButNothingThatCannotBeSigned) {
  CreateOrder order = an_order();
  for (const std::string name : {"a\nb", "a\x01", "a\xff", "\xc0\x80"}) {
    order.name = name;
    expect_refused(order, "name");
  }
  order.name = "  two  blanks  ";
  static_cast<void>(client.try_create_order(order));
  EXPECT_EQ(transport->requests.size(), 1U);
}

TEST_F(Validation, ABlankInsideOfAUrlIsNamed) {
  CreateOrder order = an_order();
  order.notify_url = "https://shop.example.com/a b";
  expect_refused(order, "notify_url");
  order = an_order();
  order.redirect_url = "https://shop.example.com/a b";
  expect_refused(order, "redirect_url");
}

TEST_F(Validation, ARateIsANumberOrFollowsTheMarket) {
  CreateOrder order = an_order();
  for (const char* rate :
       {"", "x", "~", "~~1", "+-1", "--1", "1.0.2", "7,4", "~ 1", " 7.4", "1e3", "~1e1", "*2", "~.5", "+", "０.5", "NaN"}) {
    order.rate = rate;
    if (*rate == '\0') continue;  // as good as none
    expect_refused(order, "rate");
  }
}

TEST_F(Validation, ATimeoutIsAboveZero) {
  CreateOrder order = an_order();
  for (const int seconds : {0, -1, -600}) {
    order.timeout = std::chrono::seconds(seconds);
    expect_refused(order, "timeout");
  }
}

TEST_F(Validation, AnOrderIsAskedForByExactlyOneOfItsNumbers) {
  expect_refused(client.try_get_order({}).error(), "trade_id");
  expect_refused(client.try_get_order({.trade_id = "T", .order_id = "O"}).error(), "trade_id");
  expect_refused(client.try_get_order({.order_id = "O "}).error(), "order_id");
}

TEST_F(Validation, ATradeIdThatThePathWouldSwallowIsRefused) {
  for (const char* id : {".", "..", " T", "T ", "a\nb", "a\xff"})
    expect_refused(client.try_query_order(id).error(), "trade_id");
}

TEST_F(Validation, TheFirstMemberThatIsWrongIsTheOneThatIsNamed) {
  CreateOrder order = an_order();
  order.order_id = "";
  order.notify_url = " ";
  expect_refused(order, "order_id");
}

void expect_no_client(ClientOptions options, const std::string& field) {
  try {
    const Client client(std::move(options), std::make_shared<FakeTransport>());
    ADD_FAILURE() << field << " was accepted";
  } catch (const ValidationError& error) {
    EXPECT_EQ(error.info().field, field);
    EXPECT_EQ(std::string(error.what()).find(kToken), std::string::npos);
  }
}

TEST(ClientOptions, TheAddressOfTheGatewayMustBeOne) {
  for (const char* url :
       {"", "/", "pay.example.com", "ftp://pay.example.com", "http://", "https:///", "https://pay.example.com ",
        " https://pay.example.com", "https://pay.example.com/?a=b", "https://pay.example.com/#x", "https://pay example.com",
        "https://pay.example.com\n", "file:///etc/passwd", "https:/pay.example.com"})
    expect_no_client(client_options(url), "api_url");
  for (const char* url : {"https://pay.example.com", "HTTPS://pay.example.com/", "http://[::1]:8080", "http://a/b/c//"})
    EXPECT_NO_THROW(Client(client_options(url), std::make_shared<FakeTransport>())) << url;
}

TEST(ClientOptions, OthersOutsideOfTheirRangesAreNamed) {
  const auto with = [](auto change) {
    ClientOptions options = client_options();
    change(options);
    return options;
  };
  using O = ClientOptions;
  constexpr Milliseconds kTooLong = std::chrono::days(8);
  expect_no_client(with([](O& o) { o.api_token = ""; }), "api_token");
  expect_no_client(with([](O& o) { o.api_token = "token-of-a-file\n"; }), "api_token");
  expect_no_client(with([](O& o) { o.merchant_id = "a "; }), "merchant_id");
  expect_no_client(with([](O& o) { o.language = "en\r\nX-Evil: 1"; }), "language");
  expect_no_client(with([](O& o) { o.user_agent = "a\nb"; }), "user_agent");
  expect_no_client(with([](O& o) { o.timeout = Milliseconds(0); }), "timeout");
  expect_no_client(with([=](O& o) { o.timeout = kTooLong; }), "timeout");
  expect_no_client(with([](O& o) { o.timeout = Milliseconds::max(); }), "timeout");
  expect_no_client(with([](O& o) { o.retry.max_retries = -1; }), "max_retries");
  expect_no_client(with([](O& o) { o.retry.max_retries = 101; }), "max_retries");
  expect_no_client(with([](O& o) { o.retry.delay = Milliseconds(-1); }), "retry_delay");
  expect_no_client(with([=](O& o) { o.retry.delay = kTooLong; }), "retry_delay");
  expect_no_client(with([](O& o) { o.retry.longest_wait = Milliseconds(-1); }), "longest_wait");
  expect_no_client(with([=](O& o) { o.retry.longest_wait = kTooLong; }), "longest_wait");
  expect_no_client(with([](O& o) { o.retry.jitter = -0.1; }), "jitter");
  expect_no_client(with([](O& o) { o.retry.jitter = 1.1; }), "jitter");
  expect_no_client(with([](O& o) { o.retry.jitter = std::numeric_limits<double>::quiet_NaN(); }), "jitter");
  expect_no_client(with([](O& o) { o.retry.deadline = Milliseconds(0); }), "deadline");
  expect_no_client(with([=](O& o) { o.retry.deadline = kTooLong; }), "deadline");
}

TEST(ClientOptions, AreKeptAsTheyWereGiven) {
  const Client client(client_options("https://pay.example.com/"), std::make_shared<FakeTransport>());
  EXPECT_EQ(client.options().api_url, "https://pay.example.com/");
  EXPECT_EQ(client.options().retry.max_retries, 3);
}

}  // namespace
}  // namespace bepusdt::test
