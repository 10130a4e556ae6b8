// What stands in JSON-RPC calls, read strictly: hex of the right length, quantities without leading zeros, addresses and
// hashes. Foreign text that is not what it should be gives nullopt or an empty text. Pure.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/amount.hpp"

namespace bepusdt::devnet {

[[nodiscard]] std::string text_of(const simdjson::dom::element& value);  // empty for what is no string

[[nodiscard]] bool is_hex(std::string_view value, std::size_t digits);  // "0x" and lower-case digits
[[nodiscard]] std::optional<std::uint64_t> quantity_of(std::string_view value);
[[nodiscard]] std::optional<core::BaseUnits> big_quantity_of(std::string_view value);
[[nodiscard]] std::optional<std::string> address_of(std::string_view value);     // either case in, lower case out
[[nodiscard]] std::optional<std::string> bytes_text_of(std::string_view value);  // "0x" and whole bytes, lower case out

// `"result":…` and `"error":{…}`, the two ends that an answer can have.
[[nodiscard]] std::string result_text(std::string_view json);
[[nodiscard]] std::string error_text(int code, std::string_view message);

}  // namespace bepusdt::devnet
