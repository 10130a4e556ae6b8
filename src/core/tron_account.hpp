// TronAccount: the 20 bytes of a Tron account, as contracts and logs hold them, and its stored form, which is base58check of the
// prefix 0x41 and these. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/ids.hpp"

namespace bepusdt::core {

using TronAccount = std::array<std::uint8_t, 20>;

inline constexpr std::uint8_t kTronAddressPrefix = 0x41;

// `stored` must be a form that parse_address gave.
[[nodiscard]] TronAccount tron_account(std::string_view stored);
[[nodiscard]] Address tron_address(const TronAccount& account);

}  // namespace bepusdt::core
