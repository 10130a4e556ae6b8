// Requests as Python, PHP, JavaScript and Go really sign them, requests that must not pass, and callbacks recorded from a
// running BEpusdt. data/request_signatures.json is the contract's own file; the recorded one is read where it stands.
#include <gtest/gtest.h>

#include <simdjson.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "wire/signature.hpp"

namespace bepusdt::wire {
namespace {

std::string text_in(simdjson::dom::element object, std::string_view name) {
  return std::string(std::string_view(object[name].get_string()));
}

TEST(SignatureVectors, AcceptsEveryRequestThatARealClientSigned) {
  simdjson::dom::parser parser;
  const simdjson::dom::element vectors = parser.load(BEPUSDT_SOURCE_DIR "/tests/unit/wire/data/request_signatures.json");
  std::map<std::string, std::map<std::string, int>> seen;
  int count = 0;
  for (const auto vector : vectors["accept"].get_array()) {
    ++count;
    const std::string body = text_in(vector, "body");
    const std::string text = text_in(vector, "text");
    const Secret token(text_in(vector, "token"));
    const auto request = SignedRequest::parse(body);
    ASSERT_TRUE(request.has_value()) << body << request.error().message(Language::en);
    const auto variant = verify_request(*request, token);
    ASSERT_TRUE(variant.has_value()) << body << variant.error().message(Language::en);
    std::string matched;
    EXPECT_TRUE(append_canonical_text(*request, *variant, matched));
    EXPECT_EQ(matched, text) << body;
    ++seen[text_in(vector, "client")][std::string(name_of(*variant))];
  }
  EXPECT_EQ(count, 440);
  // Each client's own way is needed by some of its requests.
  EXPECT_GT(seen["python"]["python"], 0);
  EXPECT_GT(seen["php"]["php"], 0);
  EXPECT_GT(seen["go"]["go_float"], 0);
  EXPECT_EQ(seen["js"]["literal"], 110);
}

TEST(SignatureVectors, RefusesWhatMustNotPassAndSaysWhy) {
  const std::map<std::string, std::vector<std::string>> expected{
      {"signature is not a string", {"bad_signature", "missing_signature"}},
      {"amount changed", {"bad_signature"}},
      {"duplicate member", {"invalid_request"}},
      {"empty signature", {"missing_signature"}},
      {"empty token refuses everything", {"bad_signature"}},
      {"member added", {"bad_signature"}},
      {"one digit of the signature changed", {"bad_signature"}},
      {"another token", {"bad_signature"}},
      {"nested object", {"invalid_request"}},
  };
  simdjson::dom::parser parser;
  const simdjson::dom::element vectors = parser.load(BEPUSDT_SOURCE_DIR "/tests/unit/wire/data/request_signatures.json");
  int count = 0;
  for (const auto vector : vectors["refuse"].get_array()) {
    ++count;
    const std::string body = text_in(vector, "body");
    const std::string why = text_in(vector, "why");
    const auto request = SignedRequest::parse(body);
    const auto variant = request ? verify_request(*request, Secret(text_in(vector, "token"))) : fail(request.error());
    ASSERT_FALSE(variant.has_value()) << why << ": " << body;
    ASSERT_TRUE(expected.contains(why)) << why;
    const std::string code(row_of(variant.error().code).name);
    EXPECT_NE(std::ranges::find(expected.at(why), code), expected.at(why).end())
        << why << " was answered with " << code << ": " << body;
  }
  EXPECT_EQ(count, 110);
}

TEST(SignatureVectors, AcceptsRecordedCallbacksAndRefusesThemAsRequests) {
  const std::string path = BEPUSDT_SOURCE_DIR "/../shared/contract/vectors/recorded_callbacks.json";
  if (!std::filesystem::exists(path)) {
    std::cout << "not here, not read: ../shared/contract/vectors/recorded_callbacks.json\n";
    return;
  }
  simdjson::dom::parser parser;
  simdjson::dom::element recorded = parser.load(path);
  const Secret token(text_in(recorded, "token"));
  int count = 0;
  for (const auto element : recorded["accept"].get_array()) {
    ++count;
    std::string body(std::string_view(element.get_string()));
    EXPECT_TRUE(verify_callback_body(body, token).has_value()) << body;
    const auto request = SignedRequest::parse(body);
    ASSERT_TRUE(request.has_value());
    EXPECT_EQ(verify_request(*request, token).error().code, ErrorCode::invalid_request);
    body.replace(body.find("\"status\":"), 10, "\"status\":3");
    EXPECT_EQ(verify_callback_body(body, token).error().code, ErrorCode::bad_signature);
  }
  EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace bepusdt::wire
