// LiveDirectory: the directory of the running gateway. Merchants, rules and policy come from the settings and stay; wallets
// are read from the store and prices from the rates loop, and each change swaps the snapshot. Thread-safe.
#pragma once

#include <atomic>
#include <mutex>

#include "ports/directory.hpp"

namespace bepusdt::app {

class LiveDirectory : public ports::Directory {
 public:
  explicit LiveDirectory(ports::DirectorySnapshot first)
      : snapshot_(std::make_shared<const ports::DirectorySnapshot>(std::move(first))) {}

  [[nodiscard]] std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override { return snapshot_.load(); }

  void set_wallets(std::vector<ports::Wallet> wallets) {
    change([&](ports::DirectorySnapshot& next) { next.wallets = std::move(wallets); });
  }
  void set_prices(std::map<ports::Pair, ports::MarketPrice> prices) {
    change([&](ports::DirectorySnapshot& next) { next.prices = std::move(prices); });
  }

 private:
  template <class F>
  void change(F&& f) {
    const std::lock_guard lock(writers_);
    auto next = std::make_shared<ports::DirectorySnapshot>(*snapshot_.load());
    f(*next);
    snapshot_.store(std::move(next));
  }

  std::mutex writers_;
  std::atomic<std::shared_ptr<const ports::DirectorySnapshot>> snapshot_;
};

}  // namespace bepusdt::app
