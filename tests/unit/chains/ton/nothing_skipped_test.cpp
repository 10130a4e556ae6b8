// Nothing is skipped on TON, whatever happens there and to its nodes: trouble, lag, rows, shards, blocks and pages that are left
// out; and nothing else is found in between. Indexes, lite-servers, or one of each. Every seed is a case.
#include "followed_ton.hpp"
#include "lite_world.hpp"

namespace bepusdt::chains::ton {
namespace {

class TonNothingSkipped : public FollowedTon<Family> {
 protected:
  void change_faults() override {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) a().lags = {below(4), below(4), below(4)};
    if (chance(40)) b().lags = {below(4), below(4)};
    if (chance(15)) a().rows_cut = true;
    if (chance(15)) b().rows_lost = true;
    if (chance(15)) a().shard_rows_lost = true;
    if (chance(15)) b().shard_block_lost = true;
    if (chance(30)) a().emulated_too = true;
    if (chance(10)) b().down = true;
  }

  void begin() override {
    config.limits.blocks_per_step = 1 + below(25);
    config.limits.accounts_per_question = 1 + below(5);
    if (chance(50)) config.limits.rows_per_page = 5 + below(40);
    if (chance(30)) config.endpoints[0].requests_per_second = node.host("a").per_second = 10;
    FollowedTon::begin();
  }
};

TEST_P(TonNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TonNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

class TonLiteNothingSkipped : public FollowedTon<LiteFamily> {
 protected:
  void change_faults() override {
    for (devnet::LiteFaults* faults : {&a(), &b()}) {
      *faults = {};
      faults->random_trouble = chance(50) ? 0.02 : 0;
      if (chance(40)) faults->lags = {below(4), below(4)};
      if (chance(15)) faults->shard_block_lost = true;
      if (chance(10)) faults->down = true;
      if (chance(10)) faults->missing_method = "getBlock";
    }
    of_index() = {};
    of_index().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) of_index().lags = {below(4), below(4), below(4)};
    if (chance(15)) of_index().rows_cut = true;
  }

  void begin() override {
    config.limits.masters_per_step = 1 + below(20);
    config.limits.questions_at_once = 1 + below(10);
    if (chance(50)) config.endpoints[0] = Family::config(chain).endpoints[0];
    if (chance(50)) std::ranges::reverse(config.endpoints);
    node.index.host("a").chain = &chain;
    FollowedTon::begin();
  }
  void faults_stop() override {
    of_index() = {};
    FollowedTon::faults_stop();
  }
  void TearDown() override {
    FollowedTon::TearDown();
    EXPECT_TRUE(node.index.complaints.empty()) << node.index.complaints[0];
  }
  devnet::TonFaults& of_index() { return node.index.host("a").faults; }
};

TEST_P(TonLiteNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TonLiteNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::ton
