// The signed query's answer (the shape that http/order_record.cpp writes): order, quotes, payments, callbacks, older orders.
#include <gtest/gtest.h>

#include <random>

#include "sdk/cpp/src/answers.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::sdk {
namespace {

HttpAnswer ok(std::string body) { return {.status = 200, .headers = {}, .body = std::move(body)}; }
UnixTime at(long seconds) { return UnixTime(std::chrono::seconds(seconds)); }

// A paid order with two quotes, a late payment beside the one that pays, and a callback that was answered at the second try.
std::string paid_order() {
  return R"({"trade_id":"T1","order_id":"1001","status":2,"state":"paid","fiat":"CNY","amount":"28.8","created_at":1000,)"
         R"("expires_at":2200,"cancelled_at":null,"paid_at":1500,"trade_type":"usdt.trc20","actual_amount":"4.25",)"
         R"("token":"TXLA","expiration_time":0,"payment_url":"https://p.example/pay/checkout/T1","name":"VIP \"1\"",)"
         R"("notify_url":"https://s.example/n","redirect_url":"https://s.example/r","block_transaction_id":"ab12","reversed":true,)"
         R"("quotes":[{"number":0,"trade_type":"tron.trx","actual_amount":"12.5","token":"TXLB","fiat":"CNY","amount":"28.8",)"
         R"("rate":"2.304","created_at":1000,"expires_at":2200,"late_until":3000,"held_until":2200,"released_at":null},)"
         R"({"number":1,"trade_type":"usdt.trc20","actual_amount":"4.25","token":"TXLA","fiat":"CNY","amount":"28.8","rate":"6.78",)"
         R"("created_at":1100,"expires_at":2200,"late_until":3000,"held_until":2200,"released_at":1600}],)"
         R"("payments":[{"chain":"tron","block_transaction_id":"ab12","position":"0","trade_type":"usdt.trc20","amount":"4.25",)"
         R"("from":"TFROM","to":"TXLA","block":77000001,"block_time":1400,"seen_at":1410,"status":"matched","reason":"","gone":false,)"
         R"("pays":true},{"chain":"tron","block_transaction_id":"cd34","position":"1","trade_type":"usdt.trc20","amount":"4.25",)"
         R"("from":"TFROM","to":"TXLA","block":18446744073709551615,"block_time":9999,"seen_at":null,"status":"late",)"
         R"("reason":"after the window","gone":true,"pays":false}],)"
         R"("callbacks":[{"event_id":"e-1","event":"paid","status":2,"state":"delivered","url":"https://s.example/n",)"
         R"("created_at":1500,"due_at":null,"deliveries":[{"number":1,"at":1501,"address":"192.0.2.1:443","http_status":500,)"
         R"("answer":"<html>","reason":"HTTP 500","delivered":false},{"number":2,"at":1621,"address":"192.0.2.1:443",)"
         R"("http_status":200,"answer":"ok","reason":"","delivered":true}]},{"event_id":"e-2","event":"expired","status":3,)"
         R"("state":"pending","url":"","created_at":1,"due_at":2,"deliveries":[]}],)"
         R"("orders":[{"trade_id":"T1","order_id":"1001","status":2,"state":"paid","fiat":"CNY","amount":"28.8","created_at":1000,)"
         R"("expires_at":2200,"cancelled_at":null,"paid_at":1500},{"trade_id":"T0","order_id":"1001","status":4,"state":"cancelled",)"
         R"("fiat":"USD","amount":"4","created_at":1,"expires_at":2,"cancelled_at":3,"paid_at":null}]})";
}

OrderDetails details_of(const std::string& data) {
  auto details =
      read_order_details(ok(R"({"status_code":200,"message":"success","data":)" + data + R"(,"request_id":"r"})"));
  EXPECT_TRUE(details.has_value());
  return std::move(details).value();
}

TEST(OrderDetails, TheOrderAndItsTimes) {
  const OrderDetails details = details_of(paid_order());
  EXPECT_EQ(details.order.trade_id, "T1");
  EXPECT_EQ(details.order.status, OrderStatus::success);
  EXPECT_EQ(details.order.actual_amount.text(), "4.25");
  EXPECT_EQ(details.order.block_transaction_id, "ab12");
  EXPECT_EQ(details.name, "VIP \"1\"");
  EXPECT_EQ(details.notify_url, "https://s.example/n");
  EXPECT_EQ(details.redirect_url, "https://s.example/r");
  EXPECT_TRUE(details.reversed);
  EXPECT_EQ(details.created_at, at(1000));
  EXPECT_EQ(details.expires_at, at(2200));
  EXPECT_EQ(details.cancelled_at, std::nullopt);
  EXPECT_EQ(details.paid_at, at(1500));
}

TEST(OrderDetails, EveryQuoteWithItsWindow) {
  const OrderDetails details = details_of(paid_order());
  ASSERT_EQ(details.quotes.size(), 2U);
  EXPECT_EQ(details.quotes[0].trade_type, "tron.trx");
  EXPECT_EQ(details.quotes[0].released_at, std::nullopt);
  const QuoteRecord& quote = details.quotes[1];
  EXPECT_EQ(quote.number, 1);
  EXPECT_EQ(quote.actual_amount.text(), "4.25");
  EXPECT_EQ(quote.token, "TXLA");
  EXPECT_EQ(quote.fiat, "CNY");
  EXPECT_EQ(quote.amount.text(), "28.8");
  EXPECT_EQ(quote.rate.text(), "6.78");
  EXPECT_EQ(quote.created_at, at(1100));
  EXPECT_EQ(quote.expires_at, at(2200));
  EXPECT_EQ(quote.late_until, at(3000));
  EXPECT_EQ(quote.held_until, at(2200));
  EXPECT_EQ(quote.released_at, at(1600));
}

TEST(OrderDetails, EveryPayment) {
  const OrderDetails details = details_of(paid_order());
  ASSERT_EQ(details.payments.size(), 2U);
  const PaymentRecord& payment = details.payments[0];
  EXPECT_EQ(payment.chain, "tron");
  EXPECT_EQ(payment.block_transaction_id, "ab12");
  EXPECT_EQ(payment.position, "0");
  EXPECT_EQ(payment.trade_type, "usdt.trc20");
  EXPECT_EQ(payment.amount.text(), "4.25");
  EXPECT_EQ(payment.from, "TFROM");
  EXPECT_EQ(payment.to, "TXLA");
  EXPECT_EQ(payment.block, 77000001U);
  EXPECT_EQ(payment.block_time, at(1400));
  EXPECT_EQ(payment.seen_at, at(1410));
  EXPECT_EQ(payment.status, "matched");
  EXPECT_TRUE(payment.pays);
  EXPECT_FALSE(payment.gone);
  EXPECT_TRUE(details.payments[1].gone);
  EXPECT_FALSE(details.payments[1].pays);
  EXPECT_EQ(details.payments[1].reason, "after the window");
  EXPECT_EQ(details.payments[1].seen_at, std::nullopt);
}

TEST(OrderDetails, EveryCallbackWithItsDeliveries) {
  const OrderDetails details = details_of(paid_order());
  ASSERT_EQ(details.callbacks.size(), 2U);
  const CallbackRecord& callback = details.callbacks[0];
  EXPECT_EQ(callback.event_id, "e-1");
  EXPECT_EQ(callback.event, "paid");
  EXPECT_EQ(callback.status, OrderStatus::success);
  EXPECT_EQ(callback.state, "delivered");
  EXPECT_EQ(callback.url, "https://s.example/n");
  EXPECT_EQ(callback.created_at, at(1500));
  EXPECT_EQ(callback.due_at, std::nullopt);
  ASSERT_EQ(callback.deliveries.size(), 2U);
  EXPECT_EQ(callback.deliveries[0].number, 1);
  EXPECT_EQ(callback.deliveries[0].at, at(1501));
  EXPECT_EQ(callback.deliveries[0].address, "192.0.2.1:443");
  EXPECT_EQ(callback.deliveries[0].http_status, 500);
  EXPECT_EQ(callback.deliveries[0].answer, "<html>");
  EXPECT_EQ(callback.deliveries[0].reason, "HTTP 500");
  EXPECT_FALSE(callback.deliveries[0].delivered);
  EXPECT_TRUE(callback.deliveries[1].delivered);
  EXPECT_EQ(details.callbacks[1].due_at, at(2));
  EXPECT_TRUE(details.callbacks[1].deliveries.empty());
}

TEST(OrderDetails, AllOrdersOfTheNumber) {
  const OrderDetails details = details_of(paid_order());
  ASSERT_EQ(details.orders.size(), 2U);
  EXPECT_EQ(details.orders[1].trade_id, "T0");
  EXPECT_EQ(details.orders[1].status, OrderStatus::canceled);
  EXPECT_EQ(details.orders[1].state, "cancelled");
  EXPECT_EQ(details.orders[1].fiat, "USD");
  EXPECT_EQ(details.orders[1].amount.text(), "4");
  EXPECT_EQ(details.orders[1].cancelled_at, at(3));
  EXPECT_EQ(details.orders[1].paid_at, std::nullopt);
}

TEST(OrderDetails, TheDataIsKeptAsItCame) { EXPECT_EQ(details_of(paid_order()).json, paid_order()); }

TEST(OrderDetails, ABlockNumberMayUseAllSixtyFourBits) {
  EXPECT_EQ(details_of(paid_order()).payments[1].block, std::numeric_limits<std::uint64_t>::max());
}

TEST(OrderDetails, ListsThatAreMissingOrHoldSomethingElseAreEmpty) {
  for (const char* data :
       {R"({"trade_id":"T1"})", R"({"trade_id":"T1","quotes":null,"payments":{},"callbacks":"x","orders":7})",
        R"({"trade_id":"T1","quotes":[1,"a",null,[{}]],"payments":[[]],"callbacks":[true],"orders":[]})"}) {
    const OrderDetails details = details_of(data);
    EXPECT_TRUE(details.quotes.empty() && details.payments.empty() && details.callbacks.empty() && details.orders.empty());
    EXPECT_EQ(details.json, data);
  }
}

TEST(OrderDetails, WhateverStandsBesideAnObjectInAListIsPassedOver) {
  const OrderDetails details =
      details_of(R"({"trade_id":"T1","callbacks":[7,{"event_id":"e","deliveries":[null,{"number":3}]},"x",{}],"name":"n"})");
  ASSERT_EQ(details.callbacks.size(), 2U);
  ASSERT_EQ(details.callbacks[0].deliveries.size(), 1U);
  EXPECT_EQ(details.callbacks[0].deliveries[0].number, 3);
  EXPECT_EQ(details.name, "n");
}

TEST(OrderDetails, TimesAndNumbersOutOfAllRangeAreNone) {
  const OrderDetails details = details_of(
      R"({"trade_id":"T1","created_at":9223372036854775807,"expires_at":1e300,"paid_at":-1,"payments":[{"block":-5,"block_time":"x"}],)"
      R"("quotes":[{"number":4294967297}]})");
  EXPECT_EQ(details.expires_at, std::nullopt);
  EXPECT_EQ(details.payments[0].block, 0U);
  EXPECT_EQ(details.payments[0].block_time, std::nullopt);
  EXPECT_EQ(details.quotes[0].number, 0);
}

TEST(OrderDetails, AnAnswerThatWasDamagedOnTheWayIsReadOrRefusedAndNeverMore) {
  std::mt19937 random(5);
  const std::string whole = R"({"status_code":200,"data":)" + paid_order() + "}";
  static constexpr std::string_view kBytes = "{}[]\",:0-9eE.+\\/ut\0\x7f\xff\xe8 \n";
  int read = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string damaged = whole;
    for (auto left = 1 + random() % 3; left > 0; --left) {
      const std::size_t at = random() % damaged.size();
      switch (random() % 3) {
        case 0: damaged[at] = kBytes[random() % kBytes.size()]; break;
        case 1: damaged.erase(at, 1 + random() % 40); break;
        default: damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 60));
      }
    }
    const auto details = read_order_details(ok(damaged));
    read += details.has_value();
    ASSERT_TRUE(details.has_value() || details.error().kind == ErrorKind::api);
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace bepusdt::sdk
