// TON for ReaderWorld, over an index, with what its tests call things.
#pragma once

#include "chains/ton/ton_reader.hpp"
#include "contract/chains/reader_world.hpp"
#include "devnet/ton/ton_node.hpp"

namespace bepusdt::chains::ton {

inline const std::string kWallet = devnet::ton_wallet(1);
inline const std::string kOtherWallet = devnet::ton_wallet(2);
inline const std::string kPayer = devnet::ton_wallet(50);
inline const std::string kStranger = devnet::ton_wallet(60);

struct Family {
  using Chain = devnet::TonChain;
  using Tx = devnet::TonTx;
  using Node = devnet::TonNode;
  using Faults = devnet::TonFaults;
  using Transfer = devnet::TonTransfer;
  using Reader = TonReader;
  using Config = TonConfig;
  static constexpr bool kNative = true;
  static constexpr bool kOrdered = false;
  static constexpr bool kForks = false;
  static constexpr bool kNamesFinalBlocks = true;
  static constexpr bool kEveryHeight = true;
  static constexpr std::uint64_t kFirst = 1;

  static Config config(const Chain&) {
    Config config;
    config.chain = catalog::find_chain("ton");
    config.endpoints.push_back({"https://a/api/v3", {}, 0});
    config.finality = {Finality::Kind::finalized, 0};
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    config.endpoints.push_back({"https://" + host + "/api/v3/", {}, 0});
  }
  static void make(std::optional<Reader>& reader, const Config& config, Node& node, test::SetClock& clock,
                   ports::EventLog& log, ports::Metrics& metrics) {
    reader.emplace(
        config, node, [&clock](Millis wait) { clock.advance(wait); }, clock, log, metrics);
  }
  static std::string wallet(std::uint64_t n) { return devnet::ton_wallet(n); }
  static core::BlockRef ref(const Chain& chain, std::uint64_t height) {
    const devnet::TonBlock& block = *chain.at(height);
    return {height, core::BlockHash(to_hex(bytes_of(block.hash))), {}, from_unix_seconds(block.time)};
  }
  static std::vector<Transfer> transfers(const Chain& chain, bool native, std::uint64_t after) {
    return chain.transfers({kWallet, kOtherWallet}, native, after);
  }
};

using ReaderWorld = chains::ReaderWorld<Family>;

}  // namespace bepusdt::chains::ton
