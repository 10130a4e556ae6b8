// What the HTTP side costs, over loopback keep-alive connections, beside an empty Beast handler in the same run:
//   empty      Beast's own parser and serializer in a coroutine, the same request, a fixed answer
//   probe      our server, GET /healthz
//   create     our server, signed create-transaction through the queue to an accept loop that answers at once
// Each server runs on `threads` threads of this process, the load comes from one more. Rounds are interleaved and the median
// is printed, because a machine is never quiet.
//   http_bench [seconds per measurement = 2] [connections = 64] [server threads = 1] [rounds = 3] [only this row, 1 to 4, for a profiler]
#include <fmt/format.h>

#include <cstdio>
#include <random>
#include <thread>

#include "catalog/chains.hpp"
#include "create_request.hpp"
#include "empty_server.hpp"
#include "http/feed_hub.hpp"
#include "http/server/server.hpp"
#include "http/service.hpp"
#include "loopback_load.hpp"

namespace bepusdt {
namespace {

using bench::EmptyServer;
using bench::Measured;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kToken = "7CD7A244B55D2E55D4A6A8F293767B86";

// ---- our server, with ports that do nothing -----------------------------------------------------------------------------

class NoStore final : public ports::Store {
 public:
  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>&) override {
    return fail(ports::StoreError{});
  }
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>&) override {
    return fail(ports::StoreError{});
  }
  std::uint64_t foreign_changes() override { return 0; }
};

class OneMerchant final : public ports::Directory {
 public:
  OneMerchant() {
    auto snapshot = std::make_shared<ports::DirectorySnapshot>();
    snapshot->merchants.push_back({core::kDefaultMerchant, Secret(std::string(kToken)), "1000", {}});
    snapshot_ = std::move(snapshot);
  }
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override { return snapshot_; }

 private:
  std::shared_ptr<const ports::DirectorySnapshot> snapshot_;
};

class SystemTime final : public ports::Clock {
 public:
  Time now() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

class Dice final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_{1};
};

class Silence final : public ports::EventLog, public ports::Metrics {
 public:
  void write(ports::Severity, std::string_view, std::initializer_list<ports::Field>) override {}
  bool enabled(ports::Severity) const override { return false; }
  void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
};

