// What the QR code carries and the "open in wallet" link opens: the wallet's own scheme where the network has one.
//   EVM coin    ethereum:<address>@<chain id>?value=<wei>                               EIP-681
//   EVM token   ethereum:<contract>@<chain id>/transfer?address=<address>&uint256=<units>  EIP-681
//   Solana      solana:<owner>?amount=<decimal>[&spl-token=<mint>]                      Solana Pay, transfer request
//   TON         ton://transfer/<address>?[jetton=<master>&]amount=<base units>          the wallets' common deep link
//   Tron, Aptos the plain address: no scheme that wallets agree on
// An open amount leaves the amount out. Pure; nothing here fails.
#pragma once

#include <cstdint>
#include <string>

#include "core/address.hpp"
#include "core/amount.hpp"

namespace bepusdt::web {

struct PaymentRequest {
  core::Family family = core::Family::evm;
  std::uint64_t chain_id = 0;  // EIP-155
  std::string contract;        // display form of the token's contract, mint or master; empty: the chain's own coin
  std::string address;         // display form
  core::Amount amount;         // zero: the payer chooses
};

[[nodiscard]] std::string payment_uri(const PaymentRequest& request);

}  // namespace bepusdt::web
