// EvmReading: the JSON-RPC methods that read a chain, answered as anvil 1.7.1 does: eth_getLogs of an unknown block hash is
// error -32000 "unknown block", a range beyond the head -32602 "BlockOutOfRangeError", receipts of an unknown block are null,
// blocks that were forked away are still found by hash. Lives for one call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devnet/evm/evm_chain.hpp"
#include "devnet/evm/evm_faults.hpp"
#include "devnet/evm/rpc_values.hpp"

namespace bepusdt::devnet {

class EvmReading {
 public:
  struct View {  // of a chain, through one node
    const EvmChain& chain;
    std::uint64_t head;  // the newest block that this node has
    const EvmFaults& faults;
    const EvmBlock* final_block;  // of both tags; nullptr: the tags answer null
    std::uint64_t& log_calls;     // eth_getLogs calls by block hash so far
    std::vector<std::string>& complaints;
  };
  explicit EvmReading(const View& view) : view_(view) {}

  // result_text or error_text; nullopt: the method does not read a chain.
  [[nodiscard]] std::optional<std::string> answer(std::string_view method, const simdjson::dom::array& params);

 private:
  using Params = const simdjson::dom::array&;
  [[nodiscard]] std::string block_by_number(Params params);
  [[nodiscard]] std::string block_by_hash(Params params);
  [[nodiscard]] std::string transaction(Params params);
  [[nodiscard]] std::string receipt(Params params);
  [[nodiscard]] std::string block_receipts(Params params);
  [[nodiscard]] std::string logs(Params params);
  [[nodiscard]] std::string block_calls(Params params);
  [[nodiscard]] std::string block_traces(Params params);

  void complain(std::string what) { view_.complaints.push_back(std::move(what)); }
  [[nodiscard]] std::string hash_in(Params params);
  [[nodiscard]] std::string told(const EvmBlock& block, bool whole) const;
  [[nodiscard]] std::string told(const EvmChain::Place& place, const EvmBlock& named, bool removed) const;
  [[nodiscard]] const EvmBlock* block_of(const std::string& hash) const;

  const View view_;
};

}  // namespace bepusdt::devnet
