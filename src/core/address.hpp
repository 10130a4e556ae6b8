// Addresses of the chain families: reading any accepted spelling into the one stored form, and printing the display form.
// Contract part 4 §3. Checksums are checked wherever the spelling carries one.
//   family   stored                                   displayed
//   evm      0x + 40 lower-case hex                   EIP-55 checksummed
//   tron     base58check, 34 characters               the same
//   solana   base58 of 32 bytes                       the same
//   aptos    0x + 64 lower-case hex                   the same
//   ton      <workchain>:<64 lower-case hex>          UQ... (non-bounceable, url-safe base64)
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

enum class Family { evm, tron, solana, aptos, ton };

enum class AddressError { malformed, bad_checksum };

[[nodiscard]] Result<Address, AddressError> parse_address(Family family, std::string_view text);

// `address` must be a stored form that parse_address gave.
[[nodiscard]] std::string display_address(Family family, const Address& address);

// EIP-55 text of a stored EVM address.
[[nodiscard]] std::string eip55(std::string_view lower_case_address);

}  // namespace bepusdt::core
