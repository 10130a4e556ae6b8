// What a merchant gets from the whole gateway: `bepusdt serve` as a process of its own, durable SQLite (synchronous=FULL),
// signed create-transaction requests over loopback keep-alive connections, beginning at so many open orders. Beside it, in the
// same round, what bounds it: an empty Beast handler under the same requests, and the very rows that the gateway stored,
// inserted bare in groups of 64 into a copy of the same database. Rounds are interleaved and medians printed, because a
// machine is never quiet; "share" is the gateway's rate in hundredths of the lower of both limits, taken in each round.
//
//   gateway_bench [--only orders|one-price|start] [--rounds 3] [--orders 20000] [--connections 64] [--largest 1000000]
//
// Databases are made in BEPUSDT_BENCH_DIR (default: beside this program; on a RAM disk nothing would be durable), some 2 GB.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>

#include "app/demo/child_process.hpp"
#include "bare_inserts.hpp"
#include "busy_shop.hpp"
#include "empty_server.hpp"
#include "loopback_load.hpp"
#include "serving_process.hpp"
#include "stored_orders.hpp"

namespace bepusdt::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Amounts = BusyShop::Amounts;

constexpr std::size_t kWarmUp = 1'000;  // orders before those that count
constexpr std::size_t kGroup = 64;

struct Options {
  std::string only;
  int rounds = 3;
  std::size_t orders = 20'000;
  int connections = 64;
  std::size_t largest = 1'000'000;
  fs::path program;
  fs::path folder;
};

double millis_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void copy_database(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(to.string() + suffix);
  fs::copy_file(from, to);
  ::sync();  // the copy is not the benchmark's to write out
}

std::uint16_t free_port() {
  const auto port = app::free_loopback_port();
  BEPUSDT_ASSERT(port.has_value());
  return static_cast<std::uint16_t>(*port);
}

struct Level {
  std::size_t open;
  Amounts amounts;
  fs::path database;
};

struct Round {
  Measured gateway;
  Measured empty;
  double bare_per_second = 0;
  double bare_cpu_micros = 0;
  double first_millis = 0;  // the first order after the start, which loads the amounts that are taken
  double megabytes = 0;     // resident, after all of the round's orders
  [[nodiscard]] double share() const { return 100 * gateway.per_second / std::min(empty.per_second, bare_per_second); }
};

std::function<const std::string*()> each_once(std::span<const std::string> requests) {
  return [requests]() mutable -> const std::string* {
    if (requests.empty()) return nullptr;
    const std::string* next = requests.data();
    requests = requests.subspan(1);
    return next;
  };
}

Measured measure_empty(const Options& options, std::span<const std::string> requests) {
  const EmptyServer server(1);
  const auto load = [&](std::span<const std::string> some) {
    return run_load({server.port(), options.connections, each_once(some), other_threads_cpu_seconds, {}});
  };
  (void)load(requests.first(kWarmUp));
  return load(requests);
}

void measure_gateway(const Options& options, const Level& level, const BusyShop& shop, std::span<const std::string> requests,
                     const fs::path& folder, Round& round) {
  const std::uint16_t port = free_port();
  std::ofstream(folder / "conf.toml") << shop.conf_toml(port);
  copy_database(level.database, folder / "gateway.db");
  const ServingProcess gateway(options.program, folder, port);
  const auto load = [&](std::span<const std::string> some, int connections) {
    return run_load({port, connections, each_once(some), [&] { return gateway.processor_seconds(); }, {}});
  };
  const auto begin = Clock::now();
  (void)load(requests.first(1), 1);
  round.first_millis = millis_since(begin);
  (void)load(requests.subspan(1, kWarmUp - 1), options.connections);
  round.gateway = load(requests.subspan(kWarmUp), options.connections);
  round.megabytes = gateway.resident_megabytes();
}

// The rows that the gateway has just stored.
void measure_bare(const Options& options, const Level& level, const fs::path& folder, Round& round) {
  const auto stored = newest_orders((folder / "gateway.db").string(), options.orders);
  copy_database(level.database, folder / "bare.db");
  BareInserts bare((folder / "bare.db").string());
  std::vector<BareInserts::Row> rows;
  for (const StoredOrder& row : stored) rows.push_back(bare.row(row.order, row.quote));
  const double cpu_before = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
  const auto begin = Clock::now();
  for (std::size_t at = 0; at < rows.size(); at += kGroup)
    bare.insert(std::span(rows).subspan(at, std::min(kGroup, rows.size() - at)));
  round.bare_per_second = static_cast<double>(rows.size()) / millis_since(begin) * 1e3;
  round.bare_cpu_micros = (cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - cpu_before) * 1e6 / static_cast<double>(rows.size());
}

Round measure(const Options& options, const Level& level) {
  const BusyShop shop(level.amounts);
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < kWarmUp + options.orders; ++i) requests.push_back(shop.request(level.open + i));
  const fs::path folder = options.folder / "run";
  fs::create_directories(folder);
  Round round;
  round.empty = measure_empty(options, requests);
  measure_gateway(options, level, shop, requests, folder, round);
  measure_bare(options, level, folder, round);
  fs::remove_all(folder);
  return round;
}

// One database a level; each goes on from the one before.
std::vector<Level> fill(const Options& options, Amounts amounts, std::string_view name, std::vector<std::size_t> levels) {
  const BusyShop shop(amounts);
  const fs::path growing = options.folder / fmt::format("{}.db", name);
  std::vector<Level> made;
  std::size_t open = 0;
  for (const std::size_t wanted : levels) {
    if (wanted > options.largest) continue;
    store_orders(growing.string(), shop, open, wanted);
    open = wanted;
    made.push_back({open, amounts, options.folder / fmt::format("{}-{}.db", name, open)});
    copy_database(growing, made.back().database);
  }
  fs::remove(growing);
  return made;
}

