// Bodies taken apart: what is read, what is refused, and which field the refusal names.
#include "wire/signed_request.hpp"

#include <gtest/gtest.h>

#include <simdjson.h>

#include <random>

#include "wire/number_text.hpp"

namespace bepusdt::wire {
namespace {

SignedRequest parsed(std::string_view body) {
  auto request = SignedRequest::parse(body);
  EXPECT_TRUE(request.has_value()) << body << ": " << (request ? "" : request.error().message(Language::en));
  return request ? std::move(*request) : SignedRequest{};
}

// "code field" of the refusal.
std::string refusal(std::string_view body) {
  const auto request = SignedRequest::parse(body);
  if (request) return "accepted";
  const Refusal& r = request.error();
  EXPECT_FALSE(r.detail.zh.empty() || r.detail.en.empty()) << body;
  return std::string(row_of(r.code).name) + (r.field.empty() ? "" : " " + r.field);
}

std::string kind_and_value(const SignedRequest& request, std::string_view name) {
  const Field* field = request.find(name);
  if (field == nullptr) return "absent";
  static constexpr std::array kNames{"text", "number", "boolean", "null", "empty_list"};
  return std::string(kNames[static_cast<std::size_t>(field->kind)]) + ":" + std::string(field->value);
}

TEST(SignedRequest, KeepsTheKindOfEachMemberAndTheRawLiteralOfNumbers) {
  const auto request = parsed(
      R"( {"s":"a\"b\u4e2d\/","n":10.0, "e" : 1E-05 ,"t":true,"f":false,"z":null,"l":[ ],"empty":"","big":12345678901234567890123,"neg":-0})");
  EXPECT_EQ(kind_and_value(request, "s"), "text:a\"b中/");
  EXPECT_EQ(kind_and_value(request, "n"), "number:10.0");
  EXPECT_EQ(kind_and_value(request, "e"), "number:1E-05");
  EXPECT_EQ(kind_and_value(request, "t"), "boolean:true");
  EXPECT_EQ(kind_and_value(request, "f"), "boolean:false");
  EXPECT_EQ(kind_and_value(request, "z"), "null:");
  EXPECT_EQ(kind_and_value(request, "l"), "empty_list:");
  EXPECT_EQ(kind_and_value(request, "empty"), "text:");
  EXPECT_EQ(kind_and_value(request, "big"), "number:12345678901234567890123");
  EXPECT_EQ(kind_and_value(request, "neg"), "number:-0");
  EXPECT_EQ(kind_and_value(request, "none"), "absent");
  EXPECT_TRUE(request.has_literals());
}

TEST(SignedRequest, SortsByTheBytesOfTheNames) {
  const auto request = parsed(R"({"b":"1","a":"2","A":"3","é":"4","a1":"5","_":"6"})");
  std::string names;
  for (const Field& field : request.fields()) names += std::string(field.name) + " ";
  EXPECT_EQ(names, "A _ a a1 b é ");
}

TEST(SignedRequest, OwnsItsTextAfterTheBodyAndTheNextParseAreGone) {
  auto body = std::make_unique<std::string>(R"({"order_id":"O-1","amount":28.80})");
  SignedRequest first = parsed(*body);
  body.reset();
  const SignedRequest second = parsed(R"({"order_id":"XXX","amount":99.99,"other":"something longer than before"})");
  const SignedRequest moved = std::move(first);
  EXPECT_EQ(kind_and_value(moved, "order_id"), "text:O-1");
  EXPECT_EQ(kind_and_value(moved, "amount"), "number:28.80");
}

TEST(SignedRequest, ReadsJsonByItsFirstByteAndFormsOtherwise) {
  EXPECT_EQ(kind_and_value(parsed("\r\n\t {\"a\":1}\n"), "a"), "number:1");
  EXPECT_EQ(kind_and_value(parsed("a=1"), "a"), "text:1");
  EXPECT_TRUE(parsed("").fields().empty());
  EXPECT_TRUE(parsed("{}").fields().empty());
  EXPECT_EQ(refusal("[1]"), "invalid_json");
  EXPECT_EQ(refusal("\"a\""), "invalid_json");
  EXPECT_EQ(refusal("\xef\xbb\xbf{\"a\":1}"), "invalid_json");
}

TEST(SignedRequest, ReadsForms) {
  const auto request = parsed("order_id=O+1&amount=10.0&&name=%e4%B8%AD%26x&empty=&bare&notify_url=http://a/?x=1");
  EXPECT_EQ(kind_and_value(request, "order_id"), "text:O 1");
  EXPECT_EQ(kind_and_value(request, "amount"), "text:10.0");
  EXPECT_EQ(kind_and_value(request, "name"), "text:中&x");
  EXPECT_EQ(kind_and_value(request, "empty"), "text:");
  EXPECT_EQ(kind_and_value(request, "bare"), "text:");
  EXPECT_EQ(kind_and_value(request, "notify_url"), "text:http://a/?x=1");
  EXPECT_FALSE(request.has_literals());
}

TEST(SignedRequest, RefusesBrokenForms) {
  EXPECT_EQ(refusal("a=1&b=%"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&b=%4"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&b=%4g"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&%zz=1"), "invalid_request %zz");
  EXPECT_EQ(refusal("a=1&a=1"), "invalid_request a");
  EXPECT_EQ(refusal("a=1&%61=2"), "invalid_request a");
  EXPECT_EQ(refusal("a=1&b=%ff"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&b=x%0ay"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&b=x\n"), "invalid_request b");
  EXPECT_EQ(refusal("a=1&b%00=x"), "invalid_request b?");
  EXPECT_EQ(refusal("a=1&%c3%28=x"), "invalid_request");
}

TEST(SignedRequest, RefusesMembersThatCannotBeSigned) {
  EXPECT_EQ(refusal(R"({"a":1,"extra":{"a":1}})"), "invalid_request extra");
  EXPECT_EQ(refusal(R"({"a":1,"extra":{}})"), "invalid_request extra");
  EXPECT_EQ(refusal(R"({"a":1,"extra":[1]})"), "invalid_request extra");
  EXPECT_EQ(refusal(R"({"a":1,"extra":[[]]})"), "invalid_request extra");
  EXPECT_EQ(refusal(R"({"a":1,"extra":[null],"b":2})"), "invalid_request extra");
  EXPECT_EQ(refusal(R"({"a":1,"extra":[})"), "invalid_request extra") << "whatever is in it";
  EXPECT_EQ(refusal(R"({"amount":1,"x":2,"amount":1})"), "invalid_request amount");
  EXPECT_EQ(refusal(R"({"amount":1,"\u0061mount":1})"), "invalid_request amount");
  EXPECT_EQ(refusal(R"({"name":"a\u0000b"})"), "invalid_request name");
  EXPECT_EQ(refusal(R"({"name":"a\nb"})"), "invalid_request name");
  EXPECT_EQ(refusal(R"({"name":"a\tb"})"), "invalid_request name");
  EXPECT_EQ(refusal(R"({"name":"a\u007f"})"), "invalid_request name");
  EXPECT_EQ(refusal(R"({"name":"\u0085"})"), "invalid_request name");
  EXPECT_EQ(refusal("{\"name\":\"\xc2\x9b\"}"), "invalid_request name");
  EXPECT_EQ(refusal(R"({"a\u0007b":"x"})"), "invalid_request a?b");
  EXPECT_EQ(refusal("{\"amount\":1" + std::string(kMaxNumberLength, '0') + "}"), "invalid_request amount");
  EXPECT_EQ(kind_and_value(parsed(R"({"name":"é\u00a0中😀\ud83d\ude00"})"), "name"), "text:é\u00a0中😀😀");
}

TEST(SignedRequest, RefusesWhatIsNotJson) {
  for (const char* body : {"{",
                           "{\"",
                           "{\"a",
                           "{\"a\"",
                           "{\"a\":",
                           "{\"a\":}",
                           "{\"a\":1",
                           "{\"a\":1,",
                           "{\"a\":1,}",
                           "{,}",
                           "{\"a\"}",
                           "{\"a\" 1}",
                           "{a:1}",
                           "{'a':1}",
                           "{1:1}",
                           "{\"a\":1 \"b\":2}",
                           "{\"a\":1;\"b\":2}",
                           "{\"a\":1}}",
                           "{\"a\":1}x",
                           "{\"a\":1}{\"a\":1}",
                           "{\"a\":1} ,",
                           "{\"a\":[",
                           "{\"a\":[]",
                           "{\"a\":]}",
                           "{\"a\":tru}",
                           "{\"a\":truex}",
                           "{\"a\":True}",
                           "{\"a\":nul}",
                           "{\"a\":nulll}",
                           "{\"a\":undefined}",
                           "{\"a\":NaN}",
                           "{\"a\":-}",
                           "{\"a\":01}",
                           "{\"a\":1.}",
                           "{\"a\":.5}",
                           "{\"a\":1e}",
                           "{\"a\":+1}",
                           "{\"a\":0x1}",
                           "{\"a\":1 2}",
                           "{\"a\":1_0}",
                           "{\"a\":\"x}",
                           "{\"a\":\"\\x\"}",
                           "{\"a\":\"\\u12\"}",
                           "{\"a\":\"\\u12g4\"}",
                           "{\"a\":\"\\ud800\"}",
                           "{\"a\":\"\\ud83dx\"}",
                           "{\"a\":\"\\ud83d\\u0041\"}",
                           "{\"a\":\"\\udc00\"}",
                           "{\"a\":\"\\udc00\\ud800\"}",
                           "{\"a\":\"\\ud83d\\n\"}",
                           "{\"\\ud800\":1}",
                           "{\"a\":\"x\ny\"}",
                           "{\"a\":\"x\ty\"}",
                           "{\"a\":\"\xff\"}",
                           "{\"a\":\"\xc0\x80\"}",
                           "{\"a\":\"\xed\xa0\x80\"}",
                           "{\"\xff\":1}",
                           "{/*c*/\"a\":1}",
                           "{\"a\":1}//",
                           "{\"a\"::1}",
                           "{\"a\":1,,\"b\":2}",
                           "{{}}",
                           "{[]}",
                           "{\"a\":\"x\"\"y\"}",
                           "{\"a\":\"\\"}) {
    EXPECT_EQ(refusal(body).substr(0, 12), "invalid_json") << body;
  }
  EXPECT_EQ(refusal(std::string_view("{\"a\":1}\0", 8)), "invalid_json");
  EXPECT_EQ(refusal(std::string_view("{\"a\"\0:1}", 8)), "invalid_json");
}

TEST(SignedRequest, SaysWhereItStopped) {
  EXPECT_EQ(SignedRequest::parse(R"({"amount":1,"name":tru})").error().message(Language::en),
            "the body is not valid JSON: syntax error, near name");
  EXPECT_EQ(SignedRequest::parse(R"({"a":"\ud800"})").error().message(Language::en),
            "the body is not valid JSON: broken escape at byte 6");
  EXPECT_EQ(SignedRequest::parse(R"({"amount":1,"amount":2})").error().message(Language::zh),
            "请求参数错误：amount 出现了多次");
}

TEST(SignedRequest, NeverEchoesALongOrBrokenName) {
  EXPECT_EQ(refusal("{\"" + std::string(500, 'k') + "\":{}}"), "invalid_request " + std::string(64, 'k'));
  EXPECT_EQ(refusal("{\"" + std::string(63, 'k') + "中\":{}}"), "invalid_request " + std::string(63, 'k'));
  EXPECT_EQ(refusal("{\"\\u009b31m\":{}}"), "invalid_request ?31m");
}

TEST(SignedRequest, HasLimits) {
  const std::string prefix = "{\"a\":\"";
  const std::string fits = prefix + std::string(kMaxBodySize - prefix.size() - 2, 'x') + "\"}";
  ASSERT_EQ(fits.size(), kMaxBodySize);
  EXPECT_EQ(parsed(fits).find("a")->value.size(), kMaxBodySize - prefix.size() - 2);
  EXPECT_EQ(refusal(fits + " "), "body_too_large");

  std::string many = "{";
  for (std::size_t i = 0; i < kMaxFields; ++i) many += "\"k" + std::to_string(i) + "\":1,";
  many.pop_back();
  EXPECT_EQ(parsed(many + "}").fields().size(), kMaxFields);
  EXPECT_EQ(refusal(many + ",\"one_more\":1}"), "invalid_request");
  EXPECT_EQ(refusal(std::string(kMaxBodySize, '{')), "invalid_json");
  EXPECT_EQ(refusal("{\"a\":" + std::string(30'000, '[') + std::string(30'000, ']') + "}"), "invalid_request a");
  EXPECT_EQ(refusal("{\"a\":" + std::string(30'000, '{')), "invalid_json");
}

TEST(SignedRequest, GivesTextsToHandlers) {
  const auto request = parsed(R"({"s":"x","n":1.50,"t":true,"z":null,"e":"","l":[]})");
  EXPECT_EQ(request.text("s").value(), "x");
  EXPECT_EQ(request.text_or_number("s").value(), "x");
  EXPECT_EQ(request.text_or_number("n").value(), "1.50");
  for (const char* absent : {"z", "e", "l", "none"}) {
    EXPECT_EQ(request.text(absent).value(), std::nullopt) << absent;
    EXPECT_EQ(request.text_or_number(absent).value(), std::nullopt) << absent;
    EXPECT_EQ(request.boolean(absent).value(), std::nullopt) << absent;
  }
  EXPECT_EQ(request.text("n").error().message(Language::zh), "请求参数错误：n 必须是字符串");
  EXPECT_EQ(request.text("t").error().field, "t");
  EXPECT_EQ(request.text_or_number("t").error().field, "t");
}

TEST(SignedRequest, GivesBooleansToHandlersFromEveryClientsForm) {
  const auto request = parsed(R"({"a":true,"b":false,"c":"true","d":"0","e":1,"f":0,"bad":"yes","n":2})");
  EXPECT_EQ(request.boolean("a").value(), true);
  EXPECT_EQ(request.boolean("b").value(), false);
  EXPECT_EQ(request.boolean("c").value(), true);
  EXPECT_EQ(request.boolean("d").value(), false);
  EXPECT_EQ(request.boolean("e").value(), true);
  EXPECT_EQ(request.boolean("f").value(), false);
  EXPECT_EQ(request.boolean("bad").error().field, "bad");
  EXPECT_EQ(request.boolean("n").error().field, "n");
}

// A strict parser of the whole document must accept whatever we accept, and read the same texts.
TEST(SignedRequest, AcceptsNothingThatAStrictParserRefuses) {
  const std::vector<std::string> seeds{
      R"({"order_id":"O-1","amount":28.80,"notify_url":"https:\/\/shop.example.com\/n?a=1&b=2","reselect":true,"x":null,"l":[]})",
      R"({"a":"\u4e2d\ud83d\ude00\\\"","b":-1.5e-7,"c":[ ],"d":"","e":false , "f":"中"})"};
  const std::string_view alphabet = "{}[]\",:\\u0123456789abcdefntru.eE+- \n\x01\x80\xff";
  std::mt19937 random(11);
  simdjson::dom::parser strict;
  int accepted = 0;
  int refused = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string body = seeds[i % seeds.size()];
    for (unsigned change = 0; change <= random() % 3; ++change) {
      const std::size_t at = 1 + random() % (body.size() - 1);
      const char c = alphabet[random() % alphabet.size()];
      if (random() % 3 == 0)
        body.insert(at, 1, c);
      else if (random() % 3 == 0)
        body.erase(at, 1 + random() % 4);
      else
        body[at] = c;
    }
    const auto request = SignedRequest::parse(body);
    if (!request) {
      ++refused;
      continue;
    }
    ++accepted;
    simdjson::dom::object object;
    ASSERT_EQ(strict.parse(body).get_object().get(object), simdjson::SUCCESS) << body;
    ASSERT_EQ(object.size(), request->fields().size()) << body;
    for (const auto [name, value] : object) {
      const Field* const field = request->find(name);
      ASSERT_NE(field, nullptr) << body;
      if (value.is_string()) {
        EXPECT_EQ(std::string_view(value.get_string()), field->value) << body;
      }
      EXPECT_EQ(value.is_number(), field->kind == FieldKind::number) << body;
      EXPECT_EQ(value.is_bool(), field->kind == FieldKind::boolean) << body;
    }
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 10'000);
}

}  // namespace
}  // namespace bepusdt::wire
