// Log lines: no value of foreign origin can forge a line, a field or a terminal sequence, and JSON stays JSON.
#include "sys/log_line.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>
#include <spdlog/sinks/ostream_sink.h>

#include <random>
#include <sstream>

#include "support/fakes.hpp"
#include "sys/spdlog_event_log.hpp"

namespace bepusdt::sys {
namespace {

using ports::Severity;

const Time kTime = from_unix_millis(1'760'000'000'045);

// What a JSON reader gets out of a member of a JSON line.
std::string member(const std::string& line, std::string_view key) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  EXPECT_EQ(parser.parse(line).get(document), simdjson::SUCCESS) << line;
  std::string_view text;
  EXPECT_EQ(document.at_key(key).get_string().get(text), simdjson::SUCCESS) << line;
  return std::string(text);
}

TEST(LogLine, WritesPlainValuesBare) {
  EXPECT_EQ(
      text_event("order.paid", {{"trade_id", "0Ab9"}, {"block", 17}, {"host", "node.example.com:443"}, {"amount", "28.8"}}),
      "order.paid trade_id=0Ab9 block=17 host=node.example.com:443 amount=28.8");
  EXPECT_EQ(text_event("serve.started", {}), "serve.started");
}

TEST(LogLine, QuotesWhatCouldBeTakenForMoreThanOneValue) {
  EXPECT_EQ(text_event("a.b", {{"k", ""}}), "a.b k=\"\"");
  EXPECT_EQ(text_event("a.b", {{"k", "two words"}}), "a.b k=\"two words\"");
  EXPECT_EQ(text_event("a.b", {{"k", "x status=paid"}}), "a.b k=\"x status=paid\"");
  EXPECT_EQ(text_event("a.b", {{"k", "a=b"}}), "a.b k=\"a=b\"");
  EXPECT_EQ(text_event("a.b", {{"k", "\" status=\"paid"}}), "a.b k=\"\\\" status=\\\"paid\"");
  EXPECT_EQ(text_event("a.b", {{"k", "back\\slash"}}), "a.b k=\"back\\\\slash\"");
  EXPECT_EQ(text_event("a.b", {{"k", "商品 1"}}), "a.b k=\"商品 1\"");
}

TEST(LogLine, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(text_event("a.b", {{"k", "x\n2026-01-01 error forged"}}), "a.b k=\"x\\n2026-01-01 error forged\"");
  EXPECT_EQ(text_event("a.b", {{"k", "\r\t"}}), "a.b k=\"\\r\\t\"");
  EXPECT_EQ(text_event("a.b", {{"k", "\x1b[31mred"}}), "a.b k=\"\\u{1b}[31mred\"");
  EXPECT_EQ(text_event("a.b", {{"k", std::string("\0z", 2)}}), "a.b k=\"\\u{0}z\"");
  EXPECT_EQ(text_event("a.b", {{"k", "\u0085\u009b\u2028\u202e\u200f\ufeff\U000e0041"}}),
            "a.b k=\"\\u{85}\\u{9b}\\u{2028}\\u{202e}\\u{200f}\\u{feff}\\u{e0041}\"");
  EXPECT_EQ(text_event("a.b", {{"k", "\xff\xc0\xaf\xed\xa0\x80\xf8"}}), "a.b k=\"\\xff\\xc0\\xaf\\xed\\xa0\\x80\\xf8\"");
}

TEST(LogLine, CutsLongValuesBetweenLetters) {
  const std::string whole(kMaxValueBytes, 'a');
  EXPECT_EQ(text_event("a.b", {{"k", whole}}), "a.b k=" + whole);
  EXPECT_EQ(text_event("a.b", {{"k", whole + "bc"}}), "a.b k=\"" + whole + "...(+2 bytes)\"");
  const std::string letters = whole.substr(1) + "商";
  EXPECT_EQ(text_event("a.b", {{"k", letters}}), "a.b k=\"" + whole.substr(1) + "...(+3 bytes)\"");
}

TEST(LogLine, WritesTheTimeInUtcWithMilliseconds) {
  EXPECT_EQ(timestamp(kTime), "2025-10-09T08:53:20.045Z");
  EXPECT_EQ(timestamp(from_unix_millis(0)), "1970-01-01T00:00:00.000Z");
}

TEST(LogLine, WritesJson) {
  EXPECT_EQ(json_line(kTime, Severity::warning, "a.b", {{"key", "value"}, {"n", 5}}),
            R"({"time":"2025-10-09T08:53:20.045Z","level":"warning","event":"a.b","key":"value","n":"5"})");
}

TEST(LogLine, KeepsEveryJsonValueReadableAndUnbroken) {
  for (const std::string& value : {std::string("plain"), std::string("\"quoted\" \\ back"), std::string("line\nbreak\r\t"),
                                   std::string("\x1b[0m\x7f"), std::string("nul\0inside", 10), std::string("商品 😀"),
                                   std::string("\u2028\u202e\U000e0041"), std::string("\",\"level\":\"error")}) {
    const std::string line = json_line(kTime, Severity::info, "a.b", {{"k", value}});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(member(line, "k"), value);
    EXPECT_EQ(member(line, "level"), "info");
  }
  EXPECT_EQ(member(json_line(kTime, Severity::info, "a.b", {{"k", "a\xff\xc3"}}), "k"), "a\ufffd\ufffd");
}

TEST(LogLine, StaysOneLineOfValidJsonForRandomBytes) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 2'000; ++round) {
    std::string value(random() % 60, '\0');
    for (char& c : value) c = static_cast<char>(random());
    const std::string line = json_line(kTime, Severity::error, "a.b", {{"k", value}, {"after", "there"}});
    EXPECT_EQ(member(line, "after"), "there");
    const std::string text = text_event("a.b", {{"k", value}});
    for (const char c : text) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F) << text;
  }
}

