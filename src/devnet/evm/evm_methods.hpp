// EvmMethods: JSON-RPC methods that a host of EvmNode offers beside those that read its chain.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "devnet/evm/rpc_values.hpp"

namespace bepusdt::devnet {

class EvmMethods {
 public:
  virtual ~EvmMethods() = default;
  // result_text or error_text; nullopt: the method is none of these.
  [[nodiscard]] virtual std::optional<std::string> answer(std::string_view method, const simdjson::dom::array& params) = 0;
};

}  // namespace bepusdt::devnet
