// decode.hpp: the answer of trace_block (OpenEthereum's trace module, kept by Erigon, Nethermind, Reth, Besu): one list
// of the calls of all transactions, each with its path `traceAddress` as that node numbers them. Where a call that
// failed has no error of its own below it, its whole subtree was undone all the same. Block rewards stand in the same
// list and belong to no transaction.
#include <algorithm>
#include <map>
#include <span>

#include "chains/evm/answer_fields.hpp"
#include "chains/evm/call_path.hpp"
#include "chains/json_fields.hpp"

namespace bepusdt::chains::evm {
namespace {

namespace od = simdjson::ondemand;

constexpr std::size_t kDeepest = 1'100;

struct Call {
  CallPath address;  // as the node numbers
  bool failed = false;
  bool moves = false;  // value goes from `from` to `to`
  bool creates = false;
  Account from{}, to{};
  Word value{};
  std::uint64_t children = 0;  // as the node counts
};

struct Item {
  Word transaction{};
  Word block_hash{};
  bool reward = false;
  Call call;
};

// The members of `action` and `result` that name who moved what, whichever of the types it is.
struct Tokens {
  std::string_view from, to, value, call_type, address, balance, refund, created;
};

Decoded<bool> read_action(od::value value, Tokens& tokens) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("trace action", error);
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    if (key == "from") tokens.from = token_of(field);
    if (key == "to") tokens.to = token_of(field);
    if (key == "value") tokens.value = token_of(field);
    if (key == "callType") tokens.call_type = token_of(field);
    if (key == "address") tokens.address = token_of(field);
    if (key == "balance") tokens.balance = token_of(field);
    if (key == "refundAddress") tokens.refund = token_of(field);
    return true;
  });
  if (walked) return wrong("trace action", walked);
  return true;
}

Decoded<bool> read_result(od::value value, Tokens& tokens) {
  bool null = false;
  if (!value.is_null().get(null) && null) return true;
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("trace result", error);
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    if (key == "address") tokens.created = token_of(field);
    return true;
  });
  if (walked) return wrong("trace result", walked);
  return true;
}

bool read_address(od::value value, CallPath& path) {
  od::array array;
  if (value.get_array().get(array)) return false;
  for (auto item : array) {
    std::uint64_t index = 0;
    if (item.get_uint64().get(index) || index > 0xffff'ffff || path.size() == kDeepest) return false;
    path.push_back(static_cast<std::uint32_t>(index));
  }
  return true;
}

// False: what must be there is not, or is not what it should be.
bool read_move(std::string_view type, const Tokens& tokens, Call& call) {
  call.creates = type == "create";
  const bool ends = type == "suicide" || type == "selfdestruct";
  const std::string_view from = ends ? tokens.address : tokens.from;
  const std::string_view to = ends ? tokens.refund : call.creates ? tokens.created : tokens.to;
  const std::string_view value = ends ? tokens.balance : tokens.value;
  if (!call.creates && type != "call" && !ends) return true;
  if (from.empty() || is_null(from) || !read(from, call.from)) return false;
  if (!to.empty() && !read(to, call.to)) return false;
  if (value.empty() || is_null(value)) return true;
  const auto units = big_quantity_of(inner(value));
  if (!units) return false;
  call.value = *units;
  // Of the kinds of calls only this one moves value; the others repeat that of their caller.
  call.moves = type != "call" || inner(tokens.call_type) == "call";
  return true;
}

Decoded<Item> read_item(od::value value) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("trace", error);
  Item item;
  Tokens tokens;
  std::string_view type, error, bad;
  std::optional<DecodeError> bad_part;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    const auto part = [&](const Decoded<bool>& done) {
      if (!done) bad_part = done.error();
    };
    if (key == "type")
      type = inner(token_of(field));
    else if (key == "error")
      error = token_of(field);
    else if (key == "action")
      part(read_action(field, tokens));
    else if (key == "result")
      part(read_result(field, tokens));
    else if (key == "transactionHash")
      bad = read(token_of(field), item.transaction) ? bad : key;
    else if (key == "blockHash")
      bad = read(token_of(field), item.block_hash) ? bad : key;
    else if (key == "traceAddress")
      bad = read_address(field, item.call.address) ? bad : key;
    else if (key == "subtraces" && field.get_uint64().get(item.call.children))
      bad = key;
    return bad.empty() && !bad_part;
  });
  if (bad_part) return fail(*std::move(bad_part));
  if (!bad.empty()) return wrong("trace", bad);
  if (walked) return wrong("trace", walked);
  if (type.empty()) return wrong("trace", "type");
  item.reward = type == "reward";
  if (item.reward) return item;
  if (item.transaction == kZeroWord) return wrong("trace", "transactionHash");
  item.call.failed = !error.empty() && !is_null(error);
  if (!read_move(type, tokens, item.call)) return wrong("trace", "action");
  return item;
}

