// ReaderWorld: a chain, nodes "a" and "b" that tell of it, and an EvmReader of Ethereum's row over them. When it goes down
// it checks that no request was one that a strict node would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/evm/evm_reader.hpp"
#include "devnet/evm/evm_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::evm {

inline const std::string kUsdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
inline const std::string kUsdc = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
inline const std::string kWallet = devnet::evm_address(1);
inline const std::string kOtherWallet = devnet::evm_address(2);
inline const std::string kPayer = devnet::evm_address(50);
inline const std::string kStranger = devnet::evm_address(60);

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    config.chain = catalog::find_chain("ethereum");
    config.endpoints.push_back({"http://a/v3/0123456789abcdef", {}, 0});
    config.finality = {Finality::Kind::blocks, 12};
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
    node.complaints.clear();
  }

  EvmReader& reader() {
    if (!reader_) reader_.emplace(config, node, clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }  // which knows nothing of what its endpoints refused
  void second_endpoint() { config.endpoints.push_back({"http://b/", {}, 0}); }
  devnet::EvmFaults& a() { return node.host("a").faults; }
  devnet::EvmFaults& b() { return node.host("b").faults; }

  static core::BlockRef ref(const devnet::EvmBlock& block) {
    return {block.number, core::BlockHash(block.hash), core::BlockHash(block.parent), from_unix_seconds(block.time)};
  }
  core::BlockRef at(std::uint64_t height) const { return ref(*chain.at(height)); }
  core::BlockRef tip() const { return ref(chain.tip()); }

  using Scan = Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError>;
  Scan scan(const core::BlockRef& after, std::uint64_t max_blocks = 100) {
    return reader().scan({after, max_blocks, &watch});
  }
  // A scan that must come off.
  ports::Scanned scanned(const core::BlockRef& after, std::uint64_t max_blocks = 100) {
    const Scan answer = scan(after, max_blocks);
    if (!answer) {
      ADD_FAILURE() << "scan failed: " << answer.error().reason;
      return {};
    }
    if (std::holds_alternative<ports::Forked>(*answer)) {
      ADD_FAILURE() << "scan says forked";
      return {};
    }
    return std::get<ports::Scanned>(*answer);
  }
  bool forks(const core::BlockRef& after) {
    const Scan answer = scan(after);
    return answer && std::holds_alternative<ports::Forked>(*answer);
  }
  ports::ReadError error(const core::BlockRef& after) {
    const Scan answer = scan(after);
    if (!answer) return answer.error();
    ADD_FAILURE() << "scan did not fail";
    return {};
  }

  static devnet::EvmTransfer plain(const core::Transfer& t) {
    return {t.key.hash.value(), t.key.position.value(), t.contract,           t.from.value(),
            t.to.value(),       t.units.str(),          t.block.hash.value(), t.block.height};
  }
  static std::vector<devnet::EvmTransfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<devnet::EvmTransfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    return all;
  }
  std::vector<devnet::EvmTransfer> expected(std::uint64_t after = 0) const {
    const bool traces = std::ranges::any_of(config.endpoints, &EvmEndpoint::traces);
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, watch.native, after, traces);
  }
  int called(const std::string& host, const std::string& method) {
    return static_cast<int>(std::ranges::count(node.host(host).methods, method));
  }

  devnet::EvmChain chain;
  devnet::EvmNode node;
  test::SetClock clock;
  test::KeptLog log;
  test::SummedMetrics metrics;
  EvmConfig config;
  ports::WatchList watch;

 private:
  std::optional<EvmReader> reader_;
};

}  // namespace bepusdt::chains::evm
