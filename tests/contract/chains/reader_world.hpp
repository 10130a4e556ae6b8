// ReaderWorld: a chain of one family, nodes "a" and "b" that tell of it, and the family's reader over them. When it goes down it
// checks that no request was one that a strict node would complain about.
//
// A Family says what its model calls things: Chain, Node, Faults, Transfer (what the model says a reader should find), Reader,
// Config; config(chain), with "a" as the one endpoint; add_endpoint(config, host); ref(chain, height); wallet(n);
// transfers(chain, native, after), those to wallets 1 and 2; and how the chain is: kFirst, its first height; kForks, whether
// what is read of it may be taken back; kEveryHeight, whether each height has a block; kNamesFinalBlocks, whether a scan names
// every block or, as the port allows, leaves final ones out; kOrdered, whether the transfers of one block come in the block's
// order; kNative, whether the coin is looked for unless told otherwise. It may say make(reader, …) where the reader takes more
// than others, plain(transfer) where the model's Transfer is another, held_back(config) where the newest blocks are not read yet;
// and transfers() may take the config, where its endpoints decide what can be seen.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "catalog/chains.hpp"
#include "ports/chain_reader.hpp"
#include "support/fakes.hpp"

namespace bepusdt::chains {

template <class Family>
class ReaderWorld : public ::testing::Test {
 protected:
  using Chain = typename Family::Chain;
  using Faults = typename Family::Faults;
  using Transfer = typename Family::Transfer;
  using Node = typename Family::Node;

  ReaderWorld() {
    for (const char* name : {"a", "b"}) node.host(name).chain = &chain;
    watch.addresses = {core::Address(Family::wallet(1)), core::Address(Family::wallet(2))};
    watch.native = Family::kNative;
    std::ranges::sort(watch.addresses);
  }
  void TearDown() override {
    for (const std::string& complaint : node.complaints) ADD_FAILURE() << "the node complains: " << complaint;
    node.complaints.clear();
  }

  typename Family::Reader& reader() {
    if (!reader_) {
      if constexpr (requires { Family::make(reader_, config, node, clock, log, metrics); })
        Family::make(reader_, config, node, clock, log, metrics);
      else
        reader_.emplace(config, node, clock, log, metrics);
    }
    return *reader_;
  }
  void fresh_reader() { reader_.reset(); }  // which knows nothing of what its endpoints refused
  void second_endpoint() { Family::add_endpoint(config, "b"); }
  Faults& a() { return node.host("a").faults; }
  Faults& b() { return node.host("b").faults; }
  ports::EndpointHealth health(std::size_t i) { return reader().endpoints().at(i); }

  core::BlockRef at(std::uint64_t height) const { return Family::ref(chain, height); }
  core::BlockRef tip() const { return at(chain.head()); }
  // But for the parent, which some families' readers do not always know.
  static bool same(const core::BlockRef& one, const core::BlockRef& other) {
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
  std::uint64_t held_back() const {
    if constexpr (requires { Family::held_back(config); })
      return Family::held_back(config);
    else
      return 0;
  }
  // Scans to the newest block that is read, waiting where it has to; the transfers of all calls.
  std::vector<Transfer> scan_all(core::BlockRef after, std::uint64_t max_blocks = 50) {
    std::vector<core::Transfer> all;
    const std::uint64_t goal = chain.head() - held_back();
    for (int i = 0; i < 2'000 && after.height < goal; ++i) {
      const Scan answer = scan(after, max_blocks);
      if (!answer) {
        ++failed_scans;
        clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
        continue;
      }
      if (std::holds_alternative<ports::Forked>(*answer)) {
        ADD_FAILURE() << "scan says forked";
        return plain(all);
      }
      const auto& found = std::get<ports::Scanned>(*answer);
      EXPECT_LE(found.last.height - after.height, max_blocks);
      std::ranges::copy(found.transfers, std::back_inserter(all));
      after = found.last;
    }
    EXPECT_GE(after.height, goal);
    EXPECT_TRUE(same(after, at(after.height)));
    return plain(all);
  }

  static Transfer plain(const core::Transfer& t) {
    if constexpr (requires { Family::plain(t); }) {
      return Family::plain(t);
    } else {
      return {t.key.hash.value(), t.key.position.value(), t.contract,           t.from.value(),
              t.to.value(),       t.units.str(),          t.block.hash.value(), t.block.height};
    }
  }
  static std::vector<Transfer> plain(const std::vector<core::Transfer>& transfers) {
    std::vector<Transfer> all;
    for (const core::Transfer& transfer : transfers) all.push_back(plain(transfer));
    return in_order(std::move(all));
  }
  std::vector<Transfer> expected(std::uint64_t after = 0) const {
    if constexpr (requires { Family::transfers(chain, config, watch.native, after); })
      return in_order(Family::transfers(chain, config, watch.native, after));
    else
      return in_order(Family::transfers(chain, watch.native, after));
  }
  static std::vector<Transfer> in_order(std::vector<Transfer> transfers) {
    if (!Family::kOrdered) std::ranges::sort(transfers);
    return transfers;
  }
  int called(const std::string& host, const std::string& method) {
    return static_cast<int>(std::ranges::count(node.host(host).methods, method));
  }

  test::SetClock clock{from_unix_millis(1'790'000'000'000)};
  Chain chain;
  Node node = make_node(clock);
  test::KeptLog log;
  test::SummedMetrics metrics;
  typename Family::Config config = Family::config(chain);
  ports::WatchList watch;
  int failed_scans = 0;  // of scan_all

 private:
  static Node make_node(const ports::Clock& clock) {
    if constexpr (std::is_constructible_v<Node, const ports::Clock&>)
      return Node(clock);
    else
      return Node();
  }

  std::optional<typename Family::Reader> reader_;
};

}  // namespace bepusdt::chains
