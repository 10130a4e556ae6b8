// The tables agree with one another in both directions and with contract part 4 §1.
#include "catalog/chains.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

namespace bepusdt::catalog {
namespace {

bool is_finality(std::string_view text) {
  if (text == "finalized" || text == "safe") return true;
  int blocks = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), blocks);
  return error == std::errc() && end == text.data() + text.size() && blocks >= 0;
}

TEST(Chains, HaveUniqueNamesAndIds) {
  std::set<std::string_view> names;
  std::set<std::uint64_t> ids;
  for (const Chain& chain : chains()) {
    EXPECT_TRUE(names.insert(chain.name).second) << chain.name;
    if (chain.family == core::Family::evm) {
      EXPECT_TRUE(ids.insert(chain.chain_id).second) << chain.name;
    } else {
      EXPECT_EQ(chain.chain_id, 0u) << chain.name;
    }
    EXPECT_TRUE(std::ranges::all_of(chain.name, [](char c) { return c >= 'a' && c <= 'z'; })) << chain.name;
    EXPECT_EQ(find_chain(chain.name), &chain);
  }
  EXPECT_EQ(ids, (std::set<std::uint64_t>{1, 56, 137, 42161, 8453, 196, 9745}));
  EXPECT_EQ(chains().size(), 11u);
}

