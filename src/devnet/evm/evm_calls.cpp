#include "devnet/evm/evm_calls.hpp"

#include <algorithm>

#include "devnet/evm/evm_chain.hpp"
#include "devnet/evm/evm_json.hpp"

namespace bepusdt::devnet {
namespace {

using Kind = EvmCall::Kind;

constexpr std::string_view kNowhere = "0x000000000000000000000000000000000000c0de";

// The transaction itself as the call that it is.
EvmCall root_of(const EvmTx& tx) {
  EvmCall root;
  root.kind = tx.to.empty() ? Kind::create : Kind::call;
  root.from = tx.from;
  root.to = !tx.to.empty() ? tx.to : !tx.created.empty() ? tx.created : std::string(kNowhere);
  root.value = tx.value;
  root.ok = tx.ok;
  root.calls = tx.calls;
  return root;
}

bool is_zero(const std::string& quantity) { return quantity.find_first_not_of('0', 2) == std::string::npos; }

// 0x1 to 0x3ff: 37 digits are zero, and the one before the last two is at most 3.
bool is_precompiled(const std::string& address) {
  return address.substr(2, 37) == std::string(37, '0') && address[39] <= '3';
}

std::string_view callers_word(Kind kind) {
  switch (kind) {
    case Kind::call: return "CALL";
    case Kind::call_code: return "CALLCODE";
    case Kind::delegate_call: return "DELEGATECALL";
    case Kind::static_call: return "STATICCALL";
    case Kind::create: return "CREATE";
    case Kind::self_destruct: break;
  }
  return "SELFDESTRUCT";
}

std::string_view parity_word(Kind kind) {
  switch (kind) {
    case Kind::call_code: return "callcode";
    case Kind::delegate_call: return "delegatecall";
    case Kind::static_call: return "staticcall";
    default: break;
  }
  return "call";
}

void collect(const EvmCall& call, const std::string& place, bool top, std::vector<EvmPaid>& paid) {
  if (!call.ok) return;
  const bool moves = call.kind == Kind::create || (!top && (call.kind == Kind::call || call.kind == Kind::self_destruct));
  if (moves && !is_zero(call.value) && call.from != call.to) paid.push_back({place, call.from, call.to, call.value});
  std::size_t number = 0;
  for (const EvmCall& below : call.calls) {
    if (!below.ok || !below.begun || is_precompiled(below.to)) continue;
    collect(below, place + (top ? "" : ".") + std::to_string(number++), false, paid);
  }
}

std::string member(std::string_view name, std::string_view value) { return in_quotes(name) + ":" + in_quotes(value); }

std::string call_tree(const EvmCall& call) {
  std::string out = "{" + member("from", call.from) + R"(,"gas":"0x5208","gasUsed":"0x0",)";
  if (call.kind != Kind::create || call.ok) out += member("to", call.to) + ",";
  out += R"("input":"0x")";
  if (!call.begun)
    out += R"(,"error":"insufficient balance for transfer")";
  else if (!call.ok)
    out += R"(,"error":"execution reverted")";
  if (!call.calls.empty()) {
    out += R"(,"calls":[)";
    for (const EvmCall& below : call.calls) out += (&below == &call.calls.front() ? "" : ",") + call_tree(below);
    out += "]";
  }
  if (call.kind != Kind::static_call) out += "," + member("value", call.value);
  return out + "," + member("type", callers_word(call.kind)) + "}";
}

struct Flat {
  std::string tail;  // what every item of the transaction says of block and transaction
  std::string out;

  void add(const EvmCall& call, const std::string& address) {
    std::vector<const EvmCall*> shown;
    for (const EvmCall& below : call.calls)
      if (below.begun && !is_precompiled(below.to)) shown.push_back(&below);
    out += out.empty() ? "{" : ",{";
    out += R"("action":{)";
    if (call.kind == Kind::self_destruct)
      out += member("address", call.from) + "," + member("refundAddress", call.to) + "," + member("balance", call.value);
    else if (call.kind == Kind::create)
      out += member("from", call.from) + R"(,"gas":"0x5208","init":"0x",)" + member("value", call.value);
    else
      out += member("callType", parity_word(call.kind)) + "," + member("from", call.from) +
             R"(,"gas":"0x5208","input":"0x",)" + member("to", call.to) + "," + member("value", call.value);
    out += "}," + tail;
    if (!call.ok)
      out += R"(,"error":"Reverted","result":null)";
    else if (call.kind == Kind::create)
      out += R"(,"result":{"code":"0x","gasUsed":"0x0",)" + member("address", call.to) + "}";
    else
      out += call.kind == Kind::self_destruct ? R"(,"result":null)" : R"(,"result":{"gasUsed":"0x0","output":"0x"})";
    out += R"(,"subtraces":)" + std::to_string(shown.size()) + R"(,"traceAddress":[)" + address + "],";
    out += member("type", call.kind == Kind::self_destruct ? "suicide"
                          : call.kind == Kind::create      ? "create"
                                                           : "call") +
           "}";
    const auto below = [&](std::size_t i) { add(*shown[i], address + (address.empty() ? "" : ",") + std::to_string(i)); };
    // As anvil and Reth list them: a contract's end comes before the calls that it made.
    const bool ends = !shown.empty() && shown.back()->kind == Kind::self_destruct;
    if (ends) below(shown.size() - 1);
    for (std::size_t i = 0; i + (ends ? 1 : 0) < shown.size(); ++i) below(i);
  }
};

}  // namespace

std::vector<EvmPaid> paid_by_calls(const EvmTx& tx) {
  std::vector<EvmPaid> paid;
  collect(root_of(tx), "t", true, paid);
  return paid;
}

std::string calls_json(const EvmTx& tx, bool named) {
  return "{" + (named ? member("txHash", tx.hash) + "," : std::string()) + R"("result":)" + call_tree(root_of(tx)) + "}";
}

std::string traces_json(const EvmTx& tx, std::size_t index, const EvmBlock& named) {
  Flat flat;
  flat.tail = member("blockHash", named.hash) + R"(,"blockNumber":)" + std::to_string(named.number) + "," +
              member("transactionHash", tx.hash) + R"(,"transactionPosition":)" + std::to_string(index);
  flat.add(root_of(tx), "");
  return flat.out;
}

}  // namespace bepusdt::devnet
