#include "sim/plan.hpp"

namespace bepusdt::sim {
namespace {

core::Decimal decimal(const char* text) { return *core::Decimal::parse(text); }

std::vector<ChainPlan> some_chains(Draw& draw) {
  std::vector<ChainPlan> all{
      {"ethereum", 12, draw.percent(20), static_cast<std::uint64_t>(draw.between(0, 12)), draw.percent(60), 1},
      {"polygon", 4, draw.percent(80), static_cast<std::uint64_t>(draw.between(2, 16)), false, 1},
      {"bsc", 5, draw.percent(80), static_cast<std::uint64_t>(draw.between(1, 10)), draw.percent(30), 1},
  };
  std::vector<ChainPlan> chosen;
  const std::uint64_t first = draw.below(all.size());
  const std::uint64_t count = draw.percent(50) ? 1 : draw.percent(70) ? 2 : 3;
  for (std::uint64_t i = 0; i < count; ++i) chosen.push_back(all[(first + i) % all.size()]);
  for (ChainPlan& chain : chosen) {
    if (draw.percent(30)) chain.block_interval = draw.between(2, 20);
    chain.endpoints = static_cast<int>(draw.one_of({1, 2, 2, 3}));
  }
  return chosen;
}

ChainPlan tron(Draw& draw) {
  return {"tron",           draw.one_of({3, 3, 6, 12}),
          draw.percent(80), static_cast<std::uint64_t>(draw.between(2, 18)),
          draw.percent(50), static_cast<int>(draw.one_of({1, 2, 2, 3}))};
}

// One of those that are read where nothing is taken back. Their real pace, of two or more blocks a second, would make a world of
// thousands of blocks in which nothing happens.
ChainPlan settled(Draw& draw) {
  ChainPlan chain;
  chain.name = draw.one_of({"solana", "aptos", "ton"});
  chain.block_interval = draw.one_of({3, 5, 8, 12});
  chain.by_tag = chain.name == "solana" || draw.percent(70);
  if (!chain.by_tag) chain.finality = static_cast<std::uint64_t>(draw.between(1, 12));
  chain.coin = chain.name != "aptos" && draw.percent(50);
  chain.endpoints = static_cast<int>(draw.one_of({1, 2, 2, 3}));
  using enum chains::CrossCheck;
  if (chain.endpoints > 1) chain.cross_check = draw.one_of({when_healthy, when_healthy, required, off});
  return chain;
}

core::Merchant merchant(Draw& draw, std::string id, const char* token) {
  core::Merchant made{core::MerchantId(std::move(id)), Secret(token), "", {}};
  core::MerchantProfile& profile = made.profile;
  profile.send_expired = draw.percent(50);
  profile.send_waiting = draw.percent(30);
  if (draw.percent(20)) profile.ack = core::MerchantProfile::Ack::any_200;
  if (draw.percent(20)) profile.actual_amount = core::MerchantProfile::ActualAmount::number;
  if (draw.percent(20)) profile.number_text = core::MerchantProfile::NumberText::go;
  if (draw.percent(20)) profile.hash_before_payment = core::MerchantProfile::HashBeforePayment::trade_id;
  return made;
}

// A third of the seeds are quiet in each respect, so that what one fault does is not always hidden by another.
int rate(Draw& draw, int most) { return draw.percent(33) ? 0 : static_cast<int>(draw.between(1, most)); }

}  // namespace

Plan make_plan(Draw draw) {
  Plan plan;
  plan.chains = some_chains(draw);
  plan.merchants.push_back(merchant(draw, core::kDefaultMerchant.value(), "7CD7A244B55D2E55D4A6A8F293767B86"));
  plan.merchants.push_back(merchant(draw, "shop-2", "another-token-of-32-characters-x"));

  core::OrderPolicy& policy = plan.policy;
  policy.timeout = Seconds(draw.between(60, 1200));
  policy.grace = draw.percent(20) ? Seconds(0) : Seconds(draw.between(1, 1800));
  policy.accept_late = draw.one_of(
      {core::AcceptLate::never, core::AcceptLate::never, core::AcceptLate::stablecoins, core::AcceptLate::always});
  policy.allow_open = draw.percent(30);
  policy.open_min = decimal("1");
  policy.max_steps = static_cast<int>(draw.one_of({1, 3, 20, 1000}));
  policy.min_amount = decimal("0.01");
  policy.max_amount = decimal("100000");
  if (draw.percent(70)) policy.step = {{"USDT", decimal("0.01")}, {"USDC", decimal("0.01")}, {"ETH", decimal("0.000001")}};

  plan.max_price_age = Seconds(draw.between(120, 7200));
  plan.max_jump = decimal("0.2");
  plan.always_on = draw.percent(30);
  plan.max_blocks = static_cast<std::uint64_t>(draw.one_of({5, 50, 50, 200, 500}));
  plan.keep_blocks = static_cast<std::uint64_t>(draw.one_of({40, 512}));
  plan.in_flight = static_cast<int>(draw.one_of({1, 2, 8, 32}));
  plan.in_flight_per_host = static_cast<int>(draw.one_of({1, 2, 4}));
  plan.rates = {.kill = rate(draw, 60),
                .disk = rate(draw, 250),
                .store = rate(draw, 200),
                .network = rate(draw, 1500),
                .merchant = rate(draw, 5000),
                .interruption = rate(draw, 2500)};
  plan.deep_forks = draw.percent(25);
  plan.clock_steps = draw.percent(30);
  if (draw.percent(25)) plan.chains.push_back(tron(draw));
  for (ChainPlan& chain : plan.chains) {
    using enum chains::CrossCheck;
    if (chain.endpoints > 1) chain.cross_check = draw.one_of({when_healthy, when_healthy, required, off});
  }
  // After all else, so that a seed without one of these means the world that it meant before there were any.
  if (draw.percent(20)) plan.chains.push_back(settled(draw));
  return plan;
}

}  // namespace bepusdt::sim
