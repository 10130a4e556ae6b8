// decode.hpp: the answer of debug_traceBlockByHash with callTracer (geth's call_tracer.go): a list of {txHash, result},
// each result a call with the calls that it made in `calls`. A call that failed has an `error`; what it and those below
// it moved was undone.
#include "chains/evm/answer_fields.hpp"
#include "chains/evm/call_path.hpp"
#include "chains/json_fields.hpp"

namespace bepusdt::chains::evm {
namespace {

namespace od = simdjson::ondemand;

// The EVM allows 1024 calls within one another.
constexpr int kDeepest = 1'100;
// Numbers in the paths of all moves of an answer together. A call costs gas, and so does each level above it; answers that were
// made up would otherwise need a hundred times their own size.
constexpr std::size_t kLongestPaths = 1'000'000;

struct FoundMove {
  CallPath path;  // from the leaf up while the tree is being read
  Account from{}, to{};
  Word value{};
};

struct ReadCall {
  bool counts = false;  // it succeeded, and has a number among its siblings
  bool creates = false;
  std::vector<FoundMove> moves;  // of it and those below it
};

bool tells_of_failure(std::string_view error) { return !error.empty() && !is_null(error) && error != R"("")"; }

class CallReader {
 public:
  explicit CallReader(const RecipientSieve& keep) : keep_(keep) {}

  Decoded<ReadCall> read_call(od::value value, int depth) {
    if (depth > kDeepest) return wrong("trace", "calls");
    od::object object;
    if (const auto error = value.get_object().get(object)) return wrong("trace", error);
    ReadCall call;
    std::string_view type, from, to, amount, error;
    bool has_calls = false;
    std::optional<DecodeError> bad;
    const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
      if (key == "type")
        type = token_of(field);
      else if (key == "from")
        from = token_of(field);
      else if (key == "to")
        to = token_of(field);
      else if (key == "value")
        amount = token_of(field);
      else if (key == "error")
        error = token_of(field);
      else if (key == "calls")  // twice, and two calls would have one number
        bad = std::exchange(has_calls, true) ? wrong("trace", "calls").error() : read_calls(field, depth, call.moves);
      return !bad;
    });
    if (bad) return fail(*std::move(bad));
    if (walked) return wrong("trace", walked);
    if (inner(type).empty()) return wrong("trace", "type");
    FoundMove own;
    if (!to.empty() && !read(to, own.to)) return wrong("trace", "to");
    call.creates = inner(type).starts_with("CREATE");
    call.counts = !tells_of_failure(error) && (depth == 0 || !is_precompiled(own.to));
    if (!call.counts) {
      call.moves.clear();
      return call;
    }
    // DELEGATECALL and CALLCODE run foreign code on what the caller has; STATICCALL moves nothing.
    const bool moves = inner(type) == "CALL" || inner(type) == "SELFDESTRUCT" || call.creates;
    if (!moves || (depth == 0 && !call.creates) || amount.empty() || is_null(amount) || !keep_(own.to)) return call;
    const auto units = big_quantity_of(inner(amount));
    if (!units) return wrong("trace", "value");
    if (from.empty() || is_null(from) || !read(from, own.from)) return wrong("trace", "from");
    own.value = *units;
    if (own.value != kZeroWord && own.from != own.to) call.moves.push_back(std::move(own));
    return call;
  }

 private:
  std::optional<DecodeError> read_calls(od::value& value, int depth, std::vector<FoundMove>& moves) {
    bool null = false;
    if (!value.is_null().get(null) && null) return std::nullopt;
    od::array array;
    if (const auto error = value.get_array().get(array)) return wrong("trace", error).error();
    std::uint32_t index = 0;
    for (auto item : array) {
      od::value element;
      if (const auto error = item.get(element)) return wrong("trace", error).error();
      auto call = read_call(element, depth + 1);
      if (!call) return std::move(call.error());
      if (!call->counts) continue;
      path_numbers_ += call->moves.size();
      if (path_numbers_ > kLongestPaths) return wrong("trace", "calls").error();
      for (FoundMove& move : call->moves) {
        move.path.push_back(index);
        moves.push_back(std::move(move));
      }
      ++index;
    }
    return std::nullopt;
  }

  const RecipientSieve& keep_;
  std::size_t path_numbers_ = 0;
};

Decoded<TracedTransaction> read_transaction_calls(od::value value, CallReader& reader) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("trace", error);
  TracedTransaction traced;
  bool has_result = false;
  std::string_view bad;
  std::optional<DecodeError> bad_call;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    if (key == "txHash") {
      if (!read(token_of(field), traced.hash)) bad = key;
    } else if (key == "error") {
      std::string_view text;
      if (!field.get_string().get(text)) traced.trouble = text.empty() ? "an error" : std::string(text.substr(0, 200));
    } else if (key == "result") {
      bool null = false;
      if (!field.is_null().get(null) && null) return true;
      if (has_result) {
        bad = key;
        return false;
      }
      auto call = reader.read_call(field, 0);
      if (!call) {
        bad_call = std::move(call.error());
        return false;
      }
      has_result = true;
      traced.succeeded = call->counts;
      for (FoundMove& move : call->moves) std::ranges::reverse(move.path);
      std::ranges::sort(call->moves, {}, &FoundMove::path);
      for (const FoundMove& move : call->moves)
        traced.moves.push_back({position_text(move.path), move.from, move.to, move.value});
    }
    return bad.empty();
  });
  if (bad_call) return fail(*std::move(bad_call));
  if (!bad.empty()) return wrong("trace", bad);
  if (walked) return wrong("trace", walked);
  if (!has_result && traced.trouble.empty()) traced.trouble = "no result";
  return traced;
}

}  // namespace

Decoded<std::vector<TracedTransaction>> decode_block_calls(od::value value, const RecipientSieve& keep) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return wrong("traces", error);
  CallReader reader(keep);
  std::vector<TracedTransaction> traces;
  for (auto item : array) {
    od::value element;
    if (const auto error = item.get(element)) return wrong("traces", error);
    auto traced = read_transaction_calls(element, reader);
    if (!traced) return fail(std::move(traced.error()));
    traces.push_back(*std::move(traced));
  }
  return traces;
}

}  // namespace bepusdt::chains::evm
