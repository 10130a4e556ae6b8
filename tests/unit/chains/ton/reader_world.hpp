// ReaderWorld: a TON chain, indexes "a" and "b" and lite-servers "a" and "b" that tell of it, and a TonReader over those of one kind, or
// of both. When it goes down it checks that no request was one that a strict index or lite-server would complain about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "chains/ton/ton_reader.hpp"
#include "devnet/ton/lite_node.hpp"
#include "devnet/ton/ton_node.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains::ton {

inline const std::string kWallet = devnet::ton_wallet(1);
inline const std::string kOtherWallet = devnet::ton_wallet(2);
inline const std::string kPayer = devnet::ton_wallet(50);
inline const std::string kStranger = devnet::ton_wallet(60);

// A lite-server without anything in between.
class DirectLine final : public LiteLine {
 public:
  DirectLine(devnet::LiteNode& node, std::string host, ports::Clock& clock)
      : node_(node), host_(std::move(host)), clock_(clock) {}

  Result<std::vector<Bytes>, LiteFailure> ask(const std::vector<Bytes>& questions, Time deadline) override {
    using Kind = LiteFailure::Kind;
    if (clock_.now() >= deadline) return fail(LiteFailure{Kind::out_of_time, "no time left"});
    std::vector<Bytes> answers;
    for (const Bytes& question : questions) {
      const auto answer = node_.answer(host_, {reinterpret_cast<const char*>(question.data()), question.size()});
      const auto* bytes = std::get_if<std::string>(&answer);
      if (bytes == nullptr) return fail(LiteFailure{Kind::unreachable, "connecting: nobody there"});
      answers.emplace_back(bytes->begin(), bytes->end());
    }
    return answers;
  }

 private:
  devnet::LiteNode& node_;
  std::string host_;
  ports::Clock& clock_;
};

enum class Nodes { indexes, lite_servers };
inline std::string kind_name(const ::testing::TestParamInfo<Nodes>& info) {
  return info.param == Nodes::indexes ? "indexes" : "lite_servers";
}

class ReaderWorld : public ::testing::Test {
 protected:
  ReaderWorld() : clock(from_unix_millis(1'790'000'000'000)), node(clock) {
    node.host("a").chain = &chain;
    node.host("b").chain = &chain;
    lite.host("a").chain = &chain;
    lite.host("b").chain = &chain;
    config.chain = catalog::find_chain("ton");
    over(Nodes::indexes);
    config.finality = {Finality::Kind::finalized, 0};
    watch.addresses = {core::Address(kWallet), core::Address(kOtherWallet)};
    watch.native = true;
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the index complains: " << complaint;
    for (const std::string& complaint : lite.complaints) ADD_FAILURE() << "the lite-server complains: " << complaint;
  }

  TonReader& reader() {
    if (!reader_)
      reader_.emplace(
          config, node,
          [this](const EndpointConfig& endpoint) {
            return std::make_unique<DirectLine>(lite, endpoint.url.substr(7, 1), clock);
          },
          [this](Millis wait) { clock.advance(wait); }, clock, log, metrics);
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }
  static EndpointConfig endpoint(Nodes kind, const std::string& name) {
    return {kind == Nodes::indexes ? "https://" + name + "/api/v3" : "lite://" + name + ":1/a-key", {}, 0};
  }
  // The kind of the endpoints from here on; one, "a", to begin with.
  void over(Nodes kind) {
    kind_ = kind;
    config.endpoints = {endpoint(kind, "a")};
  }
  void second_endpoint() { config.endpoints.push_back(endpoint(kind_, "b")); }
  int asked(const std::string& host) {
    return kind_ == Nodes::indexes ? node.host(host).requests : lite.host(host).questions;
  }
  void tells(const std::string& host, devnet::TonChain& of) { node.host(host).chain = lite.host(host).chain = &of; }
  void lag(const std::string& host, const std::vector<std::uint64_t>& lags) {
    node.host(host).faults.lags = lite.host(host).faults.lags = lags;
  }
  void take_down(const std::string& host) { node.host(host).faults.down = lite.host(host).faults.down = true; }
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
  devnet::LiteNode lite;
  test::KeptLog log;
  test::NoMetrics metrics;
  TonConfig config;
  ports::WatchList watch;

 private:
  Nodes kind_ = Nodes::indexes;
  std::optional<TonReader> reader_;
};

}  // namespace bepusdt::chains::ton
