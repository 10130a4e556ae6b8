// FeedHub: passes "this order changed" on to the pages that show the order. A hint and nothing more: who is woken reads the
// store. Bounded, in all and for one order. Thread-safe; order_changed() costs next to nothing while no page is open.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "ports/metrics.hpp"
#include "ports/order_feed.hpp"

namespace bepusdt::http {

class FeedHub final : public ports::OrderFeed {
 public:
  struct Limits {
    std::size_t subscriptions = 2'000;
    std::size_t of_one_order = 16;  // tabs and people that look at the same order
  };

  explicit FeedHub(ports::Metrics& metrics) : FeedHub(metrics, Limits()) {}
  FeedHub(ports::Metrics& metrics, Limits limits) : metrics_(metrics), limits_(limits) {}

  void order_changed(const core::TradeId& trade_id) override;

  // A place among the subscribers; given back when destroyed. After that, `wake` is not called any more.
  class Subscription {
   public:
    Subscription(FeedHub& hub, std::uint64_t number) : hub_(&hub), number_(number) {}
    Subscription(Subscription&& other) noexcept : hub_(std::exchange(other.hub_, nullptr)), number_(other.number_) {}
    Subscription& operator=(Subscription&&) = delete;
    ~Subscription() {
      if (hub_) hub_->leave(number_);
    }
    // From now on called for each change, on the thread that made it; must be quick and must not call the hub.
    void on_change(std::function<void()> wake) { hub_->set_wake(number_, std::move(wake)); }

   private:
    FeedHub* hub_;
    std::uint64_t number_;
  };

  // nullopt: there are too many.
  [[nodiscard]] std::optional<Subscription> subscribe(const core::TradeId& trade_id);
  [[nodiscard]] std::size_t subscriptions() const { return count_; }

 private:
  struct Entry {
    core::TradeId trade_id;
    std::function<void()> wake;
  };
  void leave(std::uint64_t number);
  void set_wake(std::uint64_t number, std::function<void()> wake);

  ports::Metrics& metrics_;
  const Limits limits_;
  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;
  std::uint64_t next_number_ = 0;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::unordered_multimap<core::TradeId, std::uint64_t> by_order_;
};

}  // namespace bepusdt::http
