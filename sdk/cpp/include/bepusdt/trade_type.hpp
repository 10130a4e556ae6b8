// The trade types by name: a currency on a chain. Plain texts: a gateway may know more of them than this list.
#pragma once

#include <bepusdt/config.hpp>

#include <array>
#include <string_view>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk::trade_type {

inline constexpr std::string_view kUsdtTrc20 = "usdt.trc20";
inline constexpr std::string_view kUsdtErc20 = "usdt.erc20";
inline constexpr std::string_view kUsdtBep20 = "usdt.bep20";
inline constexpr std::string_view kUsdtPolygon = "usdt.polygon";
inline constexpr std::string_view kUsdtArbitrum = "usdt.arbitrum";
inline constexpr std::string_view kUsdtBase = "usdt.base";
inline constexpr std::string_view kUsdtXlayer = "usdt.xlayer";
inline constexpr std::string_view kUsdtPlasma = "usdt.plasma";
inline constexpr std::string_view kUsdtSolana = "usdt.solana";
inline constexpr std::string_view kUsdtAptos = "usdt.aptos";
inline constexpr std::string_view kUsdtTon = "usdt.ton";
inline constexpr std::string_view kUsdcTrc20 = "usdc.trc20";
inline constexpr std::string_view kUsdcErc20 = "usdc.erc20";
inline constexpr std::string_view kUsdcBep20 = "usdc.bep20";
inline constexpr std::string_view kUsdcPolygon = "usdc.polygon";
inline constexpr std::string_view kUsdcArbitrum = "usdc.arbitrum";
inline constexpr std::string_view kUsdcBase = "usdc.base";
inline constexpr std::string_view kUsdcXlayer = "usdc.xlayer";
inline constexpr std::string_view kUsdcPlasma = "usdc.plasma";
inline constexpr std::string_view kUsdcSolana = "usdc.solana";
inline constexpr std::string_view kUsdcAptos = "usdc.aptos";
inline constexpr std::string_view kTronTrx = "tron.trx";
inline constexpr std::string_view kEthereumEth = "ethereum.eth";
inline constexpr std::string_view kBscBnb = "bsc.bnb";
inline constexpr std::string_view kTonGram = "ton.gram";
inline constexpr std::string_view kPolygonPol = "polygon.pol";
inline constexpr std::string_view kSolanaSol = "solana.sol";
inline constexpr std::string_view kBaseEth = "base.eth";
inline constexpr std::string_view kArbitrumEth = "arbitrum.eth";

inline constexpr std::array kAll{
    kUsdtTrc20,  kUsdtErc20,  kUsdtBep20,  kUsdtPolygon, kUsdtArbitrum, kUsdtBase,  kUsdtXlayer,  kUsdtPlasma,
    kUsdtSolana, kUsdtAptos,  kUsdtTon,    kUsdcTrc20,   kUsdcErc20,    kUsdcBep20, kUsdcPolygon, kUsdcArbitrum,
    kUsdcBase,   kUsdcXlayer, kUsdcPlasma, kUsdcSolana,  kUsdcAptos,    kTronTrx,   kEthereumEth, kBscBnb,
    kTonGram,    kPolygonPol, kSolanaSol,  kBaseEth,     kArbitrumEth,
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk::trade_type
