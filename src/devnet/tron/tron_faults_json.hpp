// TronFaults as JSON: an object whose members are the members of TronFaults by their names, all optional. Pure.
#pragma once

#include <simdjson.h>

#include <string>

#include "base/result.hpp"
#include "devnet/tron/tron_faults.hpp"

namespace bepusdt::devnet {

// The error names the member that is unknown or of another type.
[[nodiscard]] Result<TronFaults, std::string> read_tron_faults(const simdjson::dom::object& object);

}  // namespace bepusdt::devnet
