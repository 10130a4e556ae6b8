// The rule what a payment on an EVM chain is (contract part 4 §2), applied to one transaction and its receipt. Pure.
// Position: of a token transfer its log's index within the receipt ("0", "3"), which stays when the transaction is mined
// again elsewhere; of the chain's own coin "n" where the transaction itself pays it, its place in the call tree ("t0.2") where
// a contract does.
#pragma once

#include "chains/evm/traced.hpp"
#include "chains/evm/watched.hpp"

namespace bepusdt::chains::evm {

inline constexpr std::string_view kNativePosition = "n";

// Where a log stands within its receipt; nullopt when the receipt does not say.
[[nodiscard]] std::optional<std::uint64_t> position_of(const Log& log, const Receipt& receipt);

// Requires a succeeded receipt of that block. Logs of value 0 and removed ones give nothing; so does anything that is not
// from a genuine contract to a watched wallet.
[[nodiscard]] std::vector<core::Transfer> token_transfers(const core::ChainName& chain, const core::BlockRef& block,
                                                          const Receipt& receipt, const Watched& watched);

[[nodiscard]] inline bool is_traced(const core::Position& position) { return position.value().starts_with('t'); }

// What a contract paid in a transaction that succeeded, to a watched wallet.
[[nodiscard]] core::Transfer traced_transfer(const core::ChainName& chain, const core::TradeType& coin,
                                             const core::BlockRef& block, const Word& transaction, const CoinMove& move);

// Requires the receipt of this very transaction. nullopt: value 0, not to a watched wallet, or it did not succeed.
[[nodiscard]] std::optional<core::Transfer> native_transfer(const core::ChainName& chain, const core::TradeType& coin,
                                                            const core::BlockRef& block, const Transaction& transaction,
                                                            const Receipt& receipt, const Watched& watched);

}  // namespace bepusdt::chains::evm
