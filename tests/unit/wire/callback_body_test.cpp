// The callback's body: the contract's eight members, the profile's variations, and a signature that receivers can verify.
#include "wire/callback_body.hpp"

#include <gtest/gtest.h>

#include "wire/signature.hpp"

namespace bepusdt::wire {
namespace {

const Secret kToken("epusdt_password_xasddawqe");
const CallbackFields kPaid{.trade_id = "T1",
                           .order_id = "O-1",
                           .amount = "28.8",
                           .actual_amount = "4.25",
                           .address = "TXLAQ6",
                           .block_transaction_id = "ab12",
                           .status = 2};

Variant verified(const std::string& body) {
  const auto variant = verify_callback_body(body, kToken);
  EXPECT_TRUE(variant.has_value()) << body;
  return variant.value_or(Variant::url_decoded);
}

TEST(CallbackBody, HasExactlyTheEightMembersInTheContractsOrder) {
  const std::string body = callback_body(kPaid, {}, kToken);
  const std::string signature = sign(
      "actual_amount=4.25&amount=28.8&block_transaction_id=ab12&order_id=O-1&status=2&token=TXLAQ6&trade_id=T1", kToken);
  EXPECT_EQ(
      body,
      R"({"trade_id":"T1","order_id":"O-1","amount":28.8,"actual_amount":"4.25","token":"TXLAQ6","block_transaction_id":"ab12","status":2,"signature":")" +
          signature + "\"}");
  EXPECT_EQ(verified(body), Variant::literal);
}

TEST(CallbackBody, LeavesTheEmptyHashOutOfTheSignatureOnly) {
  CallbackFields waiting = kPaid;
  waiting.block_transaction_id = "";
  waiting.status = 1;
  const std::string body = callback_body(waiting, {}, kToken);
  EXPECT_NE(body.find(R"("block_transaction_id":"","status":1,)"), std::string::npos);
  EXPECT_NE(body.find(sign("actual_amount=4.25&amount=28.8&order_id=O-1&status=1&token=TXLAQ6&trade_id=T1", kToken)),
            std::string::npos);
  EXPECT_EQ(verified(body), Variant::literal);
}

TEST(CallbackBody, SendsActualAmountAsANumberWhereTheProfileWantsIt) {
  const std::string body = callback_body(kPaid, {.actual_amount_as_number = true}, kToken);
  EXPECT_NE(body.find(R"("actual_amount":4.25,)"), std::string::npos);
  EXPECT_EQ(verified(body), Variant::literal);
}

TEST(CallbackBody, SignsNumbersAsGoPrintsThemWhereTheProfileWantsIt) {
  CallbackFields large = kPaid;
  large.amount = "1234567.89";
  large.actual_amount = "1000000";
  const std::string as_text = callback_body(large, {.go_number_text = true}, kToken);
  EXPECT_NE(as_text.find(R"("amount":1234567.89,"actual_amount":"1000000")"), std::string::npos);
  EXPECT_NE(as_text.find(sign("actual_amount=1000000&amount=1.23456789e+06&block_transaction_id=ab12&order_id=O-1&status=2&"
                              "token=TXLAQ6&trade_id=T1",
                              kToken)),
            std::string::npos);
  EXPECT_EQ(verified(as_text), Variant::go_float);
  const std::string as_number = callback_body(large, {.actual_amount_as_number = true, .go_number_text = true}, kToken);
  EXPECT_NE(as_number.find(sign("actual_amount=1e+06&amount=1.23456789e+06&block_transaction_id=ab12&order_id=O-1&status=2&"
                                "token=TXLAQ6&trade_id=T1",
                                kToken)),
            std::string::npos);
  EXPECT_EQ(verified(as_number), Variant::go_float);
}

TEST(CallbackBody, AddsMembersOfTheProfileAndSignsThem) {
  const std::string body = callback_body(kPaid, {.money = "28.8", .buyer = "0xpayer"}, kToken);
  EXPECT_NE(body.find(R"("status":2,"money":"28.8","buyer":"0xpayer","signature":)"), std::string::npos);
  EXPECT_EQ(verified(body), Variant::literal);
  std::string forged = body;
  forged.replace(forged.find("0xpayer"), 7, "0xthief");
  EXPECT_FALSE(verify_callback_body(forged, kToken).has_value());
}

TEST(CallbackBody, SignsWhatAReceiverReadsOutOfTheJson) {
  CallbackFields odd = kPaid;
  odd.order_id = "a\"b\\c/中 😀 & = %41 +";
  EXPECT_EQ(verified(callback_body(odd, {}, kToken)), Variant::literal);
}

TEST(CallbackBody, CannotBeUsedAsARequest) {
  for (const std::string_view hash : {"", "T1", "0xabc"}) {
    CallbackFields fields = kPaid;
    fields.block_transaction_id = hash;
    const auto request = SignedRequest::parse(callback_body(fields, {}, kToken));
    EXPECT_EQ(verify_request(*request, kToken).error().code, ErrorCode::invalid_request);
  }
}

TEST(CallbackBodyDeathTest, RefusesAmountsThatPhpAndOthersWouldPrintDifferently) {
  for (const char* amount : {"28.80", "1e6", "+1", "", "028", "1."}) {
    CallbackFields fields = kPaid;
    fields.amount = amount;
    EXPECT_DEATH(callback_body(fields, {}, kToken), "assertion failed") << amount;
  }
  EXPECT_DEATH(callback_body(kPaid, {}, Secret()), "assertion failed");
}

}  // namespace
}  // namespace bepusdt::wire
