// Aptos for ReaderWorld, with what its tests call things.
#pragma once

#include "chains/aptos/aptos_reader.hpp"
#include "contract/chains/reader_world.hpp"
#include "devnet/aptos/aptos_node.hpp"

namespace bepusdt::chains::aptos {

inline const std::string kUsdt = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";
inline const std::string kUsdc = "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b";
inline const std::string kWallet = devnet::aptos_account(1);
inline const std::string kOtherWallet = devnet::aptos_account(2);
inline const std::string kPayer = devnet::aptos_account(50);
inline const std::string kStranger = devnet::aptos_account(60);
inline const std::string kFakeUsdt = devnet::aptos_account(99);

struct Family {
  using Chain = devnet::AptosChain;
  using Tx = devnet::AptosTx;
  using Node = devnet::AptosNode;
  using Faults = devnet::AptosFaults;
  using Transfer = devnet::AptosTransfer;
  using Reader = AptosReader;
  using Config = AptosConfig;
  static constexpr bool kNative = false;
  static constexpr bool kOrdered = true;
  static constexpr bool kForks = false;
  static constexpr bool kNamesFinalBlocks = true;
  static constexpr bool kEveryHeight = true;
  static constexpr std::uint64_t kFirst = 0;

  static Config config(const Chain&) {
    Config config;
    config.chain = catalog::find_chain("aptos");
    config.endpoints.push_back({"https://a/secret-0123456789abcdef/v1", {}, 0});
    config.finality = {Finality::Kind::blocks, 0};
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    config.endpoints.push_back({"https://" + host, {}, 0});
  }
  static std::string wallet(std::uint64_t n) { return devnet::aptos_account(n); }
  static core::BlockRef ref(const Chain& chain, std::uint64_t height) {
    const devnet::AptosBlock& block = *chain.at(height);
    core::BlockHash parent;
    if (height > 0) parent = core::BlockHash(chain.at(height - 1)->hash);
    return {height, core::BlockHash(block.hash), parent,
            from_unix_seconds(static_cast<std::int64_t>(block.micros / 1'000'000))};
  }
  static std::vector<Transfer> transfers(const Chain& chain, bool, std::uint64_t after) {
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, after);
  }
};

class ReaderWorld : public chains::ReaderWorld<Family> {
 protected:
  int asked(const std::string& host, const std::string& question) {
    return static_cast<int>(std::ranges::count(node.host(host).questions, question, &devnet::AptosQuestion::name));
  }
};

}  // namespace bepusdt::chains::aptos
