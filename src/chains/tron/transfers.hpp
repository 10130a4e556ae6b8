// The rule what a payment on Tron is (contract part 4 §2), applied to one transaction and, where it was read, what running it
// came to. Pure.
//
// Positions, which are the same wherever and however a transaction is read:
//   "n"     the chain's own coin (a transaction has one contract, so there is one)
//   "call"  the token transfer that the transaction's own call asks for, whether it is told by the call data or by the first
//           log of that token to that receiver
//   "0"…    every other token transfer, by its log's index within the transaction
#pragma once

#include "chains/tron/watched.hpp"

namespace bepusdt::chains::tron {

inline constexpr std::string_view kNativePosition = "n";
inline constexpr std::string_view kCallPosition = "call";

// A token transfer as it happened, whoever received it.
struct TokenTransfer {
  std::string position;
  Account contract{};
  Account from{};
  Account to{};
  core::BaseUnits units = 0;
};

// Of a succeeded transaction, by its logs. Values of 0 are left out.
[[nodiscard]] std::vector<TokenTransfer> token_transfers(const Transaction& transaction, const Info& info);
// By its call data alone, for nodes that tell no logs: transfers that contracts make are not seen.
[[nodiscard]] std::optional<TokenTransfer> token_transfer_by_call(const Transaction& transaction);

// Whether the logs leave out the very transfer to a wallet of ours that a succeeded call of a genuine contract asks for.
[[nodiscard]] bool lacks_its_call(const Transaction& transaction, const Info& info, const Watched& watched);

// What of a transaction was paid to us. `info`: nullptr where logs were not read.
[[nodiscard]] std::vector<core::Transfer> transfers_to_us(const core::ChainName& chain, const Block& block,
                                                          const Transaction& transaction, const Info* info,
                                                          const Watched& watched);

}  // namespace bepusdt::chains::tron
