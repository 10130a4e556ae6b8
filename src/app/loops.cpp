#include "app/loops.hpp"

#include <boost/asio/post.hpp>

namespace bepusdt::app {
namespace {

constexpr int kBatch = 256;             // commands of one store transaction
constexpr Millis kAsleepLook{1'000};    // a sleeping chain still notices orders made by another process
constexpr Millis kAsleepProbe{60'000};  // and looks how its nodes are
constexpr Millis kLongestBackOff{60'000};

}  // namespace

ChainLoop::ChainLoop(core::ChainName chain, Millis poll, payment::Ports ports, ports::ChainReader& reader,
                     payment::ScanChain::Options options, std::function<void()> on_paid)
    : chain_(std::move(chain)),
      poll_(poll),
      reader_(reader),
      scan_(chain_, ports, reader, options),
      match_(ports),
      confirm_(chain_, ports, reader),
      on_paid_(std::move(on_paid)) {}

ChainLoop::~ChainLoop() { stop(); }

void ChainLoop::start() {
  thread_ = std::thread([this] { run(); });
}

void ChainLoop::stop() {
  wakeup_.stop();
  if (thread_.joinable()) thread_.join();
}

void ChainLoop::run() {
  while (!wakeup_.stopped()) {
    bool sleeping = false;
    const auto begun = std::chrono::steady_clock::now();
    const Millis pause = round(sleeping);
    asleep_ = sleeping;
    const auto until = begun + pause;
    // Only a sleeping chain is woken by a new order; another is looked at again soon enough. News of a block shorten a pause
    // between looks, never one after a failure.
    while (!wakeup_.stopped()) {
      const auto left = std::chrono::ceil<Millis>(until - std::chrono::steady_clock::now());
      if (left <= Millis(0)) break;
      if (wakeup_.wait_for(left) && (sleeping || (head_told_.exchange(false) && failures_ == 0))) break;
    }
  }
}

void ChainLoop::head_told() {
  if (asleep_) return;
  head_told_ = true;
  wakeup_.notify();
}

Millis ChainLoop::round(bool& sleeping) {
  const payment::ScanResult scanned = scan_.run();
  while (match_.run().value_or(0) > 0 && !wakeup_.stopped()) {
  }
  if (scanned.outcome != payment::ScanOutcome::asleep && confirm_.run().value_or(0) > 0) on_paid_();
  switch (scanned.outcome) {
    case payment::ScanOutcome::advanced:
    case payment::ScanOutcome::rewound: failures_ = 0; return Millis(0);
    case payment::ScanOutcome::up_to_date: failures_ = 0; return poll_;
    case payment::ScanOutcome::asleep:
      failures_ = 0;
      sleeping = true;
      probe();
      return kAsleepLook;
    case payment::ScanOutcome::failed: break;
  }
  failures_ = std::min(failures_ + 1, 10);
  const Millis back_off = std::min(kLongestBackOff, poll_ * (1 << (failures_ - 1)));
  return std::min(std::max(back_off, scanned.retry_after.value_or(Millis(0))), Millis(600'000));
}

// A chain that sleeps is asked for its head now and then, so that /readyz knows how its nodes are before an order needs them.
void ChainLoop::probe() {
  const auto now = std::chrono::steady_clock::now();
  if (probed_at_ && now - *probed_at_ < kAsleepProbe) return;
  probed_at_ = now;
  (void)reader_.head();  // the reader keeps what it learns
}

void AcceptLoop::start() {
  thread_ = std::thread([this] { run(); });
}

void AcceptLoop::stop() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

void AcceptLoop::run() {
  std::vector<payment::Command> commands;
  for (;;) {
    std::vector<payment::PendingCommand> pending = queue_.take(kBatch);
    if (pending.empty()) return;
    commands.clear();
    for (payment::PendingCommand& p : pending) commands.push_back(std::move(p.command));
    std::vector<payment::Answer> answers = accept_.run(commands);
    for (std::size_t i = 0; i < pending.size(); ++i) pending[i].done(std::move(answers[i]));
    on_accepted_();
  }
}

DeliverLoop::DeliverLoop(payment::DeliverCallback& deliver, const ports::Clock& clock, int threads)
    : deliver_(deliver), clock_(clock), senders_(static_cast<std::size_t>(threads)) {}

void DeliverLoop::start() {
  deliver_.forget_leases();
  thread_ = std::thread([this] { run(); });
}

void DeliverLoop::stop() {
  wakeup_.stop();
  if (thread_.joinable()) thread_.join();
  senders_.join();
}

void DeliverLoop::run() {
  constexpr Millis kLongestSleep{60'000};
  while (!wakeup_.stopped()) {
    std::vector<core::CallbackEvent> claimed = deliver_.claim();
    for (core::CallbackEvent& event : claimed)
      boost::asio::post(senders_, [this, event = std::move(event)] {
        deliver_.record(event, deliver_.send(event));
        wakeup_.notify();  // its host and its order are free for the next one
      });
    const auto due = deliver_.next_due();
    const Time now = clock_.now();
    // What is due but was not claimed waits for room, which the end of a delivery announces.
    Millis pause = !due ? kLongestSleep : std::clamp(*due - now, Millis(0), kLongestSleep);
    if (due && *due <= now && claimed.empty()) pause = deliver_.in_flight() > 0 ? Millis(1'000) : Millis(200);
    if (pause > Millis(0)) wakeup_.wait_for(pause);
  }
}

void TimedLoop::start() {
  thread_ = std::thread([this] {
    while (!wakeup_.stopped()) {
      const Millis pause = work_();
      if (pause > Millis(0)) wakeup_.wait_for(pause);
    }
  });
}

void TimedLoop::stop() {
  wakeup_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace bepusdt::app
