// The EVM family for ReaderWorld, by Ethereum's row, with what its tests call things.
#pragma once

#include "chains/evm/evm_reader.hpp"
#include "contract/chains/reader_world.hpp"
#include "devnet/evm/evm_node.hpp"

namespace bepusdt::chains::evm {

inline const std::string kUsdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
inline const std::string kUsdc = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
inline const std::string kWallet = devnet::evm_address(1);
inline const std::string kOtherWallet = devnet::evm_address(2);
inline const std::string kPayer = devnet::evm_address(50);
inline const std::string kStranger = devnet::evm_address(60);

struct Family {
  using Chain = devnet::EvmChain;
  using Tx = devnet::EvmTx;
  using Node = devnet::EvmNode;
  using Faults = devnet::EvmFaults;
  using Transfer = devnet::EvmTransfer;
  using Reader = EvmReader;
  using Config = EvmConfig;
  static constexpr bool kNative = false;
  static constexpr bool kOrdered = true;
  static constexpr bool kForks = true;
  static constexpr bool kNamesFinalBlocks = false;
  static constexpr bool kEveryHeight = true;
  static constexpr std::uint64_t kFirst = 0;

  static Config config(const Chain&) {
    Config config;
    config.chain = catalog::find_chain("ethereum");
    config.endpoints.push_back({"http://a/v3/0123456789abcdef", {}, 0});
    config.finality = {Finality::Kind::blocks, 12};
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    config.endpoints.push_back({"http://" + host + "/", {}, 0});
  }
  static std::string wallet(std::uint64_t n) { return devnet::evm_address(n); }
  static core::BlockRef ref(const Chain& chain, std::uint64_t height) {
    const devnet::EvmBlock& block = *chain.at(height);
    return {block.number, core::BlockHash(block.hash), core::BlockHash(block.parent), from_unix_seconds(block.time)};
  }
  static std::vector<Transfer> transfers(const Chain& chain, const Config& config, bool native, std::uint64_t after) {
    const bool traces = std::ranges::any_of(config.endpoints, &EvmEndpoint::traces);
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, native, after, traces);
  }
};

using ReaderWorld = chains::ReaderWorld<Family>;

}  // namespace bepusdt::chains::evm