payment::Accepted accepted(const payment::CreateOrder& command, Time now) {
  payment::Accepted done;
  done.now = now;
  core::Order& order = done.order;
  order.trade_id = core::TradeId(
      "0Ab3dE"
      "GhIjKlMnOpQr");
  order.merchant_id = command.merchant_id;
  order.order_id = command.order_id;
  order.fiat = command.fiat;
  order.fiat_amount = command.fiat_amount;
  order.name = command.name;
  order.notify_url = command.notify_url;
  order.redirect_url = command.redirect_url;
  order.parameters = command.parameters;
  order.created_at = now;
  order.deadline = now + command.timeout;
  core::Quote& quote = done.quote;
  quote.trade_id = order.trade_id;
  quote.chain = core::ChainName(std::string(command.trade_type->chain));
  quote.address = core::Address("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
  quote.trade_type = command.trade_type;
  quote.units = 4'250'000;
  quote.deadline = order.deadline;
  return done;
}

class Gateway {
 public:
  explicit Gateway(unsigned threads) : feed_(silence_), service_(context()), server_(settings(threads), service_, ports()) {
    if (const auto open = server_.open(); !open) {
      fmt::print(stderr, "{}\n", open.error());
      std::exit(3);
    }
    server_.start();
    loop_ = std::thread([this] {
      for (auto batch = queue_.take(256); !batch.empty(); batch = queue_.take(256))
        for (auto& pending : batch) pending.done(accepted(std::get<payment::CreateOrder>(pending.command), clock_.now()));
    });
  }
  ~Gateway() {
    server_.stop(Millis(5'000));
    queue_.close();
    loop_.join();
  }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }

 private:
  http::Context context() {
    http::Context context{.store = store_,
                          .directory = directory_,
                          .queue = queue_,
                          .clock = clock_,
                          .log = silence_,
                          .metrics = silence_,
                          .feed = feed_,
                          .settings = {},
                          .why_url_forbidden = {},
                          .blocks_to_final = {},
                          .readiness = {},
                          .metrics_text = {},
                          .extra_routes = {}};
    context.settings.public_url = "https://pay.example.com";
    return context;
  }
  static http::ServerSettings settings(unsigned threads) {
    return {.listen = "127.0.0.1:0", .threads = threads, .limits = {}, .proxies = {}};
  }
  http::ServerPorts ports() { return {clock_, random_, silence_, silence_}; }

  NoStore store_;
  OneMerchant directory_;
  SystemTime clock_;
  Dice random_;
  Silence silence_;
  payment::AcceptQueue queue_{100'000};
  http::FeedHub feed_;
  http::Service service_;
  http::Server server_;
  std::thread loop_;
};

// ---- the load -----------------------------------------------------------------------------------------------------------

std::string probe_request() {
  return "GET /healthz HTTP/1.1\r\nHost: pay.example.com\r\nUser-Agent: python-requests/2.32.3\r\n"
         "Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n";
}

Measured load(std::uint16_t port, const std::vector<std::string>& requests, int connections, double seconds) {
  constexpr std::chrono::milliseconds kWarm{200};
  const auto end =
      Clock::now() + kWarm + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::size_t sent = 0;
  return bench::run_load({.port = port,
                          .connections = connections,
                          .next = [&] { return Clock::now() < end ? &requests[sent++ % requests.size()] : nullptr; },
                          .server_cpu_seconds = bench::other_threads_cpu_seconds,
                          .warm = kWarm});
}

Measured median(std::vector<Measured> rounds) {
  std::ranges::sort(rounds, {}, &Measured::per_second);
  return rounds[rounds.size() / 2];
}

int run(double seconds, int connections, unsigned threads, int rounds, int only) {
  std::vector<std::string> creates;
  const Secret token{std::string(kToken)};
  for (int i = 0; i < 20'000; ++i)
    creates.push_back(
        bench::create_request({fmt::format("20261123{:08}", i), fmt::format("{}.{}", 10 + i % 300, 1 + i % 9)}, token));
  const std::vector<std::string> probes{probe_request()};

  if (only > 0) {
    const std::vector<std::string>& requests = only % 2 == 1 ? probes : creates;
    std::optional<EmptyServer> empty;
    std::optional<Gateway> gateway;
    if (only <= 2)
      empty.emplace(threads);
    else
      gateway.emplace(threads);
    const Measured one = load(empty ? empty->port() : gateway->port(), requests, connections, seconds);
    fmt::print("{:.0f}/s, {:.1f} us of processor each\n", one.per_second, one.cpu_micros);
    return 0;
  }

  std::array<std::vector<Measured>, 4> measured;
  for (int round = 0; round < rounds; ++round) {
    {
      const EmptyServer empty(threads);
      measured[0].push_back(load(empty.port(), probes, connections, seconds));
      measured[1].push_back(load(empty.port(), creates, connections, seconds));
    }
    const Gateway gateway(threads);
    measured[2].push_back(load(gateway.port(), probes, connections, seconds));
    measured[3].push_back(load(gateway.port(), creates, connections, seconds));
  }
  static constexpr std::array<std::string_view, 4> kNames{"empty Beast handler, GET",
                                                          "empty Beast handler, POST of a create",
                                                          "our server, GET /healthz", "our server, create-transaction"};
  fmt::print("{} connections, {} server thread(s), median of {} rounds of {} s\n", connections, threads, rounds, seconds);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const Measured result = median(measured[i]);
    const Measured bare = median(measured[i % 2]);
    fmt::print("{:<40} {:>8.0f}/s   p50 {:>6.0f} us   p99 {:>6.0f} us   processor {:>5.1f} us each", kNames[i],
               result.per_second, result.p50_micros, result.p99_micros, result.cpu_micros);
    if (i >= 2)
      fmt::print("   {:>4.0f} % of the empty handler's rate, {:.0f} % by processor time",
                 100 * result.per_second / bare.per_second, 100 * bare.cpu_micros / result.cpu_micros);
    fmt::print("\n");
  }
  return 0;
}

}  // namespace
}  // namespace bepusdt

int main(int argc, char** argv) {
  const auto argument = [&](int index, double fallback) { return argc > index ? std::atof(argv[index]) : fallback; };
  return bepusdt::run(argument(1, 2), static_cast<int>(argument(2, 64)), static_cast<unsigned>(argument(3, 1)),
                      static_cast<int>(argument(4, 3)), static_cast<int>(argument(5, 0)));
}
