#include "sim/simulation.hpp"

#include <algorithm>

#include "audit/audit_run.hpp"
#include "catalog/chains.hpp"
#include "sim/aptos_world.hpp"
#include "sim/evm_world.hpp"
#include "sim/solana_world.hpp"
#include "sim/ton_world.hpp"
#include "sim/tron_world.hpp"

namespace bepusdt::sim {
namespace {

const Time kStart = from_unix_millis(1'795'444'099'500);
constexpr std::uint64_t kStepOfRest = ~std::uint64_t{0} - 1;
constexpr int kWaitsMost = 3;  // steps that wait for one another

std::unique_ptr<ChainWorld> make_chain(const ChainPlan& plan, std::uint64_t seed) {
  const BlockTime start = std::chrono::floor<Seconds>(kStart);
  switch (catalog::find_chain(plan.name)->family) {
    case core::Family::evm: return std::make_unique<EvmWorld>(plan, start, seed);
    case core::Family::tron: return std::make_unique<TronWorld>(plan, start, seed);
    case core::Family::solana: return std::make_unique<SolanaWorld>(plan, start, seed);
    case core::Family::aptos: return std::make_unique<AptosWorld>(plan, start, seed);
    case core::Family::ton: return std::make_unique<TonWorld>(plan, start, seed);
  }
  BEPUSDT_ASSERT(false);
}

std::vector<std::unique_ptr<ChainWorld>> make_chains(const Plan& plan, std::uint64_t seed) {
  std::vector<std::unique_ptr<ChainWorld>> chains;
  for (const ChainPlan& chain : plan.chains) chains.push_back(make_chain(chain, seed));
  return chains;
}

// The first two addresses are the wallets, for every token of every chain, and its coin where the plan says so.
ports::DirectorySnapshot make_settings(const Plan& plan, const std::vector<std::unique_ptr<ChainWorld>>& chains) {
  ports::DirectorySnapshot settings;
  settings.merchants = plan.merchants;
  settings.policy = plan.policy;
  settings.max_price_age = plan.max_price_age;
  for (const auto& chain : chains) {
    settings.readable_chains.push_back(chain->plan().name);
    for (const core::TradeType& type : catalog::trade_types()) {
      if (type.chain != chain->name().value() || (type.native && !chain->plan().coin)) continue;
      for (std::uint64_t n = 1; n <= 2; ++n) settings.wallets.push_back({chain->address(n), &type, true, true, kStart});
    }
  }
  return settings;
}

bool is_of_a_chain(Step step) { return step == Step::scan || step == Step::match || step == Step::confirm; }

}  // namespace

Outcome simulate(const Script& script) { return Simulation(script).run(); }

Simulation::Simulation(const Script& script)
    : script_(script),
      stage_(make_plan(Draw(script.seed, 0)), kStart),
      disk_(script.seed, empty_database()),
      chains_(make_chains(stage_.plan, script.seed)),
      settings_(make_settings(stage_.plan, chains_)),
      log_(stage_),
      market_(stage_),
      auditor_(stage_, chains_, settings_, market_),
      merchants_(stage_, [this](const MerchantWorld::Told& told) { auditor_.heard(told); }),
      network_(stage_, chains_),
      customers_(stage_, chains_, settings_, auditor_),
      entropy_(script.seed, 1),
      outside_{
          stage_, chains_, settings_, network_, merchants_, market_, entropy_, log_, metrics_, [this](ports::Store& store) {
            changed_ = true;
            if (disk_.dead()) stage_.kill(Fault::killed_on_disk);  // after the commit, while it copied the log
            auditor_.committed(store);
          }} {
  stage_.tracing = script.tracing;
  stage_.rates = stage_.plan.rates;
  for (const Trouble& trouble : kTroubles)
    if (script.quiet.contains(trouble.name)) stage_.rates.*trouble.rate = 0;
  stage_.wait = [this](Waiting what) { wait(what); };
  stage_.stop_process = [this] { disk_.process_dies(); };
}

Simulation::~Simulation() = default;

Outcome Simulation::run() {
  Outcome outcome;
  outcome.at_step = script_.steps;
  for (std::size_t number = 0; number < script_.steps && stage_.violations.empty(); ++number) {
    if (script_.left_out.contains(number)) continue;
    take_step(number);
    if (!stage_.violations.empty()) outcome.at_step = number;
  }
  if (stage_.violations.empty()) rest();
  if (!stage_.violations.empty()) outcome.violation = stage_.violations.front();
  stage_.space.lived(1, script_.steps, static_cast<std::uint64_t>((stage_.clock.true_now() - kStart) / Seconds(1)));
  outcome.space = stage_.space;
  outcome.trace = std::move(stage_.trace);
  return outcome;
}

void Simulation::take_step(std::size_t number) {
  stage_.draw = Draw(script_.seed, number + 2);
  try {
    something_happens();
  } catch (const ProcessKilled&) {
    bury_gateway();
  }
  look_at_disk();
  if (disk_.dead()) {
    stage_.space.struck(Fault::killed_on_disk);
    stage_.tell("the process was killed while it wrote");
    bury_gateway();
  }
  log_.judge();
  audit();
}

void Simulation::something_happens() {
  struct Happening {
    int weight;
    void (*run)(Simulation&);
  };
  static constexpr std::array kHappenings{
      Happening{10, [](Simulation& s) { s.gateway_step(Step::accept); }},
      Happening{14, [](Simulation& s) { s.gateway_step(Step::scan); }},
      Happening{7, [](Simulation& s) { s.gateway_step(Step::match); }},
      Happening{8, [](Simulation& s) { s.gateway_step(Step::confirm); }},
      Happening{4, [](Simulation& s) { s.gateway_step(Step::expire); }},
      Happening{4, [](Simulation& s) { s.gateway_step(Step::release); }},
      Happening{6, [](Simulation& s) { s.gateway_step(Step::claim); }},
      Happening{8, [](Simulation& s) { s.gateway_step(Step::deliver); }},
      Happening{3, [](Simulation& s) { s.gateway_step(Step::rates); }},
      Happening{1, [](Simulation& s) { s.gateway_step(Step::checkpoint); }},
      Happening{9, [](Simulation& s) { s.customers_.order(s.life_.get()); }},
      Happening{2, [](Simulation& s) { s.customers_.repeat(s.life_.get()); }},
      Happening{2, [](Simulation& s) { s.customers_.change(s.life_.get()); }},
      Happening{2, [](Simulation& s) { s.customers_.cancel(s.life_.get()); }},
      Happening{1, [](Simulation& s) { s.customers_.ask_nonsense(s.life_.get()); }},
      Happening{3, [](Simulation& s) { s.customers_.operate(s.life_.get()); }},
      Happening{12, [](Simulation& s) { s.customers_.pay(); }},
      Happening{16, [](Simulation& s) { s.time_passes(s.stage_.draw.millis(200, 15'000)); }},
      Happening{2, [](Simulation& s) { s.time_passes(s.stage_.draw.millis(60'000, 900'000)); }},
      Happening{1,
                [](Simulation& s) {
                  if (s.stage_.draw.percent(12)) s.time_passes(s.stage_.draw.millis(1'800'000, 4'000'000));
                }},
      Happening{5,
                [](Simulation& s) {
                  ChainWorld& chain = *s.stage_.draw.one_of(s.chains_);
                  const bool deep = s.stage_.plan.deep_forks && s.stage_.draw.percent(60);
                  if (!chain.fork(deep, s.stage_.draw, s.stage_.space)) return;
                  s.stage_.tell("{} is reorganised: it ends at {}", chain.name().value(), chain.head());
                }},
      Happening{3,
                [](Simulation& s) {
                  if (s.stage_.rates.network > 0)
                    s.stage_.draw.one_of(s.chains_)->change_weather(s.stage_.draw, s.stage_.space);
                }},
      Happening{1,
                [](Simulation& s) {
                  if (!s.stage_.plan.clock_steps) return;
                  const Millis skew = s.stage_.draw.percent(40) ? Millis(0) : s.stage_.draw.millis(-90'000, 90'000);
                  s.stage_.space.struck(skew < s.stage_.clock.skew() ? Fault::clock_back : Fault::clock_forward);
                  s.stage_.tell("the gateway's clock is {} ms off", skew.count());
                  s.stage_.clock.set_skew(skew);
                }},
      Happening{1,
                [](Simulation& s) {
                  if (!s.life_ || s.stage_.rates.kill == 0) return;
                  s.stage_.space.struck(Fault::killed_idle);
                  s.stage_.tell("the process is killed");
                  s.bury_gateway();
                }},
      Happening{1,
                [](Simulation& s) {
                  if (!s.life_) return;
                  s.stage_.space.struck(Fault::restart);
                  s.stage_.tell("the gateway stops");
                  s.bury_gateway();
                }},
      Happening{1,
                [](Simulation& s) {
                  if (s.stage_.rates.disk > 0) s.power_cut();
                }},
  };
  int all = 0;
  for (const Happening& h : kHappenings) all += h.weight;
  auto chosen = static_cast<int>(stage_.draw.below(static_cast<std::uint64_t>(all)));
  for (const Happening& h : kHappenings)
    if ((chosen -= h.weight) < 0) return h.run(*this);
}

void Simulation::time_passes(Millis by) {
  stage_.clock.advance(by);
  for (const auto& chain : chains_)
    chain->mine_until(std::chrono::floor<Seconds>(stage_.clock.true_now()), stage_.draw, stage_.space);
}

void Simulation::gateway_step(Step step) {
  if (!life_) {
    start_gateway();
    return;
  }
  arm_disk();
  run_step(step);
}

void Simulation::run_step(Step step) {
  std::optional<std::size_t> chain;
  if (is_of_a_chain(step)) {
    std::vector<std::size_t> free;  // chains whose loop is not in the middle of something
    for (std::size_t i = 0; i < chains_.size(); ++i)
      if (std::ranges::none_of(running_, [&](const Running& r) { return r.chain == i; })) free.push_back(i);
    if (free.empty()) return;
    chain = stage_.draw.one_of(free);
  }
  for (const Running& outer : running_)
    if (!FaultSpace::may_interrupt(outer.step, step)) return;
  if (!running_.empty()) stage_.space.interrupted(running_.back().step, step);
  struct OnStage {
    Simulation& s;
    OnStage(Simulation& simulation, Running running) : s(simulation) {
      s.running_.push_back(running);
      ++s.stage_.depth;
    }
    ~OnStage() {
      s.running_.pop_back();
      --s.stage_.depth;
    }
  };
  stage_.tell("{}{}{}", name_of(step), chain ? " " : "", chain ? chains_[*chain]->name().value() : "");
  OnStage on_stage(*this, {step, chain});
  stage_.space.ran(step);
  (void)do_step(step, chain);
}

bool Simulation::do_step(Step step, std::optional<std::size_t> chain) {
  switch (step) {
    case Step::accept: return life_->accept();
    case Step::scan: return life_->scan(*chain);
    case Step::match: return life_->match();
    case Step::confirm: return life_->confirm(*chain);
    case Step::expire: return life_->expire();
    case Step::release: return life_->release();
    case Step::claim: return life_->claim();
    case Step::deliver: return life_->deliver();
    case Step::rates:
      if (!life_->refresh_rates()) return false;
      market_.stored();
      return true;
    case Step::checkpoint: return life_->checkpoint();
    case Step::count: break;
  }
  return false;
}

// A running step waits: for the network, the store's lock, a merchant. Others run meanwhile, or the process dies here.
void Simulation::wait(Waiting what) {
  if (disk_.dead()) stage_.kill(Fault::killed_on_disk);  // it died while it wrote, and asks nobody for anything any more
  if (what != Waiting::store && stage_.draw.chance(stage_.rates.kill)) {
    stage_.kill(Fault::killed_in_network);
  }
  if (life_ && !running_.empty() && running_.size() < kWaitsMost && stage_.draw.chance(stage_.rates.interruption))
    interrupt();
}

void Simulation::interrupt() {
  ++stage_.depth;
  struct Back {
    int& depth;
    ~Back() { --depth; }
  } back{stage_.depth};
  switch (stage_.draw.below(8)) {
    case 0: time_passes(stage_.draw.millis(100, 8'000)); break;
    case 1: customers_.pay(); break;
    case 2: customers_.order(life_.get()); break;
    case 3:
      if (stage_.draw.percent(50))
        customers_.cancel(life_.get());
      else
        (void)stage_.draw.one_of(chains_)->fork(false, stage_.draw, stage_.space);
      break;
    default: run_step(static_cast<Step>(stage_.draw.below(kSteps))); break;
  }
}

void Simulation::start_gateway() {
  running_.clear();
  stage_.tell("the gateway starts");
  auto life = Life::start(database_on(disk_), outside_);
  if (!life) return stage_.tell("it cannot open its database");
  life_ = std::move(life);
  auditor_.committed(life_->store());
  changed_ = true;
}

// The process is gone, with all that it held in memory.
void Simulation::bury_gateway() {
  disk_.process_dies();
  life_.reset();
  disk_.revive();
  merchants_.sender_died();
  running_.clear();
}

void Simulation::power_cut() {
  stage_.space.struck(Fault::power_cut);
  stage_.tell("the power is cut");
  disk_.power_cut();
  bury_gateway();
}

// Something may happen to the disk during the next step of the gateway.
void Simulation::arm_disk() {
  if (!stage_.draw.chance(stage_.rates.disk)) return;
  const auto pass = [&](int most) { return static_cast<int>(stage_.draw.below(static_cast<std::uint64_t>(most))); };
  switch (stage_.draw.below(4)) {
    case 0: disk_.die_at(test::SimDisk::Operation::any, pass(30)); break;
    case 1: disk_.fail(test::SimDisk::Operation::write, pass(15), SQLITE_IOERR_WRITE); break;
    case 2: disk_.fail_sync(pass(3), test::SimSyncFailure::either); break;
    default:
      disk_.set_room(stage_.draw.below(40'000));
      short_of_room_for_ = 1 + pass(6);
      break;
  }
}

void Simulation::look_at_disk() {
  const test::SimDisk::Counts now = disk_.counts();
  const auto count = [&](Fault fault, std::uint64_t times, std::uint64_t before) {
    for (; before < times; ++before) {
      stage_.space.struck(fault);
      stage_.tell("the disk: {}", name_of(fault));
    }
  };
  count(Fault::disk_write_error, now.failed_writes + now.failed_changes,
        disk_seen_.failed_writes + disk_seen_.failed_changes);
  count(Fault::disk_full, now.full, disk_seen_.full);
  const auto syncs = [](const test::SimDisk::Counts& c) {
    return c.failed_syncs_durable + c.failed_syncs_pending + c.failed_syncs_given_up;
  };
  count(Fault::disk_sync_error, syncs(now), syncs(disk_seen_));
  disk_seen_ = now;
  if (short_of_room_for_ > 0 && --short_of_room_for_ > 0) return;
  disk_.heal();
}

// Reads everything that is stored, as the gateway's own audit does.
void Simulation::audit() {
  if (!life_ || !std::exchange(changed_, false)) return;
  audit::AuditRun run(life_->store(), audit::RateRules{{}, stage_.plan.max_price_age});
  if (!run.finish()) return;
  for (const audit::Violation& found : run.findings().kept())
    stage_.violate("audit, invariant {}: {} {}: {}", found.invariant, found.subject.table, found.subject.key, found.en);
}

// Every loop once, each until it has nothing more to do. Whether anything moved.
bool Simulation::round_of_all_steps() {
  constexpr int kMostScans = 2'000;
  bool moved = false;
  const auto run = [&](Step step, std::optional<std::size_t> chain = {}) {
    const bool did = do_step(step, chain);
    moved = moved || did;
    return did;
  };
  run(Step::accept);
  for (std::size_t i = 0; i < chains_.size(); ++i) {
    for (int scans = 0; scans < kMostScans && run(Step::scan, i); ++scans) {
    }
    run(Step::match, i);
    run(Step::confirm, i);
  }
  for (const Step step : {Step::expire, Step::release, Step::claim}) run(step);
  while (life_->claimed() > 0) run(Step::deliver);
  return moved;
}

// The faults stop. Within bounded time every order is at its end, every callback told or dead, every due block read and every
// amount free again.
void Simulation::rest() {
  stage_.tell("from here on nothing goes wrong any more");
  stage_.rates = {};
  stage_.draw = Draw(script_.seed, kStepOfRest);
  disk_.heal();
  stage_.clock.set_skew(Millis(0));
  for (const auto& chain : chains_) chain->heal();
  if (!life_) start_gateway();
  if (!life_) return stage_.violate("the gateway does not start any more");
  constexpr int kPauses = 150;
  for (int pauses = 0; stage_.violations.empty();) {
    if (round_of_all_steps()) continue;
    const std::string why = unrest();
    if (why.empty()) break;
    if (++pauses > kPauses) return stage_.violate("the world does not come to rest{}", why);
    (void)do_step(Step::rates, std::nullopt);
    time_passes(pause());
  }
  log_.judge();
  audit();
  auditor_.reckon(life_->store(), merchants_);
}

// What still has to happen; empty when nothing has.
std::string Simulation::unrest() {
  std::string what;
  if (!auditor_.all_at_rest()) what += ", an order is not at its end";
  (void)life_->store().read([&](const ports::View& view) {
    if (view.next_callback_due()) what += ", a callback is due";
    for (const auto& chain : chains_) {
      const std::string& name = chain->name().value();
      const auto cursor = view.cursor(chain->name());
      if (!view.live_pairs(chain->name()).empty()) what += ", an offer on " + name + " lives";
      if (cursor && cursor->block.height > chain->head()) what += ", " + name + " is read on a dead branch";
      // Its endpoints may still be left alone for what they did before.
      if (stage_.plan.always_on && (!cursor || cursor->block.height < chain->due()))
        what += fmt::format(", {} is read up to {} of {}", name, cursor ? cursor->block.height : 0, chain->due());
    }
  });
  return what;
}

// Five minutes, or until the next callback is due.
Millis Simulation::pause() {
  Millis pause(300'000);
  (void)life_->store().read([&](const ports::View& view) {
    const auto due = view.next_callback_due();
    if (due && auditor_.all_at_rest()) pause = std::max(pause, *due - stage_.clock.now() + Millis(1));
  });
  return pause;
}

}  // namespace bepusdt::sim
