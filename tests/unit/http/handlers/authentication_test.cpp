// Whose request it is: signatures, merchants, the limit on bad ones, what is logged, and in which clothes errors go out.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>

#include "unit/http/http_world.hpp"

namespace bepusdt::test {
namespace {

std::string everything_logged(const HttpWorld& world) {
  std::string all;
  for (const auto& line : world.log.lines()) {
    all += line.event;
    for (const auto& [key, value] : line.fields) all += " " + key + "=" + value;
    all += "\n";
  }
  return all;
}

TEST(Authentication, FindsTheMerchantByItsIdAndByNoneTheDefaultOne) {
  HttpWorld world;
  world.post(kCreate, signed_json(good_create()));
  EXPECT_EQ(std::get<payment::CreateOrder>(world.commands.back()).merchant_id, core::kDefaultMerchant);
  world.post(kCreate, signed_json(changed(good_create(), {{"merchant_id", R"("shop-2")"}}), kOtherToken));
  EXPECT_EQ(std::get<payment::CreateOrder>(world.commands.back()).merchant_id, core::MerchantId("shop-2"));
  EXPECT_EQ(
      world.post(kCreate, signed_json(changed(good_create(), {{"merchant_id", R"("shop-2")"}}), kToken)).json()["error"],
      "bad_signature")
      << "another merchant's token does not sign for this one";
}

TEST(Authentication, RefusesWhatIsUnsignedWrongOrUnreadable) {
  HttpWorld world;
  EXPECT_EQ(world.post(kCreate, json_of(good_create())).json()["error"], "missing_signature");
  EXPECT_EQ(world.post(kCreate, signed_json(good_create(), "wrong token")).json()["error"], "bad_signature");
  EXPECT_EQ(world.post(kCreate, "{").json()["error"], "invalid_json");
  EXPECT_EQ(world.post(kCreate, "").json()["error"], "missing_signature");
  EXPECT_EQ(world.post(kCreate, R"({"a":1,"a":2,"signature":"x"})").json()["error"], "invalid_request") << "a name twice";
  const Answer list = world.post(kCreate, "[]", {{"Content-Type", "application/json"}});
  EXPECT_NE(list.json()["status_code"], "200");
  EXPECT_TRUE(world.commands.empty());
}

TEST(Authentication, RefusesAnEmptyToken) {
  HttpWorld world;
  world.directory.now.merchants.front().token = Secret("");
  EXPECT_EQ(world.post(kCreate, signed_json(good_create(), "")).json()["error"], "bad_signature");
}

TEST(Authentication, TellsOldClientsFourHundredAndNewOnesTheTruth) {
  HttpWorld world;
  const std::string body = signed_json(good_create(), "wrong");
  EXPECT_EQ(world.post(kCreate, body).json()["status_code"], "400");
  EXPECT_EQ(world.post(kCreate, body, {{"Accept", "application/vnd.bepusdt.v2+json"}}).json()["status_code"], "401");
}

TEST(Authentication, SpeaksTheLanguageThatIsAskedFor) {
  HttpWorld world;
  const std::string body = signed_json(good_create(), "wrong");
  EXPECT_EQ(world.post(kCreate, body).json()["message"], "签名错误");
  EXPECT_EQ(world.post(kCreate, body, {{"Accept-Language", "en-GB,en;q=0.9"}}).json()["message"],
            "the signature does not match");
  HttpWorld english;
  english.settings.language = wire::Language::en;
  EXPECT_EQ(english.post(kCreate, body).json()["message"], "the signature does not match");
}

TEST(Authentication, UsesTheDefaultMerchantsTransportWhileNoneIsKnown) {
  HttpWorld world;
  world.directory.now.merchants.front().profile.errors = core::MerchantProfile::Errors::http;
  EXPECT_EQ(world.post(kCreate, "{").status, 400);
}

TEST(Authentication, LogsWhatWasSignedAndEveryVariantsHashButNeverTheToken) {
  HttpWorld world;
  world.post(kCreate, signed_json(changed(good_create(), {{"amount", "28.80"}}), "wrong"));
  const auto lines = world.log.lines();
  const auto line = std::ranges::find(lines, "http.signature_refused", &KeptLog::Line::event);
  ASSERT_NE(line, lines.end());
  EXPECT_EQ(line->severity, ports::Severity::warning);
  EXPECT_EQ(line->fields.at("request"), "00112233aabbccdd");
  EXPECT_EQ(line->fields.at("merchant"), "default");
  EXPECT_EQ(line->fields.at("address"), "203.0.113.7");
  const std::string text = line->fields.at("text");
  EXPECT_EQ(text,
            "amount=28.80&notify_url=https://shop.example.com/notify&order_id=O-1&"
            "redirect_url=https://shop.example.com/thanks&trade_type=usdt.erc20");
  EXPECT_EQ(line->fields.at("literal"), wire::sign(text, Secret(std::string(kToken))));
  for (const wire::Variant variant : wire::kVariants) EXPECT_EQ(line->fields.at(std::string(name_of(variant))).size(), 32U);
  EXPECT_EQ(everything_logged(world).find(kToken), std::string::npos);
}

TEST(Authentication, DoesNotLogTheTokenThatAClientPutIntoAField) {
  HttpWorld world;
  world.post(kCreate, signed_json(changed(good_create(), {{"name", "\"" + std::string(kToken) + "\""}}), "wrong"));
  EXPECT_EQ(everything_logged(world).find(kToken), std::string::npos);
}

TEST(Authentication, CountsAndLogsTheVariantThatMatched) {
  HttpWorld world;
  world.post(kCreate, signed_json(good_create()));
  EXPECT_EQ(world.metrics.value("bepusdt_signature_variant_total default literal"), 1);
  const auto lines = world.log.lines();
  const auto line = std::ranges::find(lines, "http.request", &KeptLog::Line::event);
  ASSERT_NE(line, lines.end());
  EXPECT_EQ(line->fields.at("variant"), "literal");
  EXPECT_EQ(line->fields.at("merchant"), "default");
  EXPECT_EQ(line->fields.at("route"), kCreate);
  EXPECT_EQ(line->fields.at("status"), "200");
  EXPECT_EQ(world.metrics.value("bepusdt_http_requests_total " + std::string(kCreate) + " 200"), 1);
}

TEST(Authentication, LimitsBadRequestsByAddressAndNeverGoodOnes) {
  HttpWorld world;
  world.settings.bad_requests_per_minute = 5;
  const std::string bad = signed_json(good_create(), "wrong");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.post(kCreate, bad).status, 200) << i;
  const Answer limited = world.post(kCreate, bad);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.json()["error"], "rate_limited");
  EXPECT_TRUE(limited.has_field("Retry-After: 12")) << limited.fields;
  EXPECT_EQ(world.post(kCreate, json_of(good_create())).status, 429) << "unsigned ones count as well";
  EXPECT_EQ(world.post(kCreate, signed_json(good_create())).json()["status_code"], "200") << "who signs well is not held up";

