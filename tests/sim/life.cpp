#include "sim/life.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::size_t kQueueCapacity = 64;
constexpr std::size_t kBatch = 256;

}  // namespace

std::unique_ptr<Life> Life::start(const store::SqliteOptions& database, const Outside& outside) {
  auto opened = store::SqliteStore::open(database);
  if (!opened) return nullptr;
  std::unique_ptr<Life> life(new Life(*std::move(opened), outside));
  (void)life->refresh_rates();
  life->deliver_.forget_leases();
  return life;
}

Life::Life(std::unique_ptr<store::SqliteStore> real, const Outside& outside)
    : outside_(outside),
      real_(std::move(real)),
      store_(*real_, outside.stage, outside.committed),
      directory_(outside.settings),
      ports_{store_, directory_, outside.stage.clock, outside.random, outside.log, outside.metrics, feed_},
      queue_(kQueueCapacity),
      accept_(ports_, reservations_),
      match_(ports_),
      expire_(ports_, reservations_),
      deliver_(ports_, outside.merchants,
               {.in_flight = outside.stage.plan.in_flight, .in_flight_per_host = outside.stage.plan.in_flight_per_host}),
      rates_(ports_, outside.prices, outside.stage.plan.max_jump) {
  const Plan& plan = outside.stage.plan;
  for (const auto& chain : outside.chains) {
    auto reader = chain->make_reader(
        {outside.nodes, outside.stage.clock, outside.log, outside.metrics, [&stage = outside.stage](Millis by) {
           stage.wait(Waiting::network);
           stage.clock.advance(by);
         }});
    ports::ChainReader& asked = *reader;
    chains_.push_back(ChainLoop{
        std::move(reader),
        payment::ScanChain(chain->name(), ports_, asked,
                           {.always_on = plan.always_on, .max_blocks = plan.max_blocks, .keep_blocks = plan.keep_blocks}),
        payment::ConfirmPayment(chain->name(), ports_, asked)});
  }
}

bool Life::request(payment::Command command, std::function<void(payment::Answer)> done) {
  if (!queue_.push({std::move(command), std::move(done)})) return false;
  ++requests_waiting_;
  return true;
}

bool Life::accept() {
  if (requests_waiting_ == 0) return false;
  std::vector<payment::PendingCommand> pending = queue_.take(kBatch);
  requests_waiting_ -= pending.size();
  std::vector<payment::Command> commands;
  for (payment::PendingCommand& p : pending) commands.push_back(std::move(p.command));
  std::vector<payment::Answer> answers = accept_.run(commands);
  for (std::size_t i = 0; i < pending.size(); ++i) pending[i].done(std::move(answers[i]));
  return true;
}

bool Life::scan(std::size_t chain) {
  const payment::ScanResult result = chains_[chain].scan.run();
  chains_[chain].asleep = result.outcome == payment::ScanOutcome::asleep;
  return result.outcome == payment::ScanOutcome::advanced || result.outcome == payment::ScanOutcome::rewound;
}

bool Life::match() { return match_.run().value_or(0) > 0; }

bool Life::confirm(std::size_t chain) { return !chains_[chain].asleep && chains_[chain].confirm.run().value_or(0) > 0; }

bool Life::expire() { return expire_.expire().value_or(0) > 0; }

bool Life::release() { return expire_.release().value_or(0) > 0; }

bool Life::claim() {
  std::vector<core::CallbackEvent> claimed = deliver_.claim();
  for (core::CallbackEvent& event : claimed) claimed_.push_back(std::move(event));
  return !claimed.empty();
}

bool Life::deliver() {
  if (claimed_.empty()) return false;
  // Any of those that were handed to the senders may be the first to go out.
  const auto chosen = claimed_.begin() + static_cast<std::ptrdiff_t>(outside_.stage.draw.below(claimed_.size()));
  const core::CallbackEvent event = std::move(*chosen);
  claimed_.erase(chosen);
  deliver_.record(event, deliver_.send(event));
  return true;
}

bool Life::refresh_rates() {
  const auto pairs = payment::pairs_in_use(*directory_.snapshot());
  auto refreshed = rates_.run(pairs);
  if (!refreshed) return false;
  directory_.set_prices(std::move(refreshed->prices));
  return true;
}

bool Life::checkpoint() { return real_->checkpoint().has_value(); }

}  // namespace bepusdt::sim
