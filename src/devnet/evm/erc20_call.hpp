// Erc20Call: the calls of ERC-20 (EIP-20) that the tokens of a test chain know, read from call data as Solidity's ABI lays them
// out. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/amount.hpp"

namespace bepusdt::devnet {

struct Erc20Call {
  enum class Kind { transfer, balance_of, decimals, symbol };
  Kind kind;
  std::string address;    // the receiver, or whose balance
  core::BaseUnits units;  // of a transfer
};

// `data`: "0x" and lower-case digits. nullopt where a contract would revert: another selector, an argument cut short, an
// address with something in its upper bytes. What follows the arguments is not looked at, as contracts do not.
[[nodiscard]] std::optional<Erc20Call> read_erc20_call(std::string_view data);

// A dynamic string as a function returns it.
[[nodiscard]] std::string abi_string(std::string_view text);

}  // namespace bepusdt::devnet