// A call with those above it, while the tree is walked from the top.
struct Open {
  const Call* call;
  CallPath path;
  bool counts;             // it and all above it succeeded
  std::uint32_t next = 0;  // number of its next child that counts
  std::uint64_t seen = 0;  // children
};

Decoded<bool> walk(std::vector<Call>& calls, const RecipientSieve& keep, TracedTransaction& traced) {
  // Some nodes list the end of a contract before the calls that it made.
  std::ranges::sort(calls, {}, &Call::address);
  if (std::ranges::adjacent_find(calls, {}, &Call::address) != calls.end()) return wrong("trace", "traceAddress");
  std::vector<Open> open;
  const auto close_down_to = [&](std::size_t depth) {
    for (; open.size() > depth; open.pop_back())
      if (open.back().seen < open.back().call->children) return false;
    return true;
  };
  for (const Call& call : calls) {
    const std::size_t depth = call.address.size();
    if (!close_down_to(depth)) return wrong("trace", "subtraces");
    if (open.size() != depth || (depth == 0 && &call != &calls.front())) return wrong("trace", "traceAddress");
    if (depth == 0) {
      open.push_back({&call, {}, !call.failed});
    } else {
      Open& parent = open.back();
      if (!std::ranges::equal(parent.call->address, std::span(call.address).first(depth - 1)))
        return wrong("trace", "traceAddress");
      ++parent.seen;
      const bool numbered = !call.failed && !is_precompiled(call.to);
      CallPath path = parent.path;
      path.push_back(numbered ? parent.next++ : 0);
      open.push_back({&call, std::move(path), parent.counts && numbered});
    }
    const Open& here = open.back();
    if (!here.counts || !call.moves || (depth == 0 && !call.creates)) continue;
    if (call.value == kZeroWord || call.from == call.to || !keep(call.to)) continue;
    traced.moves.push_back({position_text(here.path), call.from, call.to, call.value});
  }
  if (!close_down_to(0)) return wrong("trace", "subtraces");
  traced.succeeded = !calls.front().failed;
  return true;
}

}  // namespace

Decoded<std::vector<TracedTransaction>> decode_block_traces(od::value value, const RecipientSieve& keep) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return wrong("traces", error);
  struct Calls {
    Word block_hash;
    std::vector<Call> calls;
  };
  std::map<Word, Calls> transactions;
  for (auto element : array) {
    od::value one;
    if (const auto error = element.get(one)) return wrong("traces", error);
    auto item = read_item(one);
    if (!item) return fail(std::move(item.error()));
    if (item->reward) continue;
    Calls& of = transactions.try_emplace(item->transaction, Calls{item->block_hash, {}}).first->second;
    if (of.block_hash != item->block_hash) return wrong("trace", "blockHash");
    of.calls.push_back(std::move(item->call));
  }
  std::vector<TracedTransaction> traces;
  for (auto& [hash, of] : transactions) {
    TracedTransaction traced;
    traced.hash = hash;
    traced.block_hash = of.block_hash;
    if (auto walked = walk(of.calls, keep, traced); !walked) return fail(std::move(walked.error()));
    traces.push_back(std::move(traced));
  }
  return traces;
}

}  // namespace bepusdt::chains::evm
