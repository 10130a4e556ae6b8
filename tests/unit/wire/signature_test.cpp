// The signature: the contract's example, each variant's text, what is refused without comparing, and the trace for the log.
#include "wire/signature.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace bepusdt::wire {
namespace {

const Secret kToken("epusdt_password_xasddawqe");

SignedRequest parsed(std::string_view body) {
  auto request = SignedRequest::parse(body);
  EXPECT_TRUE(request.has_value()) << body;
  return request ? std::move(*request) : SignedRequest{};
}

std::string text_of(const SignedRequest& request, Variant variant) {
  std::string text;
  return append_canonical_text(request, variant, text) ? text : "none";
}

// A JSON body of these members (without braces) with the signature of `text`.
std::string with_signature_of(std::string_view members, std::string_view text, const Secret& token = kToken) {
  return "{" + std::string(members) + ",\"signature\":\"" + sign(text, token) + "\"}";
}

// "variant" or "code field".
std::string outcome(const Result<Variant, Refusal>& result) {
  if (result) return std::string(name_of(*result));
  const Refusal& r = result.error();
  return std::string(row_of(r.code).name) + (r.field.empty() ? "" : " " + r.field);
}

std::string verified(std::string_view body, const Secret& token = kToken) {
  return outcome(verify_request(parsed(body), token));
}

TEST(Signature, IsTheContractsExample) {
  const auto request = parsed(
      R"({"order_id":"20220201030210321","amount":42,"notify_url":"http://example.com/notify","redirect_url":"http://example.com/redirect"})");
  const std::string text = text_of(request, Variant::literal);
  EXPECT_EQ(
      text,
      "amount=42&notify_url=http://example.com/notify&order_id=20220201030210321&redirect_url=http://example.com/redirect");
  EXPECT_EQ(sign(text, kToken), "1cd4b52df5587cfb1968b0c0c6e156cd");
  const std::string form =
      "order_id=20220201030210321&amount=42&notify_url=http%3A%2F%2Fexample.com%2Fnotify&redirect_url=http://example.com/"
      "redirect&signature=";
  EXPECT_EQ(verified(form + "1cd4b52df5587cfb1968b0c0c6e156cd"), "literal");
  EXPECT_EQ(verified(form + "1CD4B52DF5587CFB1968B0C0C6E156CD"), "literal");
  EXPECT_EQ(verified(form + "1cd4b52df5587cfb1968b0c0c6e156ce"), "bad_signature");
}

TEST(Signature, WritesTheSixTexts) {
  const auto request = parsed(
      R"({"a":1000000.0,"b":0.00001,"c":"x%20y+z","d":true,"e":false,"f":null,"g":"","h":[],"i":0,"signature":"s","j":0.30000000000000004})");
  EXPECT_EQ(text_of(request, Variant::literal), "a=1000000.0&b=0.00001&c=x%20y+z&d=true&e=false&i=0&j=0.30000000000000004");
  EXPECT_EQ(text_of(request, Variant::plain_decimal),
            "a=1000000&b=0.00001&c=x%20y+z&d=true&e=false&i=0&j=0.30000000000000004");
  EXPECT_EQ(text_of(request, Variant::go_float), "a=1e+06&b=1e-05&c=x%20y+z&d=true&e=false&i=0&j=0.30000000000000004");
  EXPECT_EQ(text_of(request, Variant::python), "a=1000000.0&b=0.00001&c=x%20y+z&d=True&e=False&i=0&j=0.30000000000000004");
  EXPECT_EQ(text_of(request, Variant::php), "a=1000000&b=1.0E-5&c=x%20y+z&d=1&i=0&j=0.3");
  EXPECT_EQ(text_of(request, Variant::url_decoded),
            "a=1000000.0&b=0.00001&c=x y z&d=true&e=false&i=0&j=0.30000000000000004");
}

TEST(Signature, DecodesUrlsAsPhpDoes) {
  EXPECT_EQ(text_of(parsed(R"({"a":"100%","b":"%4","c":"%zz%41%e4%b8%ad"})"), Variant::url_decoded), "a=100%&b=%4&c=%zzA中");
}

TEST(Signature, LeavesOutOnlyWhatTheContractNames) {
  EXPECT_EQ(text_of(parsed(R"({"a":null,"b":"","c":[],"signature":"x"})"), Variant::literal), "");
  EXPECT_EQ(text_of(parsed(R"({"a":0,"b":"0","c":false,"d":" "})"), Variant::literal), "a=0&b=0&c=false&d= ");
  EXPECT_EQ(text_of(parsed(R"({"a":false,"b":"x"})"), Variant::php), "b=x");
}

TEST(Signature, AppendsToWhatIsThereAndLeavesItAloneWithoutAText) {
  const auto request = parsed(R"({"a":1,"b":"x%41"})");
  std::string text = "kept %41 ";
  EXPECT_TRUE(append_canonical_text(request, Variant::url_decoded, text));
  EXPECT_EQ(text, "kept %41 a=1&b=xA");
  text = "kept";
  EXPECT_FALSE(append_canonical_text(parsed(R"({"a":"x","b":1e400})"), Variant::go_float, text));
  EXPECT_EQ(text, "kept");
}

TEST(Signature, AcceptsAmountsAboveAMillionAsTheGoServersOwnSdkSignsThem) {
  EXPECT_EQ(verified(with_signature_of(R"("amount":1234567.89,"order_id":"1")", "amount=1234567.89&order_id=1")), "literal");
  EXPECT_EQ(verified(with_signature_of(R"("amount":1234567.89,"order_id":"1")", "amount=1.23456789e+06&order_id=1")),
            "go_float");
  EXPECT_EQ(verified(with_signature_of(R"("amount":1234567.89,"order_id":1000000)", "amount=1.23456789e+06&order_id=1e+06")),
            "go_float");
}

TEST(Signature, NamesTheFirstVariantThatMatches) {
  EXPECT_EQ(verified(with_signature_of(R"("amount":10.0)", "amount=10.0")), "literal");
  EXPECT_EQ(verified(with_signature_of(R"("amount":10.0)", "amount=10")), "plain_decimal");
  EXPECT_EQ(verified(with_signature_of(R"("amount":1e6)", "amount=1000000")), "plain_decimal");
  EXPECT_EQ(verified(with_signature_of(R"("amount":1000000)", "amount=1e+06")), "go_float");
  EXPECT_EQ(verified(with_signature_of(R"("x":true)", "x=True")), "python");
  EXPECT_EQ(verified(with_signature_of(R"("x":true,"y":false,"amount":1.0e-5)", "amount=1.0E-5&x=1")), "php");
  EXPECT_EQ(verified(with_signature_of(R"("url":"a%20b")", "url=a b")), "url_decoded");
}

TEST(Signature, PrintsAllNumbersOfARequestAlike) {
  EXPECT_EQ(verified(with_signature_of(R"("amount":1000000,"rate":7.20)", "amount=1e+06&rate=7.20")), "bad_signature");
  EXPECT_EQ(verified(with_signature_of(R"("amount":10.0,"rate":7.20)", "amount=10&rate=7.20")), "bad_signature");
}

TEST(Signature, TriesTheOtherVariantsWhenOneHasNoText) {
  EXPECT_EQ(verified(with_signature_of(R"("amount":1e400)", "amount=1e400")), "literal");
  EXPECT_EQ(verified(with_signature_of(R"("a":1e999,"b":true)", "a=1e999&b=True")), "python");
}

TEST(Signature, RefusesAnEmptyTokenWhateverTheHash) {
  const Secret none;
  EXPECT_EQ(verified(with_signature_of(R"("amount":1)", "amount=1", none), none), "bad_signature");
  EXPECT_EQ(outcome(verify_callback_body(with_signature_of(R"("amount":1)", "amount=1", none), none)), "bad_signature");
}

TEST(Signature, RefusesSignaturesThatAreNotHex) {
  EXPECT_EQ(verified(R"({"amount":1})"), "missing_signature signature");
  EXPECT_EQ(verified(""), "missing_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":""})"), "missing_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":null})"), "missing_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":[]})"), "missing_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":true})"), "bad_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":0})"), "bad_signature signature");
  EXPECT_EQ(verified(R"({"amount":1,"signature":11111111111111111111111111111111})"), "bad_signature signature");
  const std::string good = sign("amount=1", kToken);
  EXPECT_EQ(verified("amount=1&signature=" + good), "literal");
  EXPECT_EQ(verified("amount=1&signature=" + good.substr(1)), "bad_signature signature");
  EXPECT_EQ(verified("amount=1&signature=" + good + "0"), "bad_signature signature");
  EXPECT_EQ(verified("amount=1&signature=0x" + good.substr(2)), "bad_signature signature");
  EXPECT_EQ(verified("amount=1&signature=+" + good.substr(1)), "bad_signature signature");
}

