// EvmRequest: the transaction object of eth_sendTransaction, eth_call and eth_estimateGas (Ethereum's execution API), read
// strictly. Pure.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "devnet/evm/rpc_values.hpp"

namespace bepusdt::devnet {

struct EvmRequest {
  std::string from;  // empty: not given
  std::string to;
  std::string value = "0x0";
  std::string input = "0x";
  std::optional<std::uint64_t> nonce;
};

// The first of the parameters; the error says what is wrong with it.
[[nodiscard]] Result<EvmRequest, std::string> read_request(const simdjson::dom::array& params);

}  // namespace bepusdt::devnet
