// The HMAC header: made, verified, aged, rotated, and every way in which it can be broken.
#include "wire/callback_hmac.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace bepusdt::wire {
namespace {

const Secret kToken("epusdt_password_xasddawqe");
const BlockTime kNow = from_unix_seconds(1'700'000'000);
constexpr std::string_view kBody = R"({"trade_id":"T1"})";

std::string outcome(std::string_view header, std::string_view body = kBody, BlockTime now = kNow,
                    std::vector<Secret> tokens = {kToken}) {
  const auto result = verify_callback_hmac(header, body, tokens, now, Seconds(300));
  return result ? "ok" : std::string(name_of(result.error()));
}

TEST(CallbackHmac, IsTheContractsHeader) {
  const std::string expected = to_hex(hmac_sha256(kToken.reveal(), "1700000000." + std::string(kBody)));
  EXPECT_EQ(callback_hmac_header(kNow, kBody, kToken), "t=1700000000,v1=" + expected);
  EXPECT_EQ(callback_hmac_header(from_unix_seconds(1), "", Secret("key")), "t=1,v1=" + to_hex(hmac_sha256("key", "1.")));
}

TEST(CallbackHmac, ProvesBodyTimeAndToken) {
  const std::string header = callback_hmac_header(kNow, kBody, kToken);
  EXPECT_EQ(outcome(header), "ok");
  EXPECT_EQ(outcome(header, std::string(kBody) + " "), "mismatch");
  EXPECT_EQ(outcome(header, kBody, kNow, {Secret("another")}), "mismatch");
  EXPECT_EQ(outcome("t=1700000001" + header.substr(12)), "mismatch");
  std::string upper = header;
  for (std::size_t i = upper.find("v1=") + 3; i < upper.size(); ++i) upper[i] = static_cast<char>(std::toupper(upper[i]));
  EXPECT_EQ(outcome(upper), "ok");
}

TEST(CallbackHmac, HasATolerantClockBothWays) {
  const std::string header = callback_hmac_header(kNow, kBody, kToken);
  EXPECT_EQ(outcome(header, kBody, kNow + Seconds(300)), "ok");
  EXPECT_EQ(outcome(header, kBody, kNow + Seconds(301)), "too_old");
  EXPECT_EQ(outcome(header, kBody, kNow - Seconds(300)), "ok");
  EXPECT_EQ(outcome(header, kBody, kNow - Seconds(301)), "too_new");
  EXPECT_EQ(outcome(header, "other", kNow + Seconds(301)), "mismatch") << "the time counts only when it is signed";
}

TEST(CallbackHmac, ServesSeveralTokensWhileOneIsReplaced) {
  const std::string header = callback_hmac_header(kNow, kBody, kToken);
  EXPECT_EQ(outcome(header, kBody, kNow, {Secret("new"), kToken}), "ok");
  EXPECT_EQ(outcome(header, kBody, kNow, {kToken, Secret("new")}), "ok");
  EXPECT_EQ(outcome(header, kBody, kNow, {}), "mismatch");
  const std::string both = header + ",v1=" + to_hex(hmac_sha256("new", "1700000000." + std::string(kBody)));
  EXPECT_EQ(outcome(both, kBody, kNow, {Secret("new")}), "ok");
  EXPECT_EQ(outcome(both), "ok");
}

TEST(CallbackHmac, NeverAcceptsAnEmptyToken) {
  const std::string header = "t=1700000000,v1=" + to_hex(hmac_sha256("", "1700000000." + std::string(kBody)));
  EXPECT_EQ(outcome(header, kBody, kNow, {Secret()}), "mismatch");
}

TEST(CallbackHmac, IgnoresSchemesOfLaterVersions) {
  const std::string header = callback_hmac_header(kNow, kBody, kToken);
  EXPECT_EQ(outcome("v0=abc, " + header + ", v2=xyz"), "ok");
}

TEST(CallbackHmac, RefusesBrokenHeaders) {
  const std::string good = callback_hmac_header(kNow, kBody, kToken);
  const std::string v1 = good.substr(good.find("v1="));
  for (const std::string& header :
       {std::string(), std::string(","), std::string("t=1700000000"), v1, "t=," + v1, "t=-1," + v1, "t=+1," + v1,
        "t=1.5," + v1, "t=17000000000000," + v1, "t=0x10," + v1, "t=1,t=1," + v1, std::string("t=1700000000,v1="),
        good.substr(0, good.size() - 1), good + "0", "t=1700000000,v1=0x" + v1.substr(5),
        "t=1700000000,v1=" + std::string(64, 'g'), "T=1700000000," + v1, good + std::string(1100, ',')})
    EXPECT_EQ(outcome(header), "malformed") << header;
  std::string many = good;
  for (int i = 0; i < 8; ++i) many += "," + v1;
  EXPECT_EQ(outcome(many), "malformed");
}

}  // namespace
}  // namespace bepusdt::wire
