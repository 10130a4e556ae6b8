// RequestParser: the same request reads the same however its bytes are cut, and no bytes break it.
#include "http/server/request_parser.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bepusdt::http {
namespace {

struct Outcome {
  RequestParser::Outcome outcome;
  std::string what;
};

// Feeds `bytes` in pieces as a connection would: what is not taken is offered again with more.
Outcome parse(std::string_view bytes, const std::vector<std::size_t>& cuts) {
  const Limits limits;
  Request request;
  RequestParser parser(request, limits);
  std::string pending;
  std::size_t from = 0;
  auto outcome = RequestParser::Outcome::need_more;
  for (std::size_t i = 0; i <= cuts.size() && outcome == RequestParser::Outcome::need_more; ++i) {
    const std::size_t to = i < cuts.size() ? cuts[i] : bytes.size();
    pending.append(bytes.substr(from, to - from));
    from = to;
    if (pending.empty()) continue;
    std::size_t used = 0;
    outcome = parser.read(pending, used);
    EXPECT_LE(used, pending.size());
    pending.erase(0, used);
  }
  std::string what = std::string(request.target()) + "|" + request.body();
  for (const char* name : {"host", "content-type", "x-a"}) what += "|" + std::string(request.header(name));
  return {outcome, what};
}

const std::vector<std::string> kRequests{
    "GET /a?b=c HTTP/1.1\r\nHost: h\r\nX-A: b \r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\nhello world",
    "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n6\r\n world\r\n0\r\nX-A: "
    "t\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n000;a\r\nX-A: t\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: h\r\nX-A: folded\r\n value\r\nContent-Length: 2\r\n\r\nok",
};

TEST(RequestParser, ReadsTheSameHoweverTheBytesAreCut) {
  for (const std::string& request : kRequests) {
    const Outcome whole = parse(request, {});
    ASSERT_EQ(whole.outcome, RequestParser::Outcome::done) << request;
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
      const Outcome two = parse(request, {cut});
      EXPECT_EQ(two.outcome, whole.outcome) << cut << request;
      EXPECT_EQ(two.what, whole.what) << cut << request;
    }
    std::vector<std::size_t> every;
    for (std::size_t cut = 1; cut < request.size(); ++cut) every.push_back(cut);
    EXPECT_EQ(parse(request, every).what, whole.what);
  }
}

TEST(RequestParser, AChunkedBodyWithoutChunksThatTricklesInEndsNothing) {
  const std::string head = "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string cut : {"0\r\n", "0\r\n\r"}) {
    const Limits limits;
    Request request;
    RequestParser parser(request, limits);
    std::string pending = head + cut;
    std::size_t used = 0;
    EXPECT_EQ(parser.read(pending, used), RequestParser::Outcome::need_more);
    pending.erase(0, used);
    for (const char c : std::string("0\r\n\r\n").substr(cut.size())) {
      pending += c;
      const auto outcome = parser.read(pending, used);
      pending.erase(0, used);
      EXPECT_EQ(outcome, pending.empty() ? RequestParser::Outcome::done : RequestParser::Outcome::need_more);
    }
    EXPECT_EQ(pending, "");
  }
}

TEST(RequestParser, WhetherItIsTooLargeDoesNotDependOnHowItArrives) {
  const std::size_t limit = Limits().header_bytes;
  for (const std::size_t size : {limit - 1, limit, limit + 1, limit + 20}) {
    for (const std::string filler : {"a", " "}) {
      std::string request = "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n\r\n";
      while (request.size() < size) request.insert(request.find('b'), filler);
      std::vector<std::size_t> every;
      for (std::size_t cut = 1; cut < request.size(); ++cut) every.push_back(cut);
      const auto expected = size <= limit ? RequestParser::Outcome::done : RequestParser::Outcome::header_too_large;
      EXPECT_EQ(parse(request, {}).outcome, expected) << size << filler;
      EXPECT_EQ(parse(request, every).outcome, expected) << size << filler;
      EXPECT_EQ(parse(request, {20, size - 1}).outcome, expected) << size << filler;
    }
  }
}

TEST(RequestParser, DoesNotTakeTrailersForHeaders) { EXPECT_EQ(parse(kRequests[2], {}).what, "/p|hello world|h||"); }

TEST(RequestParser, SurvivesDamagedRequests) {
  std::mt19937_64 random(11);
  int done = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string request = kRequests[random() % kRequests.size()];
    for (std::uint64_t damage = random() % 4; damage > 0; --damage) {
      const std::size_t at = random() % request.size();
      switch (random() % 3) {
        case 0: request[at] = static_cast<char>(random()); break;
        case 1: request.erase(at, 1 + random() % 5); break;
        default: request.insert(at, request.substr(random() % request.size(), random() % 20)); break;
      }
      if (request.empty()) request = "x";
    }
    std::vector<std::size_t> cuts;
    for (std::size_t at = 1 + random() % 40; at < request.size(); at += 1 + random() % 40) cuts.push_back(at);
    done += parse(request, cuts).outcome == RequestParser::Outcome::done ? 1 : 0;
  }
  EXPECT_GT(done, 5'000) << "undamaged ones are among them";
}

}  // namespace
}  // namespace bepusdt::http
