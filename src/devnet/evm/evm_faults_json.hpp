// EvmFaults as JSON: an object whose members are the members of EvmFaults by their names, all optional. Pure.
#pragma once

#include <string>

#include "base/result.hpp"
#include "devnet/evm/evm_faults.hpp"
#include "devnet/evm/rpc_values.hpp"

namespace bepusdt::devnet {

// `none`: what a member is that does not stand there. The error names the member that is unknown or of another type.
[[nodiscard]] Result<EvmFaults, std::string> read_faults(const simdjson::dom::object& object, EvmFaults none = {});

}  // namespace bepusdt::devnet
