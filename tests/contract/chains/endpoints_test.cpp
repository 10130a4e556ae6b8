// Contract of the chain readers: endpoints that fail, lag, lie or refuse never make a payment vanish, or appear.
#include "contract/chains/reader_contract.hpp"

namespace bepusdt::chains {
namespace {

template <class Family>
class Endpoints : public ReaderContract<Family> {
 protected:
  using Faults = typename Family::Faults;
  struct Trouble {
    const char* name;
    void (*put_on)(Faults&);
  };
  static std::vector<Trouble> troubles() {
    std::vector<Trouble> all{{"connection refused", [](Faults& f) { f.down = true; }},
                             {"time-out", [](Faults& f) { f.times_out = true; }},
                             {"HTML", [](Faults& f) { f.html = true; }},
                             {"truncated answer", [](Faults& f) { f.truncated_body = true; }},
                             {"null", [](Faults& f) { Family::null_answers(f); }},
                             {"error object", [](Faults& f) { Family::error_answers(f); }},
                             {"missing block", [](Faults& f) { Family::missing_block(f); }}};
    if constexpr (requires(Faults f) { f.http_status; }) {
      all.insert(all.begin() + 3, {{"429", [](Faults& f) { f.http_status = 429; }},
                                   {"403", [](Faults& f) { f.http_status = 403; }},
                                   {"500", [](Faults& f) { f.http_status = 500; }}});
    }
    return all;
  }
};
TYPED_TEST_SUITE(Endpoints, Families, FamilyName);

TYPED_TEST(Endpoints, TroubleIsAnErrorAndNeverAnEmptyBlock) {
  this->pay(5);
  for (const auto& trouble : this->troubles()) {
    SCOPED_TRACE(trouble.name);
    this->fresh_reader();
    ASSERT_TRUE(this->reader().head().has_value());  // which verified the network
    trouble.put_on(this->a());
    // Blocks below what cannot be read may count; then it is an error, before the payment's block.
    core::BlockRef after = this->start;
    for (auto answer = this->scan(after); answer; answer = this->scan(after)) {
      const auto& found = std::get<ports::Scanned>(*answer);
      ASSERT_TRUE(found.transfers.empty());
      ASSERT_GT(found.last.height, after.height);
      after = found.last;
    }
    this->a() = {};
    this->clock.advance(Millis(600'000));
    EXPECT_EQ(this->scan_all(this->start), this->expected());
    EXPECT_TRUE(this->health(0).healthy);
  }
}

TYPED_TEST(Endpoints, TheNextOneIsAskedWhileOneIsInTrouble) {
  this->second_endpoint();
  this->pay(5);
  for (const auto& trouble : this->troubles()) {
    SCOPED_TRACE(trouble.name);
    this->fresh_reader();
    trouble.put_on(this->a());
    EXPECT_EQ(this->scan_all(this->start), this->expected());
    this->a() = {};
  }
}

TYPED_TEST(Endpoints, NodesBehindOneNameThatLagLoseNothing) {
  this->a().lags = {0, 3, 1, 0, 2};
  for (std::uint64_t n = 1; n <= 20; ++n) {
    this->chain.mine_empty(n % 3);
    this->pay(n);
  }
  this->a().lags = {0, 3, 1, 0, 2};
  EXPECT_EQ(this->scan_all(this->start, 7), this->expected());
}

TYPED_TEST(Endpoints, AHeadThatGoesBackwardsIsNoForkAndLosesNothing) {
  this->chain.mine_empty(30);
  const core::BlockRef far = this->scanned(this->start).last;
  this->a().lags = {12};
  for (int i = 0; i < 3; ++i) {
    const auto answer = this->scan(far);
    if (answer) {
      ASSERT_TRUE(std::holds_alternative<ports::Scanned>(*answer));
      EXPECT_EQ(std::get<ports::Scanned>(*answer).last.height, far.height);
    } else {
      EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging) << answer.error().reason;
    }
    this->clock.advance(Millis(5'000));
  }
  this->a() = {};
  this->clock.advance(Millis(600'000));
  this->pay(5);
  EXPECT_EQ(this->scan_all(far), this->expected());
}

TYPED_TEST(Endpoints, OneWhoseHeadStandsStillIsHeldAgainstAnother) {
  this->second_endpoint();
  this->settle();
  auto stale = this->chain;
  this->node.host("a").chain = &stale;
  const core::BlockRef before = this->scanned(this->start).last;
  this->chain.mine_empty(1);
  this->pay(6);
  EXPECT_TRUE(this->same(this->scanned(before).last, before));
  this->clock.advance(TypeParam::kStandsStill);
  EXPECT_GT(this->scanned(before).last.height, before.height);
}

template <class Family>
class HttpEndpoints : public ReaderContract<Family> {};
TYPED_TEST_SUITE(HttpEndpoints, HttpFamilies, FamilyName);

TYPED_TEST(HttpEndpoints, ARetryAfterIsHeeded) {
  this->pay(5);
  this->scanned(this->start);
  this->a().http_status = 429;
  this->a().retry_after = "30";
  EXPECT_EQ(this->error(this->start).retry_after, Millis(30'000));
  const int asked = this->node.host("a").requests;
  this->clock.advance(Millis(29'000));
  EXPECT_FALSE(this->scan(this->start).has_value());
  EXPECT_EQ(this->node.host("a").requests, asked);
  this->a() = {};
  this->clock.advance(Millis(1'000));
  EXPECT_EQ(this->plain(this->scanned(this->start).transfers), this->expected());
}

TYPED_TEST(Endpoints, NothingNewIsNoProgressAndNoError) {
  this->settle();
  const core::BlockRef last = this->scanned(this->start).last;
  const ports::Scanned again = this->scanned(last);
  EXPECT_TRUE(this->same(again.last, last));
  EXPECT_TRUE(again.blocks.empty());
  EXPECT_TRUE(again.transfers.empty());
}

}  // namespace
}  // namespace bepusdt::chains
