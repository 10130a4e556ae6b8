// Hash functions, each named for its standard: MD5 (RFC 1321), SHA-256 (FIPS 180-4), SHA3-256 (FIPS 202), HMAC-SHA256
// (RFC 2104) from OpenSSL, and Keccak-256 with the original padding that Ethereum uses (not SHA3-256) from Botan.
// All are pure and safe to call from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hex.hpp"

namespace bepusdt {

using Digest16 = std::array<std::uint8_t, 16>;
using Digest32 = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest16 md5(std::string_view data);
[[nodiscard]] Digest32 sha256(BytesView data);
[[nodiscard]] Digest32 sha3_256(BytesView data);
[[nodiscard]] Digest32 hmac_sha256(std::string_view key, std::string_view data);
[[nodiscard]] Digest32 keccak256(BytesView data);

// Time depends on the lengths only. Different lengths are unequal.
[[nodiscard]] bool equal_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace bepusdt
