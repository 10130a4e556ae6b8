// ReaderWorld: a Tron chain, nodes "a" and "b" that tell of it over the HTTP API, and a TronReader over them. When it goes down
// it checks that no request was one that a strict node would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/tron/http_node.hpp"
#include "chains/tron/tron_reader.hpp"
#include "devnet/tron/tron_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::tron {

inline const std::string kUsdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
inline const std::string kUsdc = "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8";
inline const std::string kWallet = devnet::tron_wallet(1);
inline const std::string kOtherWallet = devnet::tron_wallet(2);
inline const std::string kPayer = devnet::tron_wallet(50);
inline const std::string kStranger = devnet::tron_wallet(60);
inline const std::string kFakeUsdt = devnet::tron_wallet(99);

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    config.chain = catalog::find_chain("tron");
    config.endpoints.push_back({{"https://a/secret-0123456789abcdef", {}, 0}, ""});
    config.finality = {Finality::Kind::finalized, 0};
    config.first_block = chain.at(0)->id;
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
  }

  TronReader& reader() {
    if (!reader_)
      reader_.emplace(
          config,
          [this](const TronEndpoint& endpoint) {
            const auto api = [&](const std::string& url) { return HttpApi(url, endpoint.endpoint.key, {}, node, clock); };
            Line line;
            line.node = std::make_unique<HttpNode>(api(endpoint.endpoint.url));
            if (!endpoint.solidity.empty()) line.solidity = std::make_unique<HttpSolidity>(api(endpoint.solidity));
            return line;
          },
          clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }
  void second_endpoint() { config.endpoints.push_back({{"https://b", {}, 0}, ""}); }
  devnet::TronFaults& a() { return node.host("a").faults; }
  devnet::TronFaults& b() { return node.host("b").faults; }

  static core::BlockRef ref(const devnet::TronBlock& block) {
    return {block.number, core::BlockHash(block.id), core::BlockHash(block.parent), from_unix_seconds(block.time_ms / 1000)};
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

  static devnet::TronTransfer plain(const core::Transfer& t) {
    return {t.key.hash.value(), t.key.position.value(), t.contract,           t.from.value(),
            t.to.value(),       t.units.str(),          t.block.hash.value(), t.block.height};
  }
  static std::vector<devnet::TronTransfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<devnet::TronTransfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    return all;
  }
  std::vector<devnet::TronTransfer> expected(std::uint64_t after = 0) const {
    return chain.transfers({kWallet, kOtherWallet}, {kUsdt, kUsdc}, watch.native, after);
  }
  int called(const std::string& host, const std::string& method) {
    return static_cast<int>(std::ranges::count(node.host(host).methods, method));
  }

  devnet::TronChain chain;
  devnet::TronNode node;
  test::SetClock clock;
  test::KeptLog log;
  test::NoMetrics metrics;
  TronConfig config;
  ports::WatchList watch;

 private:
  std::optional<TronReader> reader_;
};

}  // namespace bepusdt::chains::tron
