// The genuine token contracts (contract part 4 §1), each in its family's stored form. The key is (chain, contract): the same
// address exists on several chains. Whatever is not here is no token of ours, whatever it calls itself.
#include <algorithm>
#include <array>

#include "catalog/chains.hpp"

namespace bepusdt::catalog {
namespace {

constexpr std::array kContracts{
    TokenContract{"ethereum", "0xdac17f958d2ee523a2206206994597c13d831ec7", "usdt.erc20", 6, ""},
    TokenContract{"ethereum", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "usdc.erc20", 6, ""},
    TokenContract{"bsc", "0x55d398326f99059ff775485246999027b3197955", "usdt.bep20", 18, ""},
    TokenContract{"bsc", "0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d", "usdc.bep20", 18, "Binance-Peg"},
    TokenContract{"polygon", "0xc2132d05d31c914a87c6611c10748aeb04b58e8f", "usdt.polygon", 6, ""},
    TokenContract{"polygon", "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359", "usdc.polygon", 6, ""},  // not USDC.e 0x2791…
    TokenContract{"arbitrum", "0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9", "usdt.arbitrum", 6, ""},
    TokenContract{"arbitrum", "0xaf88d065e77c8cc2239327c5edb3a432268e5831", "usdc.arbitrum", 6, ""},
    TokenContract{"base", "0xfde4c96c8593536e31f229ea8f37b2ada2699bb2", "usdt.base", 6, "bridged"},
    TokenContract{"base", "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", "usdc.base", 6, ""},
    TokenContract{"xlayer", "0x779ded0c9e1022225f8e0630b35a9b54be713736", "usdt.xlayer", 6, ""},
    TokenContract{"xlayer", "0xb6ceceab302e2e4948951ee7843fc24e92933061", "usdc.xlayer", 6, ""},
    TokenContract{"xlayer", "0x74b7f16337b8972027f6196a17a631ac6de26d22", "usdc.xlayer", 6, "bridged"},
    TokenContract{"plasma", "0xb8ce59fc3717ada4c02eadf9682a9e934f625ebb", "usdt.plasma", 6, ""},
    TokenContract{"plasma", "0x2d661c89d812261039af9764eceaaee884f5f67f", "usdc.plasma", 6, ""},
    TokenContract{"tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "usdt.trc20", 6, ""},
    TokenContract{"tron", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", "usdc.trc20", 6, kDiscontinued},
    TokenContract{"solana", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "usdt.solana", 6, ""},
    TokenContract{"solana", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "usdc.solana", 6, ""},
    TokenContract{"aptos", "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b", "usdt.aptos", 6, ""},
    TokenContract{"aptos", "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b", "usdc.aptos", 6, ""},
    TokenContract{"ton", "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe", "usdt.ton", 6, ""},
};

}  // namespace

std::span<const TokenContract> token_contracts() { return kContracts; }

const TokenContract* find_contract(std::string_view chain, std::string_view contract) {
  const auto row =
      std::ranges::find_if(kContracts, [&](const TokenContract& r) { return r.chain == chain && r.contract == contract; });
  return row == kContracts.end() ? nullptr : &*row;
}

}  // namespace bepusdt::catalog
