// Fuzz target: a connection's bytes read as the same requests however they are cut, within the limits, and what was read
// prints back to itself. The limits are small, so that they are reached.
#include <optional>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "http/server/request_parser.hpp"

namespace {

using namespace bepusdt::http;
using Outcome = RequestParser::Outcome;

constexpr std::array<std::string_view, 10> kNames{"Host",   "Content-Type", "X-A",       "Connection", "Expect",
                                                  "Accept", "Cookie",       "X-Real-IP", "Via",        "Authorization"};

struct Read {
  Outcome outcome;
  Method method;
  bool version_11;
  std::string target;
  std::vector<std::string> headers;  // of kNames, in order
  std::size_t header_count;
  std::size_t header_bytes;
  std::string body;
  friend bool operator==(const Read&, const Read&) = default;
};

Limits limits() {
  Limits limits;
  limits.header_bytes = 700;
  limits.header_fields = 12;
  limits.body_bytes = 300;
  return limits;
}

Read note(Outcome outcome, const Request& request) {
  Read read{.outcome = outcome,
            .method = {},
            .version_11 = {},
            .target = {},
            .headers = {},
            .header_count = 0,
            .header_bytes = 0,
            .body = {}};
  if (outcome != Outcome::done) return read;  // half a request is nobody's
  read.method = request.method();
  read.version_11 = request.is_version_11();
  read.target = request.target();
  for (const auto name : kNames)
    for (const auto value : request.headers(name)) read.headers.push_back(std::string(name) + "=" + std::string(value));
  read.header_count = request.header_count();
  read.header_bytes = request.header_bytes();
  read.body = request.body();
  return read;
}

// All requests of a connection, as Connection reads them: what the parser leaves is offered again with more.
template <class PieceSize>
std::vector<Read> read_all(std::string_view bytes, PieceSize piece_size) {
  const Limits limits = ::limits();
  std::vector<Read> reads;
  std::string pending;
  Request request;
  std::optional<RequestParser> parser;
  Outcome outcome = Outcome::need_more;
  while (!bytes.empty()) {
    const std::size_t size = std::min(std::max<std::size_t>(piece_size(), 1), bytes.size());
    pending += bytes.substr(0, size);
    bytes.remove_prefix(size);
    for (;;) {
      if (!parser) {
        request.clear();
        parser.emplace(request, limits);
      }
      if (!parser->got_some()) pending.erase(0, std::min(pending.find_first_not_of("\r\n"), pending.size()));
      if (pending.empty()) break;
      std::size_t used = 0;
      outcome = parser->read(pending, used);
      BEPUSDT_ASSERT(used <= pending.size());
      pending.erase(0, used);
      if (outcome == Outcome::need_more) break;
      reads.push_back(note(outcome, request));
      if (outcome != Outcome::done) return reads;  // the connection ends here
      parser.reset();
    }
  }
  return reads;
}

// The same requests. Only when a connection is refused, and whether for its syntax or its size, may depend on the cuts: Beast
// notices some broken line ends only once it sees what follows.
bool agree(std::vector<Read> a, std::vector<Read> b) {
  for (auto* reads : {&a, &b})
    if (!reads->empty() && reads->back().outcome != Outcome::done) reads->pop_back();
  return a == b;
}

void check(const Read& read) {
  if (read.outcome != Outcome::done) return;
  const Limits limits = ::limits();
  BEPUSDT_ASSERT(read.body.size() <= limits.body_bytes);
  BEPUSDT_ASSERT(read.header_count <= limits.header_fields && read.header_bytes <= limits.header_bytes);
  BEPUSDT_ASSERT(read.target.find_first_of(std::string_view(" \r\n\0", 4)) == std::string::npos);
  std::string hosts;
  for (const auto& header : read.headers) {
    BEPUSDT_ASSERT(header.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    if (header.starts_with("Host=")) hosts += "h";
  }
  BEPUSDT_ASSERT(hosts == "h" || (hosts.empty() && !read.version_11));
}

std::optional<std::string> printed(const Read& read) {
  std::string text;
  switch (read.method) {
    case Method::get: text = "GET "; break;
    case Method::head: text = "HEAD "; break;
    case Method::post: text = "POST "; break;
    case Method::options: text = "OPTIONS "; break;
    case Method::other: return std::nullopt;
  }
  text += read.target + (read.version_11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
  for (const auto& header : read.headers) {
    const auto equals = header.find('=');
    text += header.substr(0, equals) + ": " + header.substr(equals + 1) + "\r\n";
  }
  return text + "Content-Length: " + std::to_string(read.body.size()) + "\r\n\r\n" + read.body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view bytes = bepusdt::fuzz::text_of(data, size);
  const auto whole = read_all(bytes, [&] { return bytes.size(); });
  const auto single = read_all(bytes, [] { return 1; });
  auto chance = bepusdt::fuzz::chance_of(bytes);
  const auto pieces = read_all(bytes, [&] { return chance() % 40; });
  BEPUSDT_ASSERT(agree(whole, single) && agree(whole, pieces));
  for (const Read& read : whole) {
    check(read);
    const auto text = printed(read);
    if (!text || read.outcome != Outcome::done || read.header_count == limits().header_fields ||
        text->size() - read.body.size() > limits().header_bytes)  // printed, it has a Content-Length more
      continue;
    const auto again = read_all(*text, [&] { return text->size(); });
    BEPUSDT_ASSERT(again.size() == 1 && again[0].outcome == Outcome::done);
    BEPUSDT_ASSERT(again[0].method == read.method && again[0].target == read.target && again[0].body == read.body);
    BEPUSDT_ASSERT(again[0].headers == read.headers && again[0].version_11 == read.version_11);
  }
  return 0;
}