TEST(LogLine, DoesNotRepeatItsOwnMembers) {
  const std::string line = json_line(kTime, Severity::info, "a.b", {{"event", "paid"}, {"time", "now"}, {"level", "high"}});
  EXPECT_EQ(member(line, "event"), "a.b");
  EXPECT_EQ(member(line, "event_"), "paid");
  EXPECT_EQ(member(line, "time_"), "now");
  EXPECT_EQ(member(line, "level_"), "high");
}

class Written {
 public:
  explicit Written(LogFormat format, Severity least)
      : log(format, least, clock, std::make_shared<spdlog::sinks::ostream_sink_mt>(out)) {}
  std::ostringstream out;
  test::SetClock clock{kTime};
  SpdlogEventLog log;
};

TEST(SpdlogEventLog, WritesOneLineAnEvent) {
  Written written(LogFormat::text, Severity::debug);
  written.log.warning("rate.jumped", {{"pair", "USDT.CNY"}, {"reason", "50 % {}"}});
  written.log.error("x.y", {});
  EXPECT_EQ(written.out.str(),
            "2025-10-09T08:53:20.045Z warning rate.jumped pair=USDT.CNY reason=\"50 % {}\"\n"
            "2025-10-09T08:53:20.045Z error   x.y\n");
}

TEST(SpdlogEventLog, LeavesOutWhatIsBelowItsLevel) {
  Written written(LogFormat::json, Severity::warning);
  written.log.debug("a.debug", {});
  written.log.info("a.info", {});
  EXPECT_EQ(written.out.str(), "");
  written.log.warning("a.warning", {});
  EXPECT_EQ(member(written.out.str().substr(0, written.out.str().size() - 1), "event"), "a.warning");
}

TEST(SpdlogEventLog, HasColourOnlyForTextOnATerminalWithoutNoColor) {
  EXPECT_TRUE(colour_wanted(LogFormat::text, true, nullptr));
  EXPECT_TRUE(colour_wanted(LogFormat::text, true, ""));
  EXPECT_FALSE(colour_wanted(LogFormat::text, true, "1"));
  EXPECT_FALSE(colour_wanted(LogFormat::text, true, "0"));
  EXPECT_FALSE(colour_wanted(LogFormat::text, false, nullptr));
  EXPECT_FALSE(colour_wanted(LogFormat::json, true, nullptr));
}

}  // namespace
}  // namespace bepusdt::sys
