// Solana for ReaderWorld, with what its tests call things.
#pragma once

#include "chains/solana/solana_reader.hpp"
#include "contract/chains/reader_world.hpp"
#include "devnet/solana/solana_node.hpp"

namespace bepusdt::chains::solana {

inline const std::string kUsdt = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";
inline const std::string kUsdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
inline const std::string kWallet = devnet::solana_wallet(1);
inline const std::string kOtherWallet = devnet::solana_wallet(2);
inline const std::string kPayer = devnet::solana_wallet(50);
inline const std::string kStranger = devnet::solana_wallet(60);
inline const std::string kFakeUsdt = devnet::solana_wallet(99);

struct Family {
  using Chain = devnet::SolanaChain;
  using Tx = devnet::SolanaTx;
  using Node = devnet::SolanaNode;
  using Faults = devnet::SolanaFaults;
  using Transfer = devnet::SolanaTransfer;
  using Reader = SolanaReader;
  using Config = SolanaConfig;
  static constexpr bool kNative = false;
  static constexpr bool kOrdered = false;
  static constexpr bool kForks = false;
  static constexpr bool kNamesFinalBlocks = false;
  static constexpr bool kEveryHeight = false;
  static constexpr std::uint64_t kFirst = 0;

  static Config config(const Chain& chain) {
    Config config;
    config.chain = catalog::find_chain("solana");
    config.endpoints.push_back({{"https://a/secret-0123456789abcdef", {}, 0}, false});
    config.genesis = chain.genesis();
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    config.endpoints.push_back({{"https://" + host, {}, 0}, false});
  }
  static std::uint64_t held_back(const Config& config) { return config.limits.held_back; }
  static std::string wallet(std::uint64_t n) { return devnet::solana_wallet(n); }
  static core::BlockRef ref(const Chain& chain, std::uint64_t slot) {
    const devnet::SolanaBlock& block = *chain.at(slot);
    return {block.slot, core::BlockHash(block.hash), core::BlockHash(block.parent_hash), from_unix_seconds(block.time)};
  }
  static Transfer plain(const core::Transfer& t) {
    EXPECT_EQ(t.key.position.value(), t.to.value() + "/" + (t.contract.empty() ? "n" : t.contract));
    return {t.key.hash.value(), t.to.value(), t.contract, t.block.hash.value(), static_cast<std::uint64_t>(t.units),
            t.block.height};
  }
  static std::vector<Transfer> transfers(const Chain& chain, bool native, std::uint64_t after) {
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, native, after);
  }
};

class ReaderWorld : public chains::ReaderWorld<Family> {
 protected:
  void by_blocks(std::size_t endpoint = 0) { config.endpoints[endpoint].blocks = true; }
  // As many blocks as make everything before them old enough to be read.
  void settle() { chain.mine_empty(config.limits.held_back); }
};

// The same cases for both ways to read: by our accounts' transactions, and by whole blocks.
class SolanaBothWays : public ReaderWorld, public ::testing::WithParamInterface<bool> {
 protected:
  SolanaBothWays() { config.endpoints[0].blocks = GetParam(); }
};

inline std::string way(const ::testing::TestParamInfo<bool>& each) { return each.param ? "by_blocks" : "by_accounts"; }

}  // namespace bepusdt::chains::solana
