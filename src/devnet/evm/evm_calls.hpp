// EvmCall: a call that a contract makes while a transaction runs, with the calls below it; what such calls pay, by this
// house's own numbering (docs/adr/0014), as the tests' oracle; and how nodes tell of them: callTracer as geth 1.16 and
// anvil 1.7.1 answer, trace_block as Erigon and anvil do, which hides calls to precompiled contracts and those that
// could not begin. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct EvmCall {
  enum class Kind { call, call_code, delegate_call, static_call, create, self_destruct };
  Kind kind = Kind::call;
  std::string from;
  std::string to;  // of `create` the new contract
  std::string value = "0x0";
  bool ok = true;
  bool begun = true;  // false: its caller had too little, or was too deep
  std::vector<EvmCall> calls = {};
};

struct EvmTx;
struct EvmBlock;

struct EvmPaid {
  std::string position, from, to, value;
};

// What the calls of a transaction that succeeded paid, in the order of the tree. The transaction's own value is not among it,
// except where it makes a contract.
[[nodiscard]] std::vector<EvmPaid> paid_by_calls(const EvmTx& tx);

// One transaction of debug_traceBlockByHash's list. `named`: with its hash, which older nodes left out.
[[nodiscard]] std::string calls_json(const EvmTx& tx, bool named);
// The items of trace_block for one transaction, with commas; `named` is the block that they claim to be of.
[[nodiscard]] std::string traces_json(const EvmTx& tx, std::size_t index, const EvmBlock& named);

}  // namespace bepusdt::devnet