  world.client_address = "203.0.113.8";
  EXPECT_EQ(world.post(kCreate, bad).status, 200) << "another address has its own count";
  world.client_address = "203.0.113.7";
  world.clock.advance(Seconds(12));
  EXPECT_EQ(world.post(kCreate, bad).status, 200) << "it comes back with time";
  EXPECT_EQ(world.post(kCreate, bad).status, 429);
}

TEST(Authentication, RefusesBodiesThatItCannotReadAsTheyAre) {
  HttpWorld world;
  const std::string body = signed_json(good_create());
  EXPECT_EQ(world.post(kCreate, body, {{"Content-Encoding", "gzip"}}).status, 415);
  EXPECT_EQ(world.post(kCreate, "<xml/>", {{"Content-Type", "text/xml"}}).json()["error"], "unsupported_media");
  EXPECT_EQ(world.post(kCreate, "--x", {{"Content-Type", "multipart/form-data; boundary=x"}}).status, 415);
  EXPECT_EQ(world.post(kCreate, body, {{"Content-Type", "text/xml"}}).status, 200) << "JSON is JSON, whatever it is called";
  EXPECT_EQ(world.post(kCreate, body, {{"Content-Encoding", "identity"}}).status, 200);
}

TEST(Authentication, AcceptsAndRefusesTheRequestsOfRealClients) {
  const std::filesystem::path file = BEPUSDT_SOURCE_DIR "/../shared/contract/vectors/request_signatures.json";
  if (!std::filesystem::exists(file)) {
    std::puts("the folder ../shared is absent: request_signatures.json was not replayed");
    return;
  }
  simdjson::dom::parser parser;
  const simdjson::dom::element vectors = parser.load(file.string());
  int accepted = 0;
  int refused = 0;
  const auto error_of = [](simdjson::dom::element row) {
    HttpWorld world;
    world.directory.now.merchants.front().token = Secret(std::string(std::string_view(row["token"])));
    return world.post(kCancel, std::string(std::string_view(row["body"]))).json()["error"];
  };
  // Cancelling needs no other field than the missing trade_id, so what is well signed fails for that and nothing else.
  for (const simdjson::dom::element row : vectors["accept"]) {
    const std::string error = error_of(row);
    EXPECT_EQ(error, "invalid_request") << std::string_view(row["body"]);
    ++accepted;
  }
  for (const simdjson::dom::element row : vectors["refuse"]) {
    HttpWorld world;
    world.directory.now.merchants.front().token = Secret(std::string(std::string_view(row["token"])));
    const Answer answer = world.post(kCancel, std::string(std::string_view(row["body"])));
    EXPECT_NE(answer.json()["status_code"], "200") << std::string_view(row["body"]);
    EXPECT_EQ(answer.json()["message"].find("trade_id"), std::string::npos)
        << "it must fail before its fields are looked at";
    ++refused;
  }
  EXPECT_EQ(accepted, 440);
  EXPECT_EQ(refused, 110);
}

}  // namespace
}  // namespace bepusdt::test