TEST(Signature, RefusesACallbackThatIsSentBack) {
  const std::string paid =
      R"("trade_id":"T1","order_id":"O1","amount":28.8,"actual_amount":"4.25","token":"0xabc","block_transaction_id":"0xdef","status":2)";
  const std::string text =
      "actual_amount=4.25&amount=28.8&block_transaction_id=0xdef&order_id=O1&status=2&token=0xabc&trade_id=T1";
  const std::string body = with_signature_of(paid, text);
  EXPECT_EQ(outcome(verify_callback_body(body, kToken)), "literal");
  EXPECT_EQ(verified(body), "invalid_request block_transaction_id");
  EXPECT_EQ(verified(R"({"block_transaction_id":"","trade_id":"x","signature":"zz"})"),
            "invalid_request block_transaction_id");
  EXPECT_EQ(verified(R"({"block_transaction_id":null})"), "invalid_request block_transaction_id");
}

// Before payment block_transaction_id is "", which nothing signs: whoever sees such a callback can drop it.
TEST(Signature, RefusesAStatusOneCallbackStrippedOfItsEmptyMember) {
  const std::string members =
      R"("trade_id":"T1","order_id":"O1","amount":28.8,"actual_amount":"4.25","token":"0xabc","status":1)";
  const std::string text = "actual_amount=4.25&amount=28.8&order_id=O1&status=1&token=0xabc&trade_id=T1";
  EXPECT_EQ(outcome(verify_callback_body(with_signature_of(members, text), kToken)), "literal");
  EXPECT_EQ(verified(with_signature_of(members, text)), "invalid_request actual_amount");
}

