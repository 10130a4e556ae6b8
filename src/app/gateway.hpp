// Gateway: the composition root. Builds every object of a serving gateway from the settings, in readable order, starts the
// loops and the HTTP server, and stops them in the reverse order. Nothing else in the house builds things.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/audit_rounds.hpp"
#include "app/live_directory.hpp"
#include "app/loops.hpp"
#include "app/store_probe.hpp"
#include "catalog/settings.hpp"
#include "http/context.hpp"
#include "http/feed_hub.hpp"
#include "net/curl_client.hpp"
#include "net/head_listener.hpp"
#include "payment/refresh_rates.hpp"
#include "store/sqlite/serve_lock.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "sys/prometheus_metrics.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"

namespace bepusdt::http {
class Server;
class Application;
}  // namespace bepusdt::http

namespace bepusdt::app {

// Takes the store for serving: opens it, with the lock that keeps a second gateway away.
struct ServingStore {
  std::unique_ptr<store::ServeLock> lock;
  std::unique_ptr<store::SqliteStore> store;
};

class Gateway {
 public:
  // Error: one sentence; nothing runs then.
  [[nodiscard]] static Result<std::unique_ptr<Gateway>, std::string> open(catalog::Settings settings, ports::EventLog& log,
                                                                          std::vector<http::Route> extra_routes = {});
  ~Gateway();

  // Loops and server; the error is the server's sentence about the address.
  [[nodiscard]] Result<void, std::string> start();
  // No new connections, running requests and deliveries finish within 10 s, what is due stays due.
  void stop();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] ports::Store& store() { return *store_.store; }
  [[nodiscard]] ports::HttpClient& client() { return client_; }
  [[nodiscard]] const catalog::Settings& settings() const { return settings_; }

 private:
  Gateway(catalog::Settings settings, ports::EventLog& log, ServingStore store, std::vector<http::Route> extra_routes);

  [[nodiscard]] payment::Ports ports();
  void build_chains();
  void listen_for_heads(const catalog::ChainSettings& chain, ChainLoop& loop);
  void build_http(std::vector<http::Route> extra_routes);
  void adopt_file_wallets();
  void reload_wallets();
  [[nodiscard]] Millis refresh_rates();
  [[nodiscard]] Millis expire_and_release();
  [[nodiscard]] Millis notice_other_processes();
  [[nodiscard]] http::Readiness readiness();
  void wake_chains();

  catalog::Settings settings_;
  ports::EventLog& log_;
  sys::SystemClock clock_;
  sys::SystemRandom random_;
  sys::PrometheusMetrics metrics_;
  net::CurlClient client_;
  ServingStore store_;
  StoreProbe store_probe_;
  LiveDirectory directory_;
  http::FeedHub feed_;

  // The steps' shared state and the steps that are not a chain's own.
  payment::Reservations reservations_;
  payment::AcceptQueue queue_;
  std::unique_ptr<ports::PriceSource> price_source_;
  payment::RefreshRates rates_;
  payment::ExpireOrder expire_;
  payment::DeliverCallback deliver_;

  std::vector<std::unique_ptr<ports::ChainReader>> readers_;
  std::vector<std::unique_ptr<ChainLoop>> chains_;
  std::vector<std::unique_ptr<net::HeadListener>> listeners_;
  AcceptLoop accept_loop_;
  DeliverLoop deliver_loop_;
  TimedLoop expire_loop_;
  TimedLoop rates_loop_;
  TimedLoop watch_loop_;
  AuditRounds audit_rounds_;
  TimedLoop audit_loop_;
  std::jthread checkpoints_;
  std::uint64_t foreign_changes_ = 0;

  std::unique_ptr<http::Application> application_;
  std::unique_ptr<http::Server> server_;
  bool started_ = false;
};

}  // namespace bepusdt::app
