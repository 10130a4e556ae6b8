// Life: one process of the gateway, from its start to its death: the steps over the store, with what a process keeps in memory.
// Everything here is gone when it dies; what the world outside and the disk know stays. The steps are the real ones and are
// wired as app/gateway.cpp wires them, without threads.
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "payment/accept_queue.hpp"
#include "payment/operator_actions.hpp"
#include "payment/pipeline.hpp"
#include "payment/refresh_rates.hpp"
#include "sim/chain_world.hpp"
#include "sim/sim_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::sim {

// The directory of a life: as app/live_directory.hpp, for one thread.
class SwappedDirectory final : public ports::Directory {
 public:
  explicit SwappedDirectory(ports::DirectorySnapshot first)
      : now_(std::make_shared<const ports::DirectorySnapshot>(std::move(first))) {}
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override { return now_; }
  void set_prices(std::map<ports::Pair, ports::MarketPrice> prices) {
    auto next = std::make_shared<ports::DirectorySnapshot>(*now_);
    next->prices = std::move(prices);
    now_ = std::move(next);
  }

 private:
  std::shared_ptr<const ports::DirectorySnapshot> now_;
};

// What outlives a life.
struct Outside {
  Stage& stage;
  const std::vector<std::unique_ptr<ChainWorld>>& chains;
  const ports::DirectorySnapshot& settings;  // merchants, wallets, policy; without prices
  ports::HttpClient& nodes;
  ports::HttpClient& merchants;
  ports::PriceSource& prices;
  ports::Random& random;
  ports::EventLog& log;
  ports::Metrics& metrics;
  std::function<void(ports::Store&)> committed;
};

class Life {
 public:
  // Starts as the gateway does: the store is opened (nullptr: it cannot be), prices are fetched, leases are forgotten.
  // Throws ProcessKilled.
  [[nodiscard]] static std::unique_ptr<Life> start(const store::SqliteOptions& database, const Outside& outside);

  // Takes a request; false: the queue is full. `done` gets the answer unless the process dies before.
  [[nodiscard]] bool request(payment::Command command, std::function<void(payment::Answer)> done);

  // The steps; each says whether it did anything. `chain` counts the world's chains.
  bool accept();
  bool scan(std::size_t chain);
  bool match();
  bool confirm(std::size_t chain);
  bool expire();
  bool release();
  bool claim();
  bool deliver();  // sends one of the claimed events and records what came of it
  bool refresh_rates();
  bool checkpoint();

  [[nodiscard]] std::size_t requests_waiting() const { return requests_waiting_; }
  [[nodiscard]] std::size_t claimed() const { return claimed_.size(); }
  // The store without what befalls it: for those who look on, and for the operator's tools.
  [[nodiscard]] store::SqliteStore& store() { return *real_; }

 private:
  Life(std::unique_ptr<store::SqliteStore> real, const Outside& outside);

  struct ChainLoop {
    std::unique_ptr<ports::ChainReader> reader;
    payment::ScanChain scan;
    payment::ConfirmPayment confirm;
    bool asleep = false;
  };

  const Outside& outside_;
  std::unique_ptr<store::SqliteStore> real_;
  SimStore store_;
  SwappedDirectory directory_;
  struct NoFeed final : ports::OrderFeed {
    void order_changed(const core::TradeId&) override {}
  } feed_;
  payment::Ports ports_;
  payment::Reservations reservations_;
  payment::AcceptQueue queue_;
  std::size_t requests_waiting_ = 0;
  payment::AcceptOrder accept_;
  std::deque<ChainLoop> chains_;
  payment::MatchTransfer match_;
  payment::ExpireOrder expire_;
  payment::DeliverCallback deliver_;
  payment::RefreshRates rates_;
  std::deque<core::CallbackEvent> claimed_;
};

}  // namespace bepusdt::sim
