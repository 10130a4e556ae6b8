// Fuzz target: the body of an answer to a batch of three calls of JSON-RPC. What is taken answers each call once, by its id and by
// nothing else, with the very result or error that a naive reading finds there; a call without a result is none with an empty one.
#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "chains/json_rpc.hpp"
#include "chains/rpc_meaning.hpp"
#include "chains/solana/refusals.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using namespace bepusdt::chains;
using bepusdt::fuzz::PlainJson;
using Kind = PlainJson::Kind;

constexpr std::uint64_t kFirstId = 7;
constexpr std::size_t kCalls = 3;

void check_outcome(const PlainJson& told, const RpcOutcome& outcome, const std::string& result) {
  const PlainJson* error = told.only("error");
  const bool refused = error != nullptr && error->kind != Kind::null;
  BEPUSDT_ASSERT(outcome.has_value() == refused);
  if (refused) return;
  const PlainJson* value = told.only("result");
  BEPUSDT_ASSERT(value != nullptr);
  const auto read = PlainJson::parse(result);
  BEPUSDT_ASSERT(read && read->kind == value->kind && read->text == value->text);
  BEPUSDT_ASSERT(read->items.size() == value->items.size() && read->members.size() == value->members.size());
}

void check_error(const RpcErrorObject& error) {
  BEPUSDT_ASSERT(std::ranges::all_of(error.message, [](char c) { return c >= 0x20 && c <= 0x7e; }));
  static_cast<void>(meaning_of(error));
  static_cast<void>(solana::refusal_of(error));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = bepusdt::fuzz::text_of(data, size);
  simdjson::ondemand::parser parser;
  std::string body(text);
  std::array<std::string, kCalls> results;
  const auto outcomes = read_batch(parser, body, kFirstId, kCalls,
                                   [&](std::size_t call, simdjson::ondemand::value value) -> std::optional<std::string> {
                                     BEPUSDT_ASSERT(call < kCalls);
                                     std::string_view raw;
                                     if (simdjson::to_json_string(value).get(raw)) return "it is cut off";
                                     results[call] = raw;
                                     return std::nullopt;
                                   });
  BEPUSDT_ASSERT(body == text);
  if (!outcomes) {
    BEPUSDT_ASSERT(!outcomes.error().reason.empty());
    if (outcomes.error().refusal) check_error(*outcomes.error().refusal);
    return 0;
  }
  BEPUSDT_ASSERT(outcomes->size() == kCalls);
  for (const RpcOutcome& outcome : *outcomes)
    if (outcome) check_error(*outcome);
  const auto told = PlainJson::parse(text);
  if (!told || told->has_twins() || text.find('\\') != std::string_view::npos) return 0;
  BEPUSDT_ASSERT(told->kind == Kind::list && told->items.size() == kCalls);
  for (const PlainJson& item : told->items) {
    const std::uint64_t id = std::stoull(item.only("id")->text);
    BEPUSDT_ASSERT(id >= kFirstId && id < kFirstId + kCalls);
    check_outcome(item, (*outcomes)[id - kFirstId], results[id - kFirstId]);
  }
  return 0;
}
