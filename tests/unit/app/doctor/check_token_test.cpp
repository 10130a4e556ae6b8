#include <gmock/gmock.h>

#include "app/doctor/checks.hpp"
#include "unit/app/doctor/fake_probe.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {
namespace {

using test::causes;
using test::FakeProbe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool is_signed(const sdk::HttpRequest& request, const std::string& token) {
  const auto read = wire::SignedRequest::parse(request.body);
  return read && wire::verify_request(*read, Secret(token)).has_value();
}

TEST(CheckToken, AnUnknownOrderMeansThatTheTokenIsRight) {
  FakeProbe probe;
  const TokenCheck check = check_token(test::integration(), probe.answer(200, test::refused("order_not_found")));
  EXPECT_EQ(check.right, true);
  EXPECT_THAT(causes(check.step), IsEmpty());
  EXPECT_EQ(probe.requests.at(0).url, "https://pay.example.com/api/v1/order/query");
  EXPECT_TRUE(is_signed(probe.requests.at(0), "a-token-of-the-tests"));
}

TEST(CheckToken, ARefusedSignatureMeansThatItIsWrong) {
  FakeProbe probe;
  const TokenCheck check = check_token(test::integration(), probe.answer(200, test::refused("bad_signature")));
  EXPECT_EQ(check.right, false);
  EXPECT_THAT(causes(check.step), ElementsAre(Cause::wrong_token));
}

TEST(CheckToken, AGatewayWithoutTheSignedQueryIsAskedToCancelWhatIsNotThere) {
  for (const auto& [sentence, right] : {std::pair{"订单不存在", true}, std::pair{"签名错误", false}}) {
    FakeProbe probe;
    probe.answer(404, "404 page not found").answer(200, test::refused_without_code(sentence));
    EXPECT_EQ(check_token(test::integration(), probe).right, right) << sentence;
    EXPECT_EQ(probe.requests.at(1).url, "https://pay.example.com/api/v1/order/cancel-transaction");
  }
}

TEST(CheckToken, ATokenThatIsRightWithoutItsBlanksIsNamedSo) {
  FakeProbe probe;
  probe.answer(200, test::refused("bad_signature")).answer(200, test::refused("order_not_found"));
  const TokenCheck check = check_token(test::integration("a-token-of-the-tests\n"), probe);
  EXPECT_THAT(causes(check.step), ElementsAre(Cause::token_with_blanks));
  EXPECT_TRUE(is_signed(probe.requests.at(1), "a-token-of-the-tests"));
}

TEST(CheckToken, ATokenWithBlanksThatIsWrongWithoutThemIsWrong) {
  FakeProbe probe;
  probe.answer(200, test::refused("bad_signature")).answer(200, test::refused("bad_signature"));
  EXPECT_THAT(causes(check_token(test::integration(" other "), probe).step), ElementsAre(Cause::wrong_token));
}

TEST(CheckToken, TheMerchantIsNamedInTheRequest) {
  FakeProbe probe;
  Integration integration = test::integration();
  integration.merchant_id = "shop-2";
  const TokenCheck check = check_token(integration, probe.answer(200, test::refused("unknown_merchant")));
  EXPECT_EQ(check.step.findings.at(0), Finding(Cause::unknown_merchant, "shop-2"));
  EXPECT_TRUE(is_signed(probe.requests.at(0), "a-token-of-the-tests"));
  EXPECT_TRUE(probe.requests.at(0).body.contains("shop-2"));
}

TEST(CheckToken, AnythingElseIsAFindingAndNotAWrongToken) {
  FakeProbe limited;
  EXPECT_THAT(causes(check_token(test::integration(), limited.answer(429, test::refused("rate_limited"))).step),
              ElementsAre(Cause::rate_limited));
  FakeProbe page;
  const TokenCheck check = check_token(test::integration(), page.answer(403, "<html>blocked by the firewall"));
  EXPECT_THAT(causes(check.step), ElementsAre(Cause::unexpected_answer));
  EXPECT_EQ(check.right, std::nullopt);
}

}  // namespace
}  // namespace bepusdt::app
