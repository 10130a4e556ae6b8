// The trade types (contract part 4 §1): what requests, wallets and the SDK name. Decimals are those of the contract.
#include <algorithm>
#include <array>

#include "catalog/chains.hpp"

namespace bepusdt::catalog {
namespace {

constexpr core::TradeType stablecoin(std::string_view name, std::string_view chain, std::string_view currency,
                                     int decimals) {
  return {.name = name, .chain = chain, .currency = currency, .decimals = decimals, .native = false, .stablecoin = true};
}
constexpr core::TradeType coin(std::string_view name, std::string_view chain, std::string_view currency, int decimals) {
  return {.name = name, .chain = chain, .currency = currency, .decimals = decimals, .native = true, .stablecoin = false};
}

constexpr std::array kTradeTypes{
    stablecoin("usdt.trc20", "tron", "USDT", 6),
    stablecoin("usdt.erc20", "ethereum", "USDT", 6),
    stablecoin("usdt.bep20", "bsc", "USDT", 18),
    stablecoin("usdt.polygon", "polygon", "USDT", 6),
    stablecoin("usdt.arbitrum", "arbitrum", "USDT", 6),
    stablecoin("usdt.base", "base", "USDT", 6),
    stablecoin("usdt.xlayer", "xlayer", "USDT", 6),
    stablecoin("usdt.plasma", "plasma", "USDT", 6),
    stablecoin("usdt.solana", "solana", "USDT", 6),
    stablecoin("usdt.aptos", "aptos", "USDT", 6),
    stablecoin("usdt.ton", "ton", "USDT", 6),
    stablecoin("usdc.trc20", "tron", "USDC", 6),
    stablecoin("usdc.erc20", "ethereum", "USDC", 6),
    stablecoin("usdc.bep20", "bsc", "USDC", 18),
    stablecoin("usdc.polygon", "polygon", "USDC", 6),
    stablecoin("usdc.arbitrum", "arbitrum", "USDC", 6),
    stablecoin("usdc.base", "base", "USDC", 6),
    stablecoin("usdc.xlayer", "xlayer", "USDC", 6),
    stablecoin("usdc.plasma", "plasma", "USDC", 6),
    stablecoin("usdc.solana", "solana", "USDC", 6),
    stablecoin("usdc.aptos", "aptos", "USDC", 6),
    coin("tron.trx", "tron", "TRX", 6),
    coin("ethereum.eth", "ethereum", "ETH", 18),
    coin("bsc.bnb", "bsc", "BNB", 18),
    coin("ton.gram", "ton", "GRAM", 9),
    coin("polygon.pol", "polygon", "POL", 18),
    coin("solana.sol", "solana", "SOL", 9),
    coin("base.eth", "base", "ETH", 18),
    coin("arbitrum.eth", "arbitrum", "ETH", 18),
};

struct Alias {
  std::string_view alias;
  std::string_view name;
};
constexpr std::array kAliases{Alias{"ton.ton", "ton.gram"}};

}  // namespace

std::span<const core::TradeType> trade_types() { return kTradeTypes; }

const core::TradeType* find_trade_type(std::string_view name) {
  for (const Alias& row : kAliases)
    if (row.alias == name) name = row.name;
  const auto row = std::ranges::find(kTradeTypes, name, &core::TradeType::name);
  return row == kTradeTypes.end() ? nullptr : &*row;
}

}  // namespace bepusdt::catalog
