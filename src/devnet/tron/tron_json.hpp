// The HTTP API's JSON of the things of TronChain (java-tron, JsonFormat): bytes as hex, fields of value 0 left out.
#pragma once

#include "devnet/tron/tron_chain.hpp"

namespace bepusdt::devnet {

[[nodiscard]] std::string tron_block_json(const TronBlock& block);
[[nodiscard]] std::string tron_info_json(const TronBlock& block, const TronTx& tx, bool with_logs);

}  // namespace bepusdt::devnet
