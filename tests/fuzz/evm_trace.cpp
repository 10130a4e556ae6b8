// Fuzz target: a node's answer to debug_traceBlockByHash or trace_block. Of a list of callTracer's trees, what is taken
// says what a second reading says, from the top down and over another parser; and whatever is taken of either, no two
// moves of one transaction have one position, nothing moves to itself or is zero, and what failed moves nothing.
#include <algorithm>
#include <set>

#include "base/assert.hpp"
#include "chains/evm/decode.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains;
using namespace bepusdt::chains::evm;
namespace dom = simdjson::dom;

const RecipientSieve kEverybody = [](const Account&) { return true; };

template <class Decode>
auto decoded(std::string_view text, Decode&& decode) {
  const simdjson::padded_string padded("{\"result\":" + std::string(text) + "}");
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::value value;
  using Outcome = decltype(decode(value, kEverybody));
  if (parser.iterate(padded).get(document) || document["result"].get(value)) return Outcome(fail(DecodeError{}));
  return decode(value, kEverybody);
}

// Of a document in which no name stands twice in an object, so that both readings mean the same field.
bool is_plain(dom::element element) {
  dom::array array;
  dom::object object;
  if (!element.get(array)) return std::ranges::all_of(array, is_plain);
  if (element.get(object)) return true;
  std::set<std::string_view> names;
  for (const auto field : object)
    if (!names.insert(field.key).second || !is_plain(field.value)) return false;
  return true;
}

std::string_view member(dom::element call, const char* name) {
  std::string_view text;
  return call[name].get(text) ? std::string_view() : text;
}

bool failed(dom::element call) {
  dom::element error;
  return !call["error"].get(error) && !error.is_null() && !(error.is_string() && member(call, "error").empty());
}

struct Told {
  std::string position;
  Account from, to;
  Word value;
};

void naive_moves(dom::element call, const std::string& place, bool top, std::vector<Told>& moves) {
  const std::string_view type = member(call, "type");
  const bool creates = type.starts_with("CREATE");
  const auto from = account_of(member(call, "from")), to = account_of(member(call, "to"));
  const auto value = big_quantity_of(member(call, "value"));
  if ((creates || (!top && (type == "CALL" || type == "SELFDESTRUCT"))) && value && *value != kZeroWord) {
    const Told move{place, from.value_or(Account{}), to.value_or(Account{}), *value};
    if (move.from != move.to) moves.push_back(move);
  }
  dom::array calls;
  if (call["calls"].get(calls)) return;
  std::size_t number = 0;
  for (const dom::element below : calls) {
    const Account callee = account_of(member(below, "to")).value_or(Account{});
    const bool low = std::all_of(callee.begin(), callee.end() - 2, [](auto byte) { return byte == 0; }) && callee[18] < 4;
    if (failed(below) || low) continue;
    naive_moves(below, place + (top ? "" : ".") + std::to_string(number++), false, moves);
  }
}

void check(const std::vector<TracedTransaction>& traces) {
  for (const TracedTransaction& traced : traces) {
    BEPUSDT_ASSERT(traced.succeeded || traced.moves.empty());
    std::set<std::string> positions;
    for (const CoinMove& move : traced.moves) {
      BEPUSDT_ASSERT(positions.insert(move.position).second && move.position.starts_with('t'));
      BEPUSDT_ASSERT(move.value != kZeroWord && move.from != move.to);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto traces = decoded(text, decode_block_traces)) check(*traces);
  const auto calls = decoded(text, decode_block_calls);
  if (!calls) return 0;
  check(*calls);
  dom::parser parser;
  dom::element root;
  dom::array items;
  if (text.find('\\') != std::string_view::npos || parser.parse(simdjson::padded_string(text)).get(root) ||
      !is_plain(root) || root.get(items))
    return 0;
  BEPUSDT_ASSERT(items.size() == calls->size());
  std::size_t i = 0;
  for (const dom::element item : items) {
    const TracedTransaction& traced = (*calls)[i++];
    dom::element result;
    if (item["result"].get(result) || result.is_null()) continue;
    std::vector<Told> moves;
    if (!failed(result)) naive_moves(result, "t", true, moves);
    BEPUSDT_ASSERT(moves.size() == traced.moves.size());
    for (std::size_t j = 0; j < moves.size(); ++j)
      BEPUSDT_ASSERT(moves[j].position == traced.moves[j].position && moves[j].from == traced.moves[j].from &&
                     moves[j].to == traced.moves[j].to && moves[j].value == traced.moves[j].value);
  }
  return 0;
}
