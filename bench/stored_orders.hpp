// Fills a database with a shop's first orders through the gateway's own step 1 in large batches, so that the rows and the
// amounts are those that requests would have made; and reads such rows back.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/live_directory.hpp"
#include "base/assert.hpp"
#include "busy_shop.hpp"
#include "catalog/load_settings.hpp"
#include "catalog/offered_trade_type.hpp"
#include "payment/accept_order.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"

namespace bepusdt::bench {

class Unheard final : public ports::EventLog, public ports::Metrics, public ports::OrderFeed {
 public:
  void write(ports::Severity, std::string_view, std::initializer_list<ports::Field>) override {}
  bool enabled(ports::Severity) const override { return false; }
  void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void order_changed(const core::TradeId&) override {}
};

inline std::unique_ptr<store::SqliteStore> open_store(const std::string& path) {
  store::SqliteOptions options;
  options.path = path;
  auto opened = store::SqliteStore::open(options);
  BEPUSDT_ASSERT(opened.has_value());
  return *std::move(opened);
}

// The shop's orders `from` to `to` - 1, all waiting.
inline void store_orders(const std::string& path, const BusyShop& shop, std::size_t from, std::size_t to) {
  catalog::SettingsInput input;
  input.file_name = "conf.toml";
  input.file_text = shop.conf_toml(1);
  const auto loaded = catalog::load_settings(input);
  BEPUSDT_ASSERT(loaded.has_value());
  const catalog::Settings& settings = loaded->settings;
  const sys::SystemClock clock;
  sys::SystemRandom random;
  Unheard unheard;
  ports::DirectorySnapshot snapshot;
  snapshot.merchants = settings.merchants;
  snapshot.policy = settings.order;
  snapshot.readable_chains = catalog::readable_chains(settings);
  snapshot.prices[{"USDT", "CNY"}] = {settings.rate.fixed.at({"USDT", "CNY"}), clock.now()};
  for (const catalog::WalletSetting& wallet : settings.wallets)
    snapshot.wallets.push_back({wallet.address, wallet.trade_type, true, true, clock.now()});
  const app::LiveDirectory directory(std::move(snapshot));

  const auto store = open_store(path);
  payment::Reservations reservations;
  payment::AcceptOrder accept({*store, directory, clock, random, unheard, unheard, unheard}, reservations);
  constexpr std::size_t kBatch = 10'000;
  std::vector<payment::Command> commands;
  for (std::size_t next = from; next < to;) {
    commands.clear();
    for (; next < to && commands.size() < kBatch; ++next) {
      const Create create = shop.create(next);
      payment::CreateOrder order;
      order.merchant_id = core::kDefaultMerchant;
      order.order_id = core::OrderId(create.order_id);
      order.fiat_amount = *core::Decimal::parse(create.amount);
      order.fiat = "CNY";
      order.trade_type = catalog::find_trade_type(Create::kTradeType);
      order.timeout = Seconds(Create::kTimeout);
      order.name = create.order_id;
      order.notify_url = create.notify_url();
      order.redirect_url = create.redirect_url();
      order.parameters = to_hex(md5(create.order_id));
      commands.emplace_back(std::move(order));
    }
    for (const payment::Answer& answer : accept.run(commands)) BEPUSDT_ASSERT(answer.has_value());
    BEPUSDT_ASSERT(store->checkpoint().has_value());
  }
}

struct StoredOrder {
  core::Order order;
  core::Quote quote;
};

// The last `count` orders that were stored, in their order.
inline std::vector<StoredOrder> newest_orders(const std::string& path, std::size_t count) {
  std::vector<StoredOrder> rows;
  const auto read = open_store(path)->read([&](const ports::View& view) {
    for (core::Order& order : view.orders(std::nullopt, std::nullopt, static_cast<int>(count))) {
      core::Quote quote = view.quotes(order.trade_id).front();
      rows.push_back({std::move(order), std::move(quote)});
    }
  });
  BEPUSDT_ASSERT(read.has_value() && rows.size() == count);
  std::ranges::reverse(rows);
  return rows;
}

}  // namespace bepusdt::bench
