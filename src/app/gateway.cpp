#include "app/gateway.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/chain_readers.hpp"
#include "app/version.hpp"
#include "catalog/metrics.hpp"
#include "http/server/server.hpp"
#include "http/service.hpp"
#include "net/address_guard.hpp"
#include "net/coingecko_source.hpp"
#include "net/fixed_source.hpp"
#include "net/okx_source.hpp"
#include "sys/process.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

constexpr std::size_t kQueueCapacity = 4096;  // commands that wait; more are answered `unavailable`
constexpr Millis kShutdownPatience{10'000};   // contract part 5 §4

ports::DirectorySnapshot first_snapshot(const catalog::Settings& settings) {
  ports::DirectorySnapshot snapshot;
  snapshot.merchants = settings.merchants;
  for (const auto& [pair, rule] : settings.rate.rules) snapshot.rules.emplace(ports::Pair{pair.currency, pair.fiat}, rule);
  snapshot.max_price_age = settings.rate.max_age;
  snapshot.policy = settings.order;
  snapshot.readable_chains = catalog::readable_chains(settings);
  return snapshot;
}

std::unique_ptr<ports::PriceSource> make_source(const catalog::RateSettings& rate, ports::HttpClient& client) {
  using Source = catalog::RateSettings::Source;
  std::map<ports::Pair, core::Decimal> fixed;
  for (const auto& [pair, value] : rate.fixed) fixed.emplace(ports::Pair{pair.currency, pair.fiat}, value);
  switch (rate.source) {
    case Source::coingecko: return std::make_unique<net::CoinGeckoSource>(client, std::string(rate.url.reveal()));
    case Source::okx: return std::make_unique<net::OkxSource>(client, std::string(rate.url.reveal()));
    case Source::fixed: break;
  }
  return std::make_unique<net::FixedSource>(std::move(fixed));
}

}  // namespace

Result<std::unique_ptr<Gateway>, std::string> Gateway::open(catalog::Settings settings, ports::EventLog& log,
                                                            std::vector<http::Route> extra_routes) {
  ServingStore serving;
  const auto in_language = [&](const auto& error) { return settings.language == wire::Language::zh ? error.zh : error.en; };
  auto lock = store::ServeLock::take(settings.database);
  if (!lock) return fail(in_language(lock.error()));
  serving.lock = std::make_unique<store::ServeLock>(*std::move(lock));
  store::SqliteOptions options;
  options.path = settings.database;
  auto opened = store::SqliteStore::open(options);
  if (!opened) return fail(in_language(opened.error()));
  serving.store = *std::move(opened);
  return std::unique_ptr<Gateway>(new Gateway(std::move(settings), log, std::move(serving), std::move(extra_routes)));
}

Gateway::Gateway(catalog::Settings settings, ports::EventLog& log, ServingStore store, std::vector<http::Route> extra_routes)
    : settings_(std::move(settings)),
      log_(log),
      client_(net::CurlOptions{settings_.ca_file, fmt::format("bepusdt/{}", kVersion)}),
      store_(std::move(store)),
      store_probe_(*store_.store, clock_),
      directory_(first_snapshot(settings_)),
      feed_(metrics_),
      queue_(kQueueCapacity),
      price_source_(make_source(settings_.rate, client_)),
      rates_(ports(), *price_source_, settings_.rate.max_jump),
      expire_(ports(), reservations_),
      deliver_(ports(), client_, {.allow_private = settings_.callback.allow_private}),
      accept_loop_(queue_, payment::AcceptOrder(ports(), reservations_),
                   [this] {
                     wake_chains();
                     deliver_loop_.wake();
                   }),
      deliver_loop_(deliver_, clock_, payment::DeliverCallback::Options{}.in_flight),
      expire_loop_([this] { return expire_and_release(); }),
      rates_loop_([this] { return refresh_rates(); }),
      watch_loop_([this] { return notice_other_processes(); }),
      audit_rounds_(*store_.store, rate_rules(settings_), settings_.audit_interval, log_, metrics_, clock_),
      audit_loop_([this] { return audit_rounds_.round(); }) {
  adopt_file_wallets();
  reload_wallets();
  build_chains();
  build_http(std::move(extra_routes));
}

Gateway::~Gateway() { stop(); }

payment::Ports Gateway::ports() { return {*store_.store, directory_, clock_, random_, log_, metrics_, feed_}; }

void Gateway::build_chains() {
  for (const auto& [name, chain] : settings_.chains) {
    if (!chain.on) continue;
    readers_.push_back(make_reader(chain, {client_, clock_, log_, metrics_, random_, settings_.ca_file}));
    chains_.push_back(std::make_unique<ChainLoop>(core::ChainName(name), chain.poll, ports(), *readers_.back(),
                                                  payment::ScanChain::Options{.always_on = settings_.scan_always_on},
                                                  [this] { deliver_loop_.wake(); }));
    listen_for_heads(chain, *chains_.back());
  }
}

