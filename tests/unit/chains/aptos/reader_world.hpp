// ReaderWorld: an Aptos chain, nodes "a" and "b" that tell of it, and an AptosReader over them. When it goes down it checks that
// no request was one that a strict node would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/aptos/aptos_reader.hpp"
#include "devnet/aptos/aptos_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::aptos {

inline const std::string kUsdt = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";
inline const std::string kUsdc = "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b";
inline const std::string kWallet = devnet::aptos_account(1);
inline const std::string kOtherWallet = devnet::aptos_account(2);
inline const std::string kPayer = devnet::aptos_account(50);
inline const std::string kStranger = devnet::aptos_account(60);
inline const std::string kFakeUsdt = devnet::aptos_account(99);

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    config.chain = catalog::find_chain("aptos");
    config.endpoints.push_back({"https://a/secret-0123456789abcdef/v1", {}, 0});
    config.finality = {Finality::Kind::blocks, 0};
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
  }

  AptosReader& reader() {
    if (!reader_) reader_.emplace(config, node, clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }
  void second_endpoint() { config.endpoints.push_back({"https://b", {}, 0}); }
  devnet::AptosFaults& a() { return node.host("a").faults; }
  devnet::AptosFaults& b() { return node.host("b").faults; }

  core::BlockRef at(std::uint64_t height) const { return at(chain, height); }
  static core::BlockRef at(const devnet::AptosChain& chain, std::uint64_t height) {
    const devnet::AptosBlock& block = *chain.at(height);
    core::BlockHash parent;
    if (height > 0) parent = core::BlockHash(chain.at(height - 1)->hash);
    return {height, core::BlockHash(block.hash), parent,
            from_unix_seconds(static_cast<std::int64_t>(block.micros / 1'000'000))};
  }
  core::BlockRef tip() const { return at(chain.head()); }

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

  static devnet::AptosTransfer plain(const core::Transfer& t) {
    return {t.key.hash.value(), t.key.position.value(), t.contract,           t.from.value(),
            t.to.value(),       t.units.str(),          t.block.hash.value(), t.block.height};
  }
  static std::vector<devnet::AptosTransfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<devnet::AptosTransfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    return all;
  }
  std::vector<devnet::AptosTransfer> expected(std::uint64_t after = 0) const {
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, after);
  }
  int asked(const std::string& host, const std::string& question) {
    return static_cast<int>(std::ranges::count(node.host(host).questions, question, &devnet::AptosQuestion::name));
  }

  devnet::AptosChain chain;
  devnet::AptosNode node;
  test::SetClock clock;
  test::KeptLog log;
  test::NoMetrics metrics;
  AptosConfig config;
  ports::WatchList watch;

 private:
  std::optional<AptosReader> reader_;
};

}  // namespace bepusdt::chains::aptos
