// Callbacks by their header X-Bepusdt-Signature: every byte of the body and its age.
#include <bepusdt/callback.hpp>

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace bepusdt::sdk {
namespace {

using std::chrono::seconds;

const std::string kToken = "epusdt_password_xasddawqe";
const UnixTime kNow{seconds(1'700'000'000)};
const seconds kTolerance{300};

SignedCallback a_callback() {
  return sign_callback({.trade_id = "T1", .order_id = "1001", .amount = "28.8", .actual_amount = "4.25", .token = "TXLA"},
                       kToken, kNow);
}

HmacCheck check(const Headers& headers, std::string_view body, UnixTime now = kNow,
                std::vector<std::string> tokens = {kToken}) {
  return verify_callback_hmac(headers, body, tokens, kTolerance, now);
}

std::string signature() { return std::string(header_of(a_callback().headers, "X-Bepusdt-Signature")); }

TEST(CallbackHmacCheck, AcceptsWhatTheGatewaySigned) {
  const SignedCallback callback = a_callback();
  EXPECT_EQ(check(callback.headers, callback.body), HmacCheck::valid);
  EXPECT_TRUE(check(callback.headers, callback.body));
  EXPECT_TRUE(verify_callback(callback.body, kToken));
  const std::string digest = to_hex(hmac_sha256(kToken, "1700000000." + callback.body));
  EXPECT_EQ(signature(), "t=1700000000,v1=" + digest);
}

TEST(CallbackHmacCheck, TheHeadersNameIsReadInAnyCase) {
  const SignedCallback callback = a_callback();
  for (const char* name : {"x-bepusdt-signature", "X-BEPUSDT-SIGNATURE", "X-Bepusdt-Signature"})
    EXPECT_EQ(check({{"Host", "x"}, {name, signature()}}, callback.body), HmacCheck::valid) << name;
  EXPECT_EQ(check({{"X_BEPUSDT_SIGNATURE", signature()}}, callback.body), HmacCheck::missing);
}

TEST(CallbackHmacCheck, SaysWhatIsWrong) {
  const SignedCallback callback = a_callback();
  EXPECT_EQ(check({}, callback.body), HmacCheck::missing);
  EXPECT_EQ(check({{"X-Bepusdt-Signature", ""}}, callback.body), HmacCheck::missing);
  for (const std::string malformed : {"v1=00", "t=1700000000", "t=x,v1=00", "t=-1,v1=00", "t=1700000000,v1=zz", "nonsense",
                                      "t=1700000000,v1=00", ",", "t=1700000000;v1=00"})
    EXPECT_EQ(check({{"X-Bepusdt-Signature", malformed}}, callback.body), HmacCheck::malformed) << malformed;
  EXPECT_EQ(check(callback.headers, callback.body + " "), HmacCheck::mismatch);
  EXPECT_EQ(check(callback.headers, ""), HmacCheck::mismatch);
  EXPECT_EQ(check(callback.headers, callback.body, kNow, {"another"}), HmacCheck::mismatch);
  EXPECT_EQ(check({{"X-Bepusdt-Signature", "t=1700000001" + signature().substr(12)}}, callback.body), HmacCheck::mismatch);
}

TEST(CallbackHmacCheck, TheToleranceIsInclusiveBothWays) {
  const SignedCallback callback = a_callback();
  const auto at = [&](seconds later) { return check(callback.headers, callback.body, kNow + later); };
  EXPECT_EQ(at(kTolerance), HmacCheck::valid);
  EXPECT_EQ(at(-kTolerance), HmacCheck::valid);
  EXPECT_EQ(at(kTolerance + seconds(1)), HmacCheck::too_old);
  EXPECT_EQ(at(-kTolerance - seconds(1)), HmacCheck::too_new);
  EXPECT_FALSE(at(kTolerance + seconds(1)));
  EXPECT_EQ(verify_callback_hmac(callback.headers, callback.body, std::vector{kToken}, seconds(0), kNow), HmacCheck::valid);
}

TEST(CallbackHmacCheck, NoTimeIsBelievedThatIsNotSigned) {
  EXPECT_EQ(check(a_callback().headers, "changed", kNow + seconds(10'000)), HmacCheck::mismatch);
}

TEST(CallbackHmacCheck, EveryBitOfTheBodyAndOfTheSignatureCounts) {
  const SignedCallback callback = a_callback();
  for (std::size_t at = 0; at < callback.body.size(); ++at) {
    std::string changed = callback.body;
    changed[at] = static_cast<char>(changed[at] ^ 1 << at % 8);
    EXPECT_EQ(check(callback.headers, changed), HmacCheck::mismatch);
  }
  const std::string whole = signature();
  for (std::size_t at = whole.find("v1=") + 3; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = changed[at] == '0' ? '1' : '0';
    EXPECT_EQ(check({{"X-Bepusdt-Signature", changed}}, callback.body), HmacCheck::mismatch);
  }
}

TEST(CallbackHmacCheck, AnyOfSeveralTokensDoesAndNoneIsNone) {
  const SignedCallback callback = a_callback();
  EXPECT_EQ(check(callback.headers, callback.body, kNow, {"the new one", kToken}), HmacCheck::valid);
  EXPECT_EQ(check(callback.headers, callback.body, kNow, {}), HmacCheck::mismatch);
  EXPECT_EQ(check(callback.headers, callback.body, kNow, {""}), HmacCheck::mismatch);
}

TEST(CallbackHmacCheck, TheShortFormTakesTheMachinesTimeAndFiveMinutes) {
  const Callback callback{.trade_id = "T1", .order_id = "1", .token = "TXLA"};
  const SignedCallback fresh = sign_callback(callback, kToken), old = sign_callback(callback, kToken, kNow);
  EXPECT_EQ(verify_callback_hmac(fresh.headers, fresh.body, kToken), HmacCheck::valid);
  EXPECT_EQ(verify_callback_hmac(old.headers, old.body, kToken), HmacCheck::too_old);
}

TEST(CallbackHmacCheck, EveryOutcomeHasItsName) {
  const std::vector<std::pair<HmacCheck::Outcome, const char*>> names{
      {HmacCheck::valid, "valid"},       {HmacCheck::missing, "missing"}, {HmacCheck::malformed, "malformed"},
      {HmacCheck::mismatch, "mismatch"}, {HmacCheck::too_old, "too_old"}, {HmacCheck::too_new, "too_new"}};
  for (const auto& [outcome, name] : names) {
    EXPECT_EQ(HmacCheck(outcome).name(), name);
    EXPECT_EQ(HmacCheck(outcome).outcome(), outcome);
    EXPECT_EQ(static_cast<bool>(HmacCheck(outcome)), outcome == HmacCheck::valid);
  }
}

}  // namespace
}  // namespace bepusdt::sdk
