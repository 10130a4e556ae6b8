// Tron for ReaderWorld, over the HTTP API, with what its tests call things.
#pragma once

#include "chains/tron/http_node.hpp"
#include "chains/tron/tron_reader.hpp"
#include "contract/chains/reader_world.hpp"
#include "devnet/tron/tron_node.hpp"

namespace bepusdt::chains::tron {

inline const std::string kUsdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
inline const std::string kUsdc = "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8";
inline const std::string kWallet = devnet::tron_wallet(1);
inline const std::string kOtherWallet = devnet::tron_wallet(2);
inline const std::string kPayer = devnet::tron_wallet(50);
inline const std::string kStranger = devnet::tron_wallet(60);
inline const std::string kFakeUsdt = devnet::tron_wallet(99);

struct Family {
  using Chain = devnet::TronChain;
  using Tx = devnet::TronTx;
  using Node = devnet::TronNode;
  using Faults = devnet::TronFaults;
  using Transfer = devnet::TronTransfer;
  using Reader = TronReader;
  using Config = TronConfig;
  static constexpr bool kNative = false;
  static constexpr bool kOrdered = true;
  static constexpr bool kForks = true;
  static constexpr bool kNamesFinalBlocks = true;
  static constexpr bool kEveryHeight = true;
  static constexpr std::uint64_t kFirst = 0;

  static Config config(const Chain& chain) {
    Config config;
    config.chain = catalog::find_chain("tron");
    config.endpoints.push_back({{"https://a/secret-0123456789abcdef", {}, 0}, ""});
    config.finality = {Finality::Kind::finalized, 0};
    config.first_block = chain.at(0)->id;
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    config.endpoints.push_back({{"https://" + host, {}, 0}, ""});
  }
  static void make(std::optional<Reader>& reader, const Config& config, Node& node, test::SetClock& clock,
                   ports::EventLog& log, ports::Metrics& metrics) {
    const auto line = [&](const TronEndpoint& endpoint) {
      const auto api = [&](const std::string& url) { return HttpApi(url, endpoint.endpoint.key, {}, node, clock); };
      Line made;
      made.node = std::make_unique<HttpNode>(api(endpoint.endpoint.url));
      if (!endpoint.solidity.empty()) made.solidity = std::make_unique<HttpSolidity>(api(endpoint.solidity));
      return made;
    };
    reader.emplace(config, line, clock, log, metrics);
  }
  static std::string wallet(std::uint64_t n) { return devnet::tron_wallet(n); }
  static core::BlockRef ref(const Chain& chain, std::uint64_t height) {
    const devnet::TronBlock& block = *chain.at(height);
    return {block.number, core::BlockHash(block.id), core::BlockHash(block.parent), from_unix_seconds(block.time_ms / 1000)};
  }
  static std::vector<Transfer> transfers(const Chain& chain, bool native, std::uint64_t after) {
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, native, after);
  }
};

using ReaderWorld = chains::ReaderWorld<Family>;

}  // namespace bepusdt::chains::tron
