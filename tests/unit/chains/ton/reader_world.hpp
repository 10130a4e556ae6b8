// ReaderWorld: a TON chain, indexes "a" and "b" that tell of it, and a TonReader over them. When it goes down it checks that no
// request was one that a strict index would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/ton/ton_reader.hpp"
#include "devnet/ton/ton_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::ton {

inline const std::string kWallet = devnet::ton_wallet(1);
inline const std::string kOtherWallet = devnet::ton_wallet(2);
inline const std::string kPayer = devnet::ton_wallet(50);
inline const std::string kStranger = devnet::ton_wallet(60);

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)), node(clock) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    config.chain = catalog::find_chain("ton");
    config.endpoints.push_back({"https://a/api/v3", {}, 0});
    config.finality = {Finality::Kind::finalized, 0};
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    watch.native = true;
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
  }

  TonReader& reader() {
    if (!reader_)
      reader_.emplace(
          config, node, [this](Millis wait) { clock.advance(wait); }, clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }
  void second_endpoint() { config.endpoints.push_back({"https://b/api/v3/", {}, 0}); }
  devnet::TonFaults& a() { return node.host("a").faults; }
  devnet::TonFaults& b() { return node.host("b").faults; }

  static std::string hex(const std::string& bytes) { return to_hex(bytes_of(bytes)); }
  core::BlockRef at(std::uint64_t height, const devnet::TonChain& of) const {
    const devnet::TonBlock& block = *of.at(height);
    return {height, core::BlockHash(hex(block.hash)), {}, from_unix_seconds(block.time)};
  }
  core::BlockRef at(std::uint64_t height) const { return at(height, chain); }
  core::BlockRef tip() const { return at(chain.head()); }
  static bool same(const core::BlockRef& one,
                   const core::BlockRef& other) {  // but for the parent, which is not always known
    return one.height == other.height && one.hash == other.hash && one.time == other.time;
  }

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
  ports::ReadError error(const core::BlockRef& after) {
    const Scan answer = scan(after);
    if (!answer) return answer.error();
    ADD_FAILURE() << "scan did not fail";
    return {};
  }

  static devnet::TonTransfer plain(const core::Transfer& t) {
    return {t.key.hash.value(), t.key.position.value(), t.contract,           t.from.value(),
            t.to.value(),       t.units.str(),          t.block.hash.value(), t.block.height};
  }
  static std::vector<devnet::TonTransfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<devnet::TonTransfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    std::ranges::sort(all);
    return all;
  }
  std::vector<devnet::TonTransfer> expected(std::uint64_t after = 0) const {
    return chain.transfers({kWallet, kOtherWallet}, watch.native, after);
  }
  int called(const std::string& host, const std::string& method) {
    return static_cast<int>(std::ranges::count(node.host(host).methods, method));
  }

  devnet::TonChain chain;
  test::SetClock clock;
  devnet::TonNode node;
  test::KeptLog log;
  test::NoMetrics metrics;
  TonConfig config;
  ports::WatchList watch;

 private:
  std::optional<TonReader> reader_;
};

}  // namespace bepusdt::chains::ton
