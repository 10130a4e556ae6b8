// Loops: runs the steps of payment/pipeline.hpp in production, each on its own thread, and lets them wake one another:
// an accepted order wakes its chain, a paid one wakes the sender of callbacks. Started and stopped once.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "app/wakeup.hpp"
#include "payment/accept_queue.hpp"
#include "payment/pipeline.hpp"

namespace bepusdt::app {

// Steps 2, 3 and 4 of one chain, one after the other, so that a payment seen is matched and confirmed in the same round.
class ChainLoop {
 public:
  ChainLoop(core::ChainName chain, Millis poll, payment::Ports ports, ports::ChainReader& reader,
            payment::ScanChain::Options options, std::function<void()> on_paid);
  ~ChainLoop();
  void start();
  void request_stop() { wakeup_.stop(); }  // ends after the step that runs
  void stop();
  void wake() { wakeup_.notify(); }  // a new order: only a sleeping chain acts on it
  void head_told();                  // a new block: only a chain that is awake and not backing off looks earlier
  [[nodiscard]] const core::ChainName& chain() const { return chain_; }
  [[nodiscard]] std::vector<ports::EndpointHealth> endpoints() const { return reader_.endpoints(); }

 private:
  void run();
  [[nodiscard]] Millis round(bool& sleeping);
  void probe();

  core::ChainName chain_;
  Millis poll_;
  ports::ChainReader& reader_;
  payment::ScanChain scan_;
  payment::MatchTransfer match_;
  payment::ConfirmPayment confirm_;
  std::function<void()> on_paid_;
  int failures_ = 0;
  std::atomic<bool> asleep_ = false;
  std::atomic<bool> head_told_ = false;
  std::optional<std::chrono::steady_clock::time_point> probed_at_;
  Wakeup wakeup_;
  std::thread thread_;
};

// Step 1.
class AcceptLoop {
 public:
  AcceptLoop(payment::AcceptQueue& queue, payment::AcceptOrder accept, std::function<void()> on_accepted)
      : queue_(queue), accept_(std::move(accept)), on_accepted_(std::move(on_accepted)) {}
  void start();
  void stop();  // closes the queue, answers what it holds, and returns

 private:
  void run();
  payment::AcceptQueue& queue_;
  payment::AcceptOrder accept_;
  std::function<void()> on_accepted_;
  std::thread thread_;
};

// Step 6. Sending happens on a pool, so that a slow merchant keeps nobody else waiting.
class DeliverLoop {
 public:
  DeliverLoop(payment::DeliverCallback& deliver, const ports::Clock& clock, int threads);
  void start();
  void stop();  // claims nothing more, finishes what is in flight, and returns
  void wake() { wakeup_.notify(); }

 private:
  void run();
  payment::DeliverCallback& deliver_;
  const ports::Clock& clock_;
  boost::asio::thread_pool senders_;
  Wakeup wakeup_;
  std::thread thread_;
};

// Anything that is done every so often: step 5, rates, noticing other processes.
class TimedLoop {
 public:
  // `work` returns how long to wait before the next round.
  explicit TimedLoop(std::function<Millis()> work) : work_(std::move(work)) {}
  ~TimedLoop() { stop(); }
  void start();
  void stop();
  void wake() { wakeup_.notify(); }

 private:
  std::function<Millis()> work_;
  Wakeup wakeup_;
  std::thread thread_;
};

}  // namespace bepusdt::app