void Gateway::listen_for_heads(const catalog::ChainSettings& chain, ChainLoop& loop) {
  for (const catalog::Endpoint& endpoint : chain.endpoints) {
    if (endpoint.websocket.empty()) continue;
    net::HeadListenerOptions options;
    options.chain = chain.chain->name;
    options.url = endpoint.websocket;
    options.ca_file = settings_.ca_file;
    options.least_gap = std::clamp(chain.chain->block_interval / 2, Millis(200), Millis(1'000));
    options.silence = std::max(options.silence, chain.chain->block_interval * 20);
    listeners_.push_back(std::make_unique<net::HeadListener>(
        std::move(options), [&loop] { loop.head_told(); }, log_));
  }
}

void Gateway::build_http(std::vector<http::Route> extra_routes) {
  http::Settings http;
  http.public_url = settings_.public_url;
  http.language = settings_.language;
  http.allow_http_callbacks = settings_.callback.allow_http;
  http.metrics_public = settings_.metrics_public;
  http.test_mode = settings_.test_mode;
  http.bad_requests_per_minute = settings_.http.refusals_per_minute;
  http::Context context{
      .store = *store_.store,
      .directory = directory_,
      .queue = queue_,
      .clock = clock_,
      .log = log_,
      .metrics = metrics_,
      .feed = feed_,
      .settings = std::move(http),
      .why_url_forbidden = settings_.callback.allow_private
                               ? std::function<std::optional<std::string>(std::string_view)>()
                               : [](std::string_view url) { return net::why_forbidden_literal(url); },
      .blocks_to_final =
          [this](std::string_view chain) {
            const auto found = settings_.chains.find(chain);
            if (found == settings_.chains.end()) return 0;
            const catalog::Finality& finality = found->second.finality;
            return finality.kind == catalog::Finality::Kind::blocks ? finality.blocks : 0;
          },
      .readiness = [this] { return readiness(); },
      .metrics_text =
          [this] {
            if (const auto bytes = sys::resident_memory_bytes())
              metrics_.set(catalog::metric::kResidentMemoryBytes, static_cast<double>(*bytes));
            return metrics_.text();
          },
      .extra_routes = std::move(extra_routes),
  };
  application_ = std::make_unique<http::Service>(std::move(context));

  http::ServerSettings server;
  server.listen = settings_.listen;
  server.threads = static_cast<unsigned>(settings_.http.threads);
  server.limits.connections = static_cast<std::size_t>(settings_.http.max_connections);
  server.limits.connections_per_address = static_cast<std::size_t>(settings_.http.max_connections_per_address);
  server.limits.idle = settings_.http.idle_timeout;
  if (auto proxies = http::TrustedProxies::parse(settings_.trusted_proxies)) server.proxies = *std::move(proxies);
  server_ =
      std::make_unique<http::Server>(std::move(server), *application_, http::ServerPorts{clock_, random_, log_, metrics_});
}

Result<void, std::string> Gateway::start() {
  if (auto listening = server_->open(); !listening) return listening;
  started_ = true;
  metrics_.set(catalog::metric::kBuildInfo, 1, {kVersion});
  metrics_.set(catalog::metric::kStartTimeSeconds, static_cast<double>(to_unix_millis(clock_.now())) / 1000.0);
  foreign_changes_ = store_.store->foreign_changes();
  // Prices before requests, so that the first order after a start is not refused for want of a rate.
  (void)refresh_rates();
  checkpoints_ = std::jthread([this](const std::stop_token& stop) {
    while (store_.store->wait_for_checkpoint(stop))
      if (const auto done = store_.store->checkpoint(); !done)
        log_.error("store.checkpoint_failed", {{"reason", done.error().reason}});
  });
  accept_loop_.start();
  deliver_loop_.start();
  expire_loop_.start();
  rates_loop_.start();
  watch_loop_.start();
  audit_loop_.start();
  for (const auto& chain : chains_) chain->start();
  for (const auto& listener : listeners_) listener->start();
  server_->start();
  log_.info("gateway.started",
            {{"version", kVersion}, {"listen", settings_.listen}, {"port", server_->port()}, {"chains", chains_.size()}});
  return {};
}

void Gateway::stop() {
  if (!std::exchange(started_, false)) return;
  log_.info("gateway.stopping", {});
  const bool in_time = server_->stop(kShutdownPatience);
  accept_loop_.stop();
  audit_loop_.stop();
  watch_loop_.stop();
  rates_loop_.stop();
  expire_loop_.stop();
  for (const auto& listener : listeners_) listener->stop();
  for (const auto& chain : chains_) chain->request_stop();
  deliver_loop_.stop();
  client_.close();  // nobody waits for a node any more
  for (const auto& chain : chains_) chain->stop();
  checkpoints_ = {};
  log_.info("gateway.stopped", {{"in_time", in_time ? "yes" : "no"}});
}

std::uint16_t Gateway::port() const { return server_->port(); }

// A wallet of the file and one added on the command line are the same thing. What the file no longer names is not offered
// any more; what was removed on the command line stays removed.
void Gateway::adopt_file_wallets() {
  const Time now = clock_.now();
  const auto done = store_.store->write([&](ports::Tx& tx) {
    std::vector<ports::Wallet> known = tx.wallets();
    const auto same = [](const ports::Wallet& wallet, const catalog::WalletSetting& setting) {
      return wallet.address == setting.address && wallet.trade_type == setting.trade_type;
    };
    for (const catalog::WalletSetting& setting : settings_.wallets)
      if (std::ranges::none_of(known, [&](const ports::Wallet& w) { return same(w, setting); }))
        tx.put({setting.address, setting.trade_type, true, true, now});
    for (ports::Wallet& wallet : known) {
      const bool in_file =
          std::ranges::any_of(settings_.wallets, [&](const auto& setting) { return same(wallet, setting); });
      if (in_file || !wallet.from_file || !wallet.active) continue;
      wallet.active = false;
      tx.put(wallet);
    }
  });
  if (!done) log_.error("wallet.adopt_failed", {{"reason", done.error().reason}});
}

void Gateway::reload_wallets() {
  std::vector<ports::Wallet> wallets;
  const auto done = store_.store->read([&](const ports::View& view) { wallets = view.wallets(); });
  if (!done) return log_.error("wallet.load_failed", {{"reason", done.error().reason}});
  std::erase_if(wallets, [](const ports::Wallet& wallet) { return !wallet.active; });
  directory_.set_wallets(std::move(wallets));
}

Millis Gateway::refresh_rates() {
  constexpr Millis kRetry{10'000};
  const auto pairs = payment::pairs_in_use(*directory_.snapshot(), settings_.rate.fiats);
  auto refreshed = rates_.run(pairs);
  if (!refreshed) return kRetry;
  const bool soon = !refreshed->source_answered || !refreshed->suspicious.empty();
  const Time now = clock_.now();
  for (const auto& [pair, price] : refreshed->prices)
    metrics_.set(catalog::metric::kRateAgeSeconds, static_cast<double>((now - price.at).count()) / 1000.0,
                 {pair.currency + "." + pair.fiat});
  directory_.set_prices(std::move(refreshed->prices));
  return soon ? std::min<Millis>(kRetry, settings_.rate.poll) : Millis(settings_.rate.poll);
}

Millis Gateway::expire_and_release() {
  constexpr Millis kRound{1'000};
  const int expired = expire_.expire().value_or(0);
  const int released = expire_.release().value_or(0);
  if (expired > 0) deliver_loop_.wake();
  return expired + released > 0 ? Millis(10) : kRound;
}

// The command line works beside us: its wallets, decisions and repeats are noticed within a second.
Millis Gateway::notice_other_processes() {
  constexpr Millis kRound{500};
  const std::uint64_t changes = store_.store->foreign_changes();
  if (std::exchange(foreign_changes_, changes) != changes) {
    reload_wallets();
    wake_chains();
    deliver_loop_.wake();
  }
  return kRound;
}

void Gateway::wake_chains() {
  for (const auto& chain : chains_) chain->wake();
}

http::Readiness Gateway::readiness() {
  http::Readiness answer;
  answer.ready = true;
  wire::JsonWriter json(answer.json);
  json.begin_object();

  std::map<std::string, std::optional<ports::Cursor>> cursors;
  const auto read = store_.store->read([&](const ports::View& view) {
    for (const auto& chain : chains_) cursors[chain->chain().value()] = view.cursor(chain->chain());
  });
  const bool writable = read && store_probe_.writable();
  answer.ready = writable;
  json.key("store").text(writable ? "writable" : "not writable");

  json.key("chains").begin_object();
  for (const auto& chain : chains_) {
    const std::string& name = chain->chain().value();
    json.key(name).begin_object();
    const auto cursor = cursors.find(name);
    const auto endpoints = chain->endpoints();
    std::uint64_t head = 0;
    for (const ports::EndpointHealth& endpoint : endpoints) head = std::max(head, endpoint.height);
    if (cursor != cursors.end() && cursor->second) {
      head = std::max(head, cursor->second->head);
      json.key("height").integer(cursor->second->block.height);
      json.key("lag").integer(head > cursor->second->block.height ? head - cursor->second->block.height : 0);
      json.key("final_height").integer(cursor->second->final_height);
    }
    json.key("head").integer(head);
    // Healthy is who has answered: right after the start nobody has yet.
    const bool any_healthy =
        std::ranges::any_of(endpoints, [](const ports::EndpointHealth& e) { return e.healthy && e.heard; });
    if (!any_healthy) answer.ready = false;
    json.key("ready").boolean(any_healthy);
    json.key("endpoints").begin_array();
    for (const ports::EndpointHealth& endpoint : endpoints) {
      json.begin_object();
      json.key("host").text(endpoint.host);
      json.key("healthy").boolean(endpoint.healthy);
      json.key("height").integer(endpoint.height);
      if (!endpoint.trouble.empty()) json.key("trouble").text(endpoint.trouble);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_object();
  json.key("ready").boolean(answer.ready);
  json.end_object();
  return answer;
}

}  // namespace bepusdt::app
