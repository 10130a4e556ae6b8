// ReaderWorld: a Solana chain, nodes "a" and "b" that tell of it, and a SolanaReader over them. When it goes down it checks that no
// request was one that a strict node would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/solana/solana_reader.hpp"
#include "devnet/solana/solana_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::solana {

inline const std::string kUsdt = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";
inline const std::string kUsdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
inline const std::string kWallet = devnet::solana_wallet(1);
inline const std::string kOtherWallet = devnet::solana_wallet(2);
inline const std::string kPayer = devnet::solana_wallet(50);
inline const std::string kStranger = devnet::solana_wallet(60);
inline const std::string kFakeUsdt = devnet::solana_wallet(99);

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    config.chain = catalog::find_chain("solana");
    config.endpoints.push_back({{"https://a/secret-0123456789abcdef", {}, 0}, false});
    config.genesis = chain.genesis();
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
  }

  SolanaReader& reader() {
    if (!reader_) reader_.emplace(config, node, clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }
  void second_endpoint(bool blocks = false) { config.endpoints.push_back({{"https://b", {}, 0}, blocks}); }
  void by_blocks() { config.endpoints[0].blocks = true; }
  devnet::SolanaFaults& a() { return node.host("a").faults; }
  devnet::SolanaFaults& b() { return node.host("b").faults; }
  // As many blocks as make everything before them old enough to be read.
  void settle() { chain.mine_empty(config.limits.held_back); }

  static core::BlockRef ref(const devnet::SolanaBlock& block) {
    return {block.slot, core::BlockHash(block.hash), core::BlockHash(block.parent_hash), from_unix_seconds(block.time)};
  }
  core::BlockRef at(std::uint64_t slot) const { return ref(*chain.at(slot)); }
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

  static devnet::SolanaTransfer plain(const core::Transfer& t) {
    EXPECT_EQ(t.key.position.value(), t.to.value() + "/" + (t.contract.empty() ? "n" : t.contract));
    return {t.key.hash.value(), t.to.value(), t.contract, t.block.hash.value(), static_cast<std::uint64_t>(t.units),
            t.block.height};
  }
  static std::vector<devnet::SolanaTransfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<devnet::SolanaTransfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    std::ranges::sort(all);
    return all;
  }
  std::vector<devnet::SolanaTransfer> expected(std::uint64_t after = 0) const {
    auto all = chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, watch.native, after);
    std::ranges::sort(all);
    return all;
  }
  int called(const std::string& host, const std::string& method) {
    return static_cast<int>(std::ranges::count(node.host(host).methods, method));
  }

  devnet::SolanaChain chain;
  devnet::SolanaNode node;
  test::SetClock clock;
  test::KeptLog log;
  test::NoMetrics metrics;
  SolanaConfig config;
  ports::WatchList watch;

 private:
  std::optional<SolanaReader> reader_;
};

// The same cases for both ways to read: by our accounts' transactions, and by whole blocks.
class SolanaBothWays : public ReaderWorld, public ::testing::WithParamInterface<bool> {
 protected:
  SolanaBothWays() { config.endpoints[0].blocks = GetParam(); }
};

inline std::string way(const ::testing::TestParamInfo<bool>& each) { return each.param ? "by_blocks" : "by_accounts"; }

}  // namespace bepusdt::chains::solana
