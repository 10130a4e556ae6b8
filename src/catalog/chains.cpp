#include "catalog/chains.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::catalog {
namespace {

using core::Family;
using Urls = std::span<const std::string_view>;

// Public endpoints that need no key. All of them limit hard; they are for trying the gateway and small shops, and using
// them raises a warning (contract part 4 §4).
constexpr std::array<std::string_view, 3> kEthereum{"https://ethereum-rpc.publicnode.com", "https://eth.drpc.org",
                                                    "https://1rpc.io/eth"};
constexpr std::array<std::string_view, 3> kBsc{"https://bsc-rpc.publicnode.com", "https://bsc-dataseed.bnbchain.org",
                                               "https://bsc.drpc.org"};
constexpr std::array<std::string_view, 2> kPolygon{"https://polygon-bor-rpc.publicnode.com", "https://polygon.drpc.org"};
constexpr std::array<std::string_view, 2> kArbitrum{"https://arb1.arbitrum.io/rpc",
                                                    "https://arbitrum-one-rpc.publicnode.com"};
constexpr std::array<std::string_view, 2> kBase{"https://mainnet.base.org", "https://base-rpc.publicnode.com"};
constexpr std::array<std::string_view, 2> kXLayer{"https://rpc.xlayer.tech", "https://xlayerrpc.okx.com"};
constexpr std::array<std::string_view, 1> kPlasma{"https://rpc.plasma.to"};
constexpr std::array<std::string_view, 2> kTron{"https://api.trongrid.io", "grpc://grpc.trongrid.io:50051"};
constexpr std::array<std::string_view, 2> kSolana{"https://api.mainnet-beta.solana.com",
                                                  "https://solana-rpc.publicnode.com"};
constexpr std::array<std::string_view, 2> kAptos{"https://fullnode.mainnet.aptoslabs.com/v1",
                                                 "https://aptos-rest.publicnode.com/v1"};
constexpr std::array<std::string_view, 1> kTon{"https://toncenter.com/api/v3"};

// Finality defaults: contract part 4 §2. The fallback stands in where an endpoint does not know the tag: about two epochs
// on Ethereum, a quarter of an hour (the time to Ethereum's own finality) on its rollups, and the depth that exchanges
// waited for before the tags existed on BSC and Polygon.
const std::array kChains{
    Chain{.name = "ethereum",
          .display_name = "Ethereum",
          .family = Family::evm,
          .chain_id = 1,
          .native_currency = "ETH",
          .native_decimals = 18,
          .block_interval = Millis(12'000),
          .finality = "12",
          .finality_fallback_blocks = 64,
          .poll = Millis(3'000),
          .public_endpoints = Urls(kEthereum),
          .explorer_tx = "https://etherscan.io/tx/{}",
          .color = "#627eea"},
    Chain{.name = "bsc",
          .display_name = "BNB Smart Chain",
          .family = Family::evm,
          .chain_id = 56,
          .native_currency = "BNB",
          .native_decimals = 18,
          .block_interval = Millis(450),
          .finality = "finalized",
          .finality_fallback_blocks = 45,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kBsc),
          .explorer_tx = "https://bscscan.com/tx/{}",
          .color = "#f0b90b"},
    Chain{.name = "polygon",
          .display_name = "Polygon",
          .family = Family::evm,
          .chain_id = 137,
          .native_currency = "POL",
          .native_decimals = 18,
          .block_interval = Millis(2'000),
          .finality = "finalized",
          .finality_fallback_blocks = 128,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kPolygon),
          .explorer_tx = "https://polygonscan.com/tx/{}",
          .color = "#8247e5"},
    Chain{.name = "arbitrum",
          .display_name = "Arbitrum One",
          .family = Family::evm,
          .chain_id = 42161,
          .native_currency = "ETH",
          .native_decimals = 18,
          .block_interval = Millis(250),
          .finality = "40",
          .finality_fallback_blocks = 3600,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kArbitrum),
          .explorer_tx = "https://arbiscan.io/tx/{}",
          .color = "#28a0f0"},
    Chain{.name = "base",
          .display_name = "Base",
          .family = Family::evm,
          .chain_id = 8453,
          .native_currency = "ETH",
          .native_decimals = 18,
          .block_interval = Millis(2'000),
          .finality = "40",
          .finality_fallback_blocks = 450,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kBase),
          .explorer_tx = "https://basescan.org/tx/{}",
          .color = "#0052ff"},
    Chain{.name = "xlayer",
          .display_name = "X Layer",
          .family = Family::evm,
          .chain_id = 196,
          .native_currency = "OKB",
          .native_decimals = 18,
          .block_interval = Millis(1'000),
          .finality = "40",
          .finality_fallback_blocks = 900,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kXLayer),
          .explorer_tx = "https://www.okx.com/web3/explorer/xlayer/tx/{}",
          .color = "#6b7280"},
    Chain{.name = "plasma",
          .display_name = "Plasma",
          .family = Family::evm,
          .chain_id = 9745,
          .native_currency = "XPL",
          .native_decimals = 18,
          .block_interval = Millis(1'000),
          .finality = "finalized",
          .finality_fallback_blocks = 40,
          .poll = Millis(2'000),
          .public_endpoints = Urls(kPlasma),
          .explorer_tx = "https://plasmascan.to/tx/{}",
          .color = "#1f7a5c"},
    Chain{.name = "tron",
          .display_name = "TRON",
          .family = Family::tron,
          .chain_id = 0,
          .native_currency = "TRX",
          .native_decimals = 6,
          .block_interval = Millis(3'000),
          .finality = "finalized",
          .finality_fallback_blocks = 19,
          .poll = Millis(3'000),
          .public_endpoints = Urls(kTron),
          .explorer_tx = "https://tronscan.org/#/transaction/{}",
          .color = "#eb0029"},
    Chain{.name = "solana",
          .display_name = "Solana",
          .family = Family::solana,
          .chain_id = 0,
          .native_currency = "SOL",
          .native_decimals = 9,
          .block_interval = Millis(400),
          .finality = "finalized",
          .finality_fallback_blocks = 32,
          .poll = Millis(5'000),
          .public_endpoints = Urls(kSolana),
          .explorer_tx = "https://solscan.io/tx/{}",
          .color = "#9945ff",
          .public_requests_per_second = 4},
    Chain{.name = "aptos",
          .display_name = "Aptos",
          .family = Family::aptos,
          .chain_id = 0,
          .native_currency = "APT",
          .native_decimals = 8,
          .block_interval = Millis(250),
          .finality = "0",
          .finality_fallback_blocks = 0,
          .poll = Millis(3'000),
          .public_endpoints = Urls(kAptos),
          .explorer_tx = "https://explorer.aptoslabs.com/txn/{}?network=mainnet",
          .color = "#06a99b"},
    Chain{.name = "ton",
          .display_name = "TON",
          .family = Family::ton,
          .chain_id = 0,
          .native_currency = "GRAM",
          .native_decimals = 9,
          .block_interval = Millis(400),
          .finality = "finalized",
          .finality_fallback_blocks = 1,
          .poll = Millis(3'000),
          .public_endpoints = Urls(kTon),
          .explorer_tx = "https://tonviewer.com/transaction/{}",
          .color = "#0098ea"},
};

}  // namespace

std::span<const Chain> chains() { return kChains; }

const Chain* find_chain(std::string_view name) {
  const auto row = std::ranges::find(kChains, name, &Chain::name);
  return row == kChains.end() ? nullptr : &*row;
}

}  // namespace bepusdt::catalog