void show(const Options& options, std::string_view title, std::span<const Level> levels) {
  const auto begin = Clock::now();
  std::vector<std::vector<Round>> rounds(levels.size());
  for (int round = 0; round < options.rounds; ++round)
    for (std::size_t i = 0; i < levels.size(); ++i) rounds[i].push_back(measure(options, levels[i]));

  fmt::print("\n{}: {} connections, {} orders from each level on, median of {} rounds\n", title, options.connections,
             options.orders, options.rounds);
  fmt::print("{:>9} {:<8} {:>9} {:>8} {:>8} {:>8} {:>12} {:>7} {:>12} {:>7} {:>7} {:>8} {:>9}\n", "open", "amounts",
             "orders/s", "p50 ms", "p99 ms", "cpu us", "empty HTTP/s", "cpu us", "bare rows/s", "cpu us", "share", "RSS MB",
             "first ms");
  std::vector<double> rates;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto of = [&](auto value) {
      std::vector<double> values;
      for (const Round& round : rounds[i]) values.push_back(value(round));
      return median(std::move(values));
    };
    rates.push_back(of([](const Round& r) { return r.gateway.per_second; }));
    fmt::print(
        "{:>9} {:<8} {:>9.0f} {:>8.2f} {:>8.2f} {:>8.1f} {:>12.0f} {:>7.1f} {:>12.0f} {:>7.1f} {:>5.0f} % {:>8.1f} "
        "{:>9.1f}\n",
        levels[i].open,
        levels[i].amounts == Amounts::random   ? "random"
        : levels[i].amounts == Amounts::prices ? "prices"
                                               : "one",
        rates.back(), of([](const Round& r) { return r.gateway.p50_micros / 1e3; }),
        of([](const Round& r) { return r.gateway.p99_micros / 1e3; }),
        of([](const Round& r) { return r.gateway.cpu_micros; }), of([](const Round& r) { return r.empty.per_second; }),
        of([](const Round& r) { return r.empty.cpu_micros; }), of([](const Round& r) { return r.bare_per_second; }),
        of([](const Round& r) { return r.bare_cpu_micros; }), of([](const Round& r) { return r.share(); }),
        of([](const Round& r) { return r.megabytes; }), of([](const Round& r) { return r.first_millis; }));
  }
  fmt::print("slowest level at {:.0f} % of the fastest; {:.0f} s\n", 100 * std::ranges::min(rates) / std::ranges::max(rates),
             millis_since(begin) / 1e3);
}

void show_orders(const Options& options) {
  auto levels = fill(options, Amounts::prices, "prices", {0, 1'000, 100'000, 1'000'000});
  show(options, "sequential order ids, 300 prices", levels);
  levels = fill(options, Amounts::random, "random", {0, 1'000'000});
  show(options, "uniformly random amounts", levels);
}

void show_one_price(const Options& options) {
  show(options, "every order at one price", fill(options, Amounts::one_price, "one", {0, 1'000, 10'000, 100'000}));
}

void show_start(const Options& options) {
  constexpr int kStarts = 9;
  std::vector<double> fresh, again, idle;
  const BusyShop shop(Amounts::prices);
  for (int i = 0; i < kStarts; ++i) {
    const fs::path folder = options.folder / "start";
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (std::vector<double>* times : {&fresh, &again}) {
      const std::uint16_t port = free_port();
      std::ofstream(folder / "conf.toml") << shop.conf_toml(port);
      const ServingProcess gateway(options.program, folder, port);
      times->push_back(gateway.start_millis());
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      idle.push_back(gateway.resident_megabytes());
    }
    fs::remove_all(folder);
  }
  fmt::print(
      "\nfrom exec to /healthz: {:.1f} ms (worst {:.1f}) with a database to make, {:.1f} ms (worst {:.1f}) without; idle "
      "{:.1f} MB "
      "resident; median of {}\n",
      median(fresh), std::ranges::max(fresh), median(again), std::ranges::max(again), median(idle), kStarts);
}

int run(int argc, char** argv) {
  Options options;
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path();
  options.program = beside / "bepusdt";
  CLI::App app("The whole gateway: orders per second, memory, start");
  app.add_option("--only", options.only, "one part")->check(CLI::IsMember({"orders", "one-price", "start"}));
  app.add_option("--rounds", options.rounds)->check(CLI::Range(1, 100));
  app.add_option("--orders", options.orders)->check(CLI::Range(2'000, 1'000'000));
  app.add_option("--connections", options.connections)->check(CLI::Range(1, 1'000));
  app.add_option("--largest", options.largest, "no level beyond this many open orders");
  CLI11_PARSE(app, argc, argv);
  const char* base = std::getenv("BEPUSDT_BENCH_DIR");
  options.folder = fs::absolute(base != nullptr ? fs::path(base) : beside) / fmt::format("gateway-bench-{}", getpid());
  fs::create_directories(options.folder);
  const auto wanted = [&](std::string_view part) { return options.only.empty() || options.only == part; };
  if (wanted("start")) show_start(options);
  if (wanted("orders")) show_orders(options);
  if (wanted("one-price")) show_one_price(options);
  fs::remove_all(options.folder);
  return 0;
}

}  // namespace
}  // namespace bepusdt::bench

int main(int argc, char** argv) { return bepusdt::bench::run(argc, argv); }