TEST(Chains, AreCompleteRows) {
  for (const Chain& chain : chains()) {
    EXPECT_FALSE(chain.display_name.empty());
    EXPECT_FALSE(chain.native_currency.empty());
    EXPECT_GE(chain.native_decimals, 6);
    EXPECT_LE(chain.native_decimals, 18);
    EXPECT_GT(chain.block_interval, Millis(0));
    EXPECT_GE(chain.poll, Millis(1'000));  // public endpoints limit hard
    EXPECT_TRUE(is_finality(chain.finality)) << chain.name;
    EXPECT_GE(chain.finality_fallback_blocks, 0);
    EXPECT_TRUE(chain.explorer_tx.starts_with("https://")) << chain.name;
    EXPECT_EQ(std::ranges::count(chain.explorer_tx, '{'), 1) << chain.name;
    EXPECT_NE(chain.explorer_tx.find("{}"), std::string_view::npos) << chain.name;
    EXPECT_EQ(chain.color.size(), 7u) << chain.name;
    EXPECT_EQ(chain.color.front(), '#') << chain.name;
    for (const char c : chain.color.substr(1)) EXPECT_TRUE(std::isxdigit(c)) << chain.name;
  }
}

TEST(Chains, DefaultsOfFinalityAreTheContracts) {
  const std::map<std::string_view, std::string_view> expected{
      {"ethereum", "12"},   {"base", "40"},           {"arbitrum", "40"},     {"xlayer", "40"},
      {"bsc", "finalized"}, {"polygon", "finalized"}, {"plasma", "finalized"}};
  for (const auto& [name, finality] : expected) EXPECT_EQ(find_chain(name)->finality, finality) << name;
}

TEST(Chains, PublicEndpointsAreEncryptedAndCarryNoKey) {
  for (const Chain& chain : chains()) {
    EXPECT_FALSE(chain.public_endpoints.empty()) << chain.name;
    std::set<std::string_view> seen;
    for (const auto url : chain.public_endpoints) {
      EXPECT_TRUE(seen.insert(url).second) << url;
      EXPECT_TRUE(url.starts_with("https://") || chain.family == core::Family::tron) << url;
      EXPECT_EQ(url.find_first_of("?@ {}"), std::string_view::npos) << url;
    }
  }
}

TEST(TradeTypes, AreTheContracts) {
  std::set<std::string> expected;
  for (const std::string network :
       {"trc20", "erc20", "bep20", "polygon", "arbitrum", "xlayer", "plasma", "solana", "aptos"}) {
    expected.insert("usdt." + network);
    expected.insert("usdc." + network);
  }
  for (const char* name : {"usdc.base", "usdt.base", "usdt.ton", "tron.trx", "ethereum.eth", "bsc.bnb", "ton.gram",
                           "polygon.pol", "solana.sol", "base.eth", "arbitrum.eth"})
    expected.insert(name);
  std::set<std::string> actual;
  for (const auto& type : trade_types()) EXPECT_TRUE(actual.insert(std::string(type.name)).second) << type.name;
  EXPECT_EQ(actual, expected);
}

TEST(TradeTypes, AreFoundByExactNameAndAlias) {
  for (const auto& type : trade_types()) EXPECT_EQ(find_trade_type(type.name), &type);
  EXPECT_EQ(find_trade_type("ton.ton"), find_trade_type("ton.gram"));
  for (const std::string_view name : {"", "usdt", "USDT.TRC20", "usdt.trc20 ", "usdt.omni", "ton"})
    EXPECT_EQ(find_trade_type(name), nullptr) << name;
}

TEST(TradeTypes, BelongToAChainAndAreNativeOrHaveAContract) {
  for (const auto& type : trade_types()) {
    const Chain* chain = find_chain(type.chain);
    ASSERT_NE(chain, nullptr) << type.name;
    const auto contracts = std::ranges::count(token_contracts(), type.name, &TokenContract::trade_type);
    EXPECT_EQ(contracts == 0, type.native) << type.name;
    if (type.native) {
      EXPECT_EQ(type.currency, chain->native_currency) << type.name;
      EXPECT_EQ(type.decimals, chain->native_decimals) << type.name;
      EXPECT_FALSE(type.stablecoin);
    } else {
      EXPECT_TRUE(type.stablecoin) << type.name;
      EXPECT_TRUE(type.currency == "USDT" || type.currency == "USDC") << type.name;
    }
  }
}

TEST(TokenContracts, AgreeWithTheirTradeTypeAndAreInStoredForm) {
  std::set<std::pair<std::string_view, std::string_view>> keys;
  for (const TokenContract& row : token_contracts()) {
    EXPECT_TRUE(keys.insert({row.chain, row.contract}).second) << row.contract;
    const auto* type = find_trade_type(row.trade_type);
    ASSERT_NE(type, nullptr) << row.trade_type;
    EXPECT_EQ(type->name, row.trade_type);  // not by an alias
    EXPECT_EQ(type->chain, row.chain) << row.contract;
    EXPECT_EQ(type->decimals, row.decimals) << row.contract;
    const auto address = core::parse_address(find_chain(row.chain)->family, row.contract);
    ASSERT_TRUE(address) << row.contract;
    EXPECT_EQ(address->value(), row.contract);
    EXPECT_EQ(find_contract(row.chain, row.contract), &row);
  }
  EXPECT_EQ(token_contracts().size(), 22u);
}

// Contract part 4 §1, in the spelling in which the issuers publish the addresses.
TEST(TokenContracts, AreTheIssuersOwn) {
  struct Published {
    std::string_view trade_type, address;
    int decimals;
  };
  constexpr Published kPublished[] = {
      {"usdt.erc20", "0xdAC17F958D2ee523a2206206994597C13D831ec7", 6},
      {"usdc.erc20", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", 6},
      {"usdt.bep20", "0x55d398326f99059fF775485246999027B3197955", 18},
      {"usdc.bep20", "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d", 18},
      {"usdt.polygon", "0xc2132D05D31c914a87C6611C10748AEb04B58e8F", 6},
      {"usdc.polygon", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359", 6},
      {"usdt.arbitrum", "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9", 6},
      {"usdc.arbitrum", "0xaf88d065e77c8cC2239327C5EDb3A432268e5831", 6},
      {"usdt.base", "0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2", 6},
      {"usdc.base", "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913", 6},
      {"usdt.xlayer", "0x779Ded0c9e1022225f8E0630b35a9b54bE713736", 6},
      {"usdc.xlayer", "0xB6CEceAB302E2E4948951eE7843FC24E92933061", 6},
      {"usdc.xlayer", "0x74b7F16337b8972027F6196A17a631aC6dE26d22", 6},
      {"usdt.plasma", "0xB8CE59FC3717ada4C02eaDF9682A9e934F625ebb", 6},
      {"usdc.plasma", "0x2d661C89D812261039AF9764eceaAee884f5F67F", 6},
      {"usdt.trc20", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 6},
      {"usdc.trc20", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", 6},
      {"usdt.solana", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", 6},
      {"usdc.solana", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6},
      {"usdt.aptos", "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b", 6},
      {"usdc.aptos", "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b", 6},
      {"usdt.ton", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs", 6}};
  EXPECT_EQ(std::size(kPublished), token_contracts().size());
  for (const auto& published : kPublished) {
    const auto* type = find_trade_type(published.trade_type);
    const auto address = core::parse_address(find_chain(type->chain)->family, published.address);
    ASSERT_TRUE(address) << published.address;
    const TokenContract* row = find_contract(type->chain, address->value());
    ASSERT_NE(row, nullptr) << published.address;
    EXPECT_EQ(row->trade_type, published.trade_type);
    EXPECT_EQ(row->decimals, published.decimals);
  }
}

TEST(TokenContracts, LookAlikesAreNotFound) {
  EXPECT_EQ(find_contract("polygon", "0x2791bca1f2de4661ed88a30c99a7a9449aa84174"), nullptr);   // USDC.e
  EXPECT_EQ(find_contract("bsc", "0xdac17f958d2ee523a2206206994597c13d831ec7"), nullptr);       // Ethereum's USDT elsewhere
  EXPECT_EQ(find_contract("ethereum", "0xdAC17F958D2ee523a2206206994597C13D831ec7"), nullptr);  // not the stored form
  EXPECT_EQ(find_contract("tron", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8")->note, kDiscontinued);
}

}  // namespace
}  // namespace bepusdt::catalog
