// The chains, trade types and token contracts as rows (contract part 4 §1). Adding a token or an EVM chain is a row here.
// Immutable; lookups are by exact name and return nullptr for what is not in the tables.
#pragma once

#include <span>
#include <string_view>

#include "base/time.hpp"
#include "core/address.hpp"
#include "core/amount.hpp"

namespace bepusdt::catalog {

struct Chain {
  std::string_view name;          // "ethereum": the key everywhere
  std::string_view display_name;  // "Ethereum"
  core::Family family;
  std::uint64_t chain_id;  // EIP-155; 0 where the family has none
  std::string_view native_currency;
  int native_decimals;
  Millis block_interval;         // nominal
  std::string_view finality;     // default of chain.<name>.finality: "finalized", "safe" or a number of blocks
  int finality_fallback_blocks;  // blocks on top that stand for final where an endpoint has no tags
  Millis poll;                   // default of chain.<name>.poll
  std::span<const std::string_view> public_endpoints;
  std::string_view explorer_tx;        // URL with {} for the transaction's hash
  std::string_view color;              // of the network on the checkout page, "#627eea"
  int public_requests_per_second = 0;  // at most, of each public endpoint; 0: no limit of our own
};

struct TokenContract {
  std::string_view chain;
  std::string_view contract;  // canonical stored form of the family
  std::string_view trade_type;
  int decimals;
  std::string_view note;    // "Binance-Peg", "bridged", kDiscontinued, or empty
  bool token_2022 = false;  // Solana: the mint belongs to the Token-2022 program, not to the classic one
};

inline constexpr std::string_view kDiscontinued = "discontinued by its issuer";

[[nodiscard]] std::span<const Chain> chains();
[[nodiscard]] std::span<const core::TradeType> trade_types();
[[nodiscard]] std::span<const TokenContract> token_contracts();

[[nodiscard]] const Chain* find_chain(std::string_view name);
// Aliases ("ton.ton") resolve to their row. Exact lower-case names.
[[nodiscard]] const core::TradeType* find_trade_type(std::string_view name);
[[nodiscard]] const TokenContract* find_contract(std::string_view chain, std::string_view contract);

}  // namespace bepusdt::catalog
