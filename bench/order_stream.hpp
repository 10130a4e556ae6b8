// OrderStream: orders with their quotes as a shop makes them, for benchmarks: sequential order ids, trade ids as they are
// really made, and amounts either around a few hundred prices (the next free step above one of them) or uniformly random.
// Drawn from a fixed seed; used by one thread.
#pragma once

#include <array>
#include <random>
#include <vector>

#include "catalog/chains.hpp"
#include "core/order.hpp"
#include "core/quote.hpp"
#include "core/trade_id.hpp"

namespace bepusdt::bench {

enum class Amounts { prices, random };

class OrderStream {
 public:
  explicit OrderStream(Amounts amounts) : amounts_(amounts) {
    constexpr int kPrices = 300;
    for (int i = 0; i < kPrices; ++i)
      next_units_.push_back(1'000'000ULL * static_cast<unsigned>(10 + 7 * i) + 10'000ULL * (i * 37 % 100));
  }

  struct Made {
    core::Order order;
    core::Quote quote;
  };

  [[nodiscard]] Made next() {
    Made made;
    core::Order& o = made.order;
    core::Quote& q = made.quote;
    ++count_;
    if (count_ % kOrdersPerMillisecond == 0) now_ += Millis(1);
    o.trade_id = trade_id();
    o.merchant_id = core::MerchantId("default");
    o.order_id = core::OrderId("20260201" + std::to_string(100'000'000 + count_));
    o.fiat = "CNY";
    o.fiat_amount = *core::Decimal::parse(std::to_string(10 + random_() % 900) + ".8");
    o.name = "Premium plan, one month";
    o.notify_url = "https://shop.example.com/payment/notify/bepusdt";
    o.redirect_url = "https://shop.example.com/order/success?id=" + o.order_id.value();
    o.parameters = "3f1c0a9e8b7d6c5f4e3d2c1b0a998877";
    o.quote_count = 1;
    o.created_at = now_;
    o.deadline = now_ + Seconds(1200);
    q.trade_id = o.trade_id;
    q.merchant_id = o.merchant_id;
    q.chain = core::ChainName("tron");
    q.address = core::Address("TNVTdTSQCrk8SWqzVrYpS7F9t6LrcFvP3R");
    q.trade_type = type_;
    q.units = amounts_ == Amounts::prices ? next_units_[random_() % next_units_.size()] += kStep
                                          : random_() % 10'000'000'000'000'000ULL;
    q.fiat = o.fiat;
    q.fiat_amount = o.fiat_amount;
    q.rate = rate_;
    q.created_at = o.created_at;
    q.deadline = o.deadline;
    q.late_until = q.held_until = o.deadline + Seconds(10'800);
    return made;
  }

 private:
  static constexpr std::uint64_t kStep = 100;
  static constexpr std::uint64_t kOrdersPerMillisecond = 20;

  [[nodiscard]] core::TradeId trade_id() {
    for (;;) {
      std::array<std::uint8_t, 32> entropy;
      for (auto& byte : entropy) byte = static_cast<std::uint8_t>(random_());
      if (auto id = core::make_trade_id(now_, entropy)) return *std::move(id);
    }
  }

  const Amounts amounts_;
  const core::TradeType* type_ = catalog::find_trade_type("usdt.trc20");
  const core::Decimal rate_ = *core::Decimal::parse("7.2");
  std::mt19937_64 random_{1};
  std::vector<std::uint64_t> next_units_;
  std::uint64_t count_ = 0;
  Time now_ = from_unix_millis(1'795'444'099'000);
};

}  // namespace bepusdt::bench
