// Fuzz target: an HTTP answer that may be a refusal, to the three kinds of questions over plain HTTP (Tron's API, Aptos' REST API,
// TON's index). Line 1: the status; line 2: Retry-After; behind it the body. A refusal is never taken for an answer, and "there is
// no such thing" is believed only of the code that says so; what is told about it is one printable line.
#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "chains/aptos/rest_api.hpp"
#include "chains/ton/index_api.hpp"
#include "chains/tron/http_api.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"
#include "support/fakes.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;

struct Told {
  int status = 200;
  std::string_view retry_after, body;
  std::optional<PlainJson> json;

  [[nodiscard]] bool has(std::string_view name) const {
    return json && std::ranges::any_of(json->members, [&](const PlainJson::Member& each) { return each.name == name; });
  }
  [[nodiscard]] bool says(std::string_view name, std::string_view value) const {
    const PlainJson* member = json ? json->only(name) : nullptr;
    return member != nullptr && member->kind == Kind::text && member->text == value;
  }
};

template <class Failure>
void check_failure(const Failure& failure, const Told& told) {
  BEPUSDT_ASSERT(!failure.reason.empty() && failure.reason.size() < 400);
  BEPUSDT_ASSERT(std::ranges::all_of(failure.reason, [](char c) { return c >= ' ' && c <= '~'; }));
  if (!failure.retry_after) return;
  BEPUSDT_ASSERT(told.retry_after.find_first_not_of("0123456789") == std::string_view::npos);
  BEPUSDT_ASSERT(*failure.retry_after == Millis(1000 * std::stoll(std::string(told.retry_after))));
}

void ask_tron(ports::HttpClient& http, ports::Clock& clock, const Told& told) {
  tron::HttpApi api("https://a", {}, {}, http, clock);
  const auto answer = api.ask("wallet/getnowblock", "{}", clock.now() + Millis(1000));
  if (answer) BEPUSDT_ASSERT(told.status == 200 && !told.has("Error"));
  if (!answer) check_failure(answer.error(), told);
}

void ask_ton(ports::HttpClient& http, ports::Clock& clock, const Told& told) {
  ton::IndexApi api({"https://a/api/v3", {}, 0}, {}, http, clock);
  const auto answer = api.ask("masterchainInfo", clock.now() + Millis(1000));
  if (answer) BEPUSDT_ASSERT(told.status == 200 && !told.has("error"));
  if (answer) return;
  check_failure(answer.error(), told);
  if (answer.error().kind == ton::IndexFailure::Kind::not_found)
    BEPUSDT_ASSERT(told.status == 404 && (!told.json || told.has("error")));
}

void ask_aptos(ports::HttpClient& http, ports::Clock& clock, const Told& told) {
  using aptos::NodeFailure;
  aptos::RestApi api("https://a/v1", {}, 1, {}, http, clock);
  const Time deadline = clock.now() + Millis(1000);
  const auto check = [&](const auto& answer, std::string_view not_found) {
    if (answer) BEPUSDT_ASSERT(told.status == 200);
    if (answer) return;
    check_failure(answer.error(), told);
    if (answer.error().kind == NodeFailure::Kind::not_found)
      BEPUSDT_ASSERT(told.status == 404 && (!told.json || told.json->has_twins() || told.says("error_code", not_found)));
    if (answer.error().kind == NodeFailure::Kind::pruned) BEPUSDT_ASSERT(told.status == 410);
  };
  const auto ledger = api.ledger(deadline);
  check(ledger, "");
  BEPUSDT_ASSERT(ledger || ledger.error().kind != NodeFailure::Kind::not_found);
  check(api.transaction(chains::kZeroWord, deadline), "transaction_not_found");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [status, retry_after, body] = fuzz::lines_of<3>(fuzz::text_of(data, size));
  Told told{200, retry_after, body, PlainJson::parse(body)};
  std::from_chars(status.data(), status.data() + status.size(), told.status);
  test::ScriptedClient http;
  http.answer = [&](const ports::HttpRequest&) {
    ports::HttpAnswer answer;
    answer.status = told.status;
    answer.body = body;
    answer.headers.emplace_back("retry-after", retry_after);
    return answer;
  };
  test::SetClock clock(from_unix_millis(1'790'000'000'000));
  ask_tron(http, clock, told);
  ask_ton(http, clock, told);
  ask_aptos(http, clock, told);
  return 0;
}