// Values are not escaped in the text, so the same text can be cut into other members.
TEST(Signature, RefusesACallbackCutIntoOtherMembers) {
  const std::string text =
      "actual_amount=4.25&amount=28.8&block_transaction_id=0xdef&order_id=O1&status=2&token=0xabc&trade_id=T1";
  EXPECT_EQ(
      verified(with_signature_of(
          R"("actual_amount":"4.25&amount=28.8&block_transaction_id=0xdef&order_id=O1&status=2&token=0xabc","trade_id":"T1")",
          text)),
      "invalid_request actual_amount");
  EXPECT_EQ(
      verified(with_signature_of(
          R"("actual_amount=4.25&amount":"28.8&block_transaction_id=0xdef&order_id=O1&status=2&token=0xabc","trade_id":"T1")",
          text)),
      "invalid_request actual_amount");
  EXPECT_EQ(
      verified(with_signature_of(
          R"("actual_amount":"4.25%26amount=28.8%26block_transaction_id=0xdef&order_id=O1&status=2","token":"0xabc","trade_id":"T1")",
          text)),
      "invalid_request actual_amount");
  EXPECT_EQ(
      verified(with_signature_of(
          R"("%61ctual_amount":"4.25","amount":"28.8&bl%6fck_transaction_id=0xdef&order_id=O1&status=2","token":"0xabc","trade_id":"T1")",
          text)),
      "invalid_request actual_amount");
}

TEST(Signature, VerifiesCallbacksOnTheRawBodyInEveryVariant) {
  EXPECT_EQ(outcome(verify_callback_body(
                with_signature_of(R"("amount":1000000,"block_transaction_id":"x")", "amount=1e+06&block_transaction_id=x"),
                kToken)),
            "go_float");
  EXPECT_EQ(outcome(verify_callback_body("amount=1&signature=" + sign("amount=1", kToken), kToken)), "invalid_json");
  EXPECT_EQ(outcome(verify_callback_body("", kToken)), "invalid_json");
  EXPECT_EQ(outcome(verify_callback_body(R"({"a":1,"a":1})", kToken)), "invalid_request a");
  EXPECT_EQ(outcome(verify_callback_body(R"({"a":1})", kToken)), "missing_signature signature");
}

TEST(Signature, NoTraceShowsATokenThatAPercentSignStandsBefore) {
  const Secret token("0123456789abcdef");
  const auto traces = trace_variants(parsed(R"({"a":"100%0123456789abcdef","b":"%2501%30%31%32%33456789abcdef"})"), token);
  ASSERT_EQ(traces.size(), kVariants.size());
  for (const auto& trace : traces) EXPECT_EQ(trace.text.find("23456789abcdef&"), std::string::npos) << trace.text;
  EXPECT_EQ(traces[0].text, "a=100%***&b=%2501%30%31%32%33456789abcdef");
  EXPECT_EQ(traces[5].text, "a=100%***&b=%01***");
}

TEST(Signature, TracesEveryVariantWithoutTheToken) {
  const auto request = parsed(
      R"({"amount":1e6,"name":"my token is epusdt_password_xasddawqe","signature":"00000000000000000000000000000000"})");
  const auto traces = trace_variants(request, kToken);
  ASSERT_EQ(traces.size(), kVariants.size());
  for (std::size_t i = 0; i < traces.size(); ++i) {
    EXPECT_EQ(traces[i].variant, kVariants[i]);
    EXPECT_EQ(traces[i].text.find(kToken.reveal()), std::string::npos);
    std::string text;
    ASSERT_TRUE(append_canonical_text(request, traces[i].variant, text));
    EXPECT_EQ(traces[i].hash, to_hex(md5(text + std::string(kToken.reveal()))));
  }
  EXPECT_EQ(traces[1].text, "amount=1000000&name=my token is ***");
  EXPECT_EQ(traces[2].text, "amount=1e+06&name=my token is ***");
  EXPECT_TRUE(trace_variants(request, Secret()).empty());
}

TEST(Signature, TracesTextThatCannotForgeALogLine) {
  const auto traces = trace_variants(parsed(R"({"a":"x%0ay%1b[31m%ff%c2%9b%e4%b8%ad"})"), kToken);
  EXPECT_EQ(traces[5].text, "a=x\\x0ay\\x1b[31m\\xff\\xc2\\x9b中");
  const auto without_text = trace_variants(parsed(R"({"a":1e400})"), kToken);
  EXPECT_EQ(without_text[2].text + without_text[2].hash, "");
  const auto cut = trace_variants(parsed(R"({"a":"0123456789"})"), kToken, 5);
  EXPECT_EQ(cut[0].text, "a=012… (12 bytes)");
  EXPECT_EQ(cut[0].hash, sign("a=0123456789", kToken));
}

}  // namespace
}  // namespace bepusdt::wire
