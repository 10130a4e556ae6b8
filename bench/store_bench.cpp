// Grouped inserts of an order with its quote, durable (one synced commit a group): through ports::Store as the gateway does it
// (with its checkpoint thread), and bare: the same rows by two prepared statements into the same schema. Orders per second
// must not depend on how many orders are live.
//
//   store_bench --benchmark_filter=Store/        BEPUSDT_BENCH_DIR: where the databases are made (default: the temporary folder)
//
// Arguments of a row: live orders, orders a group, 0 amounts around 300 prices / 1 uniformly random amounts.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "bare_inserts.hpp"
#include "base/assert.hpp"
#include "order_stream.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class Folder {
 public:
  Folder() {
    const char* base = std::getenv("BEPUSDT_BENCH_DIR");
    path_ =
        fs::path(base != nullptr ? base : fs::temp_directory_path().string()) / ("store-bench-" + std::to_string(getpid()));
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

Folder& folder() {
  static Folder made;
  return made;
}

std::unique_ptr<store::SqliteStore> open_store(const std::string& path) {
  store::SqliteOptions options;
  options.path = path;
  auto opened = store::SqliteStore::open(options);
  BEPUSDT_ASSERT(opened.has_value());
  return *std::move(opened);
}

void place(store::SqliteStore& store, std::span<const OrderStream::Made> rows) {
  const auto done = store.write([&](ports::Tx& tx) {
    for (const auto& row : rows) {
      tx.insert(row.order);
      BEPUSDT_ASSERT(tx.insert(row.quote));
    }
  });
  BEPUSDT_ASSERT(done.has_value());
}

// A database with so many live orders, made once, and the stream that goes on after them.
struct Filled {
  std::string path;
  OrderStream stream;
};

Filled& filled(std::int64_t live, Amounts amounts) {
  static std::map<std::pair<std::int64_t, Amounts>, Filled> all;
  const auto key = std::pair(live, amounts);
  if (const auto found = all.find(key); found != all.end()) return found->second;
  Filled& made = all.emplace(key, Filled{folder().file(std::to_string(live) + (amounts == Amounts::prices ? "p" : "r")),
                                         OrderStream(amounts)})
                     .first->second;
  const auto store = open_store(made.path);
  constexpr std::int64_t kGroup = 10'000;
  for (std::int64_t done = 0; done < live; done += kGroup) {
    std::vector<OrderStream::Made> rows;
    while (static_cast<std::int64_t>(rows.size()) < std::min(kGroup, live - done)) rows.push_back(made.stream.next());
    place(*store, rows);
  }
  return made;
}

double resident_megabytes() {
  std::ifstream in("/proc/self/statm");
  long total = 0, resident = 0;
  in >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Runs the iterations, a group each, over a fresh copy of the filled database.
template <class Insert>
void run(benchmark::State& state, std::size_t group, const std::string& path, Filled& source, Insert insert) {
  OrderStream stream = source.stream;
  std::vector<OrderStream::Made> rows;
  for (std::size_t i = 0; i < group * static_cast<std::size_t>(state.max_iterations); ++i) rows.push_back(stream.next());
  std::vector<double> times;
  std::size_t next = 0;
  for (auto _ : state) {
    const auto before = Clock::now();
    insert(std::span(rows).subspan(next, group));
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    next += group;
  }
  std::ranges::sort(times);
  state.counters["orders/s"] = benchmark::Counter(static_cast<double>(next), benchmark::Counter::kIsRate);
  state.counters["p50_ms"] = times[times.size() / 2];
  state.counters["p99_ms"] = times[times.size() * 99 / 100];
  state.counters["max_ms"] = times.back();
  state.counters["MB"] = static_cast<double>(fs::file_size(path)) / 1e6;
}

std::string fresh_copy(Filled& source) {
  std::string path = folder().file("run");
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
  fs::copy_file(source.path, path);
  ::sync();  // the copy is not the benchmark's to write out
  return path;
}

std::size_t group_of(const benchmark::State& state) { return static_cast<std::size_t>(state.range(1)); }
Amounts amounts_of(const benchmark::State& state) { return state.range(2) == 0 ? Amounts::prices : Amounts::random; }

void Store(benchmark::State& state) {
  Filled& source = filled(state.range(0), amounts_of(state));
  const std::string path = fresh_copy(source);
  const auto store = open_store(path);
  std::jthread checkpoints([&](const std::stop_token& stop) {
    while (store->wait_for_checkpoint(stop)) BEPUSDT_ASSERT(store->checkpoint().has_value());
  });
  run(state, group_of(state), path, source, [&](std::span<const OrderStream::Made> rows) { place(*store, rows); });
}

// What copying the log costs at a million live orders: at so many pages of log, by the writer itself or by a thread beside it.
void Checkpoints(benchmark::State& state) {
  Filled& source = filled(1'000'000, Amounts::prices);
  const std::string path = fresh_copy(source);
  store::SqliteOptions options;
  options.path = path;
  const bool beside = state.range(1) == 1;
  options.checkpoint_pages = static_cast<int>(state.range(0));
  options.log_limit_pages = options.checkpoint_pages * (beside ? 4 : 1);
  const auto store = *store::SqliteStore::open(options);
  std::jthread checkpoints([&](const std::stop_token& stop) {
    while (beside && store->wait_for_checkpoint(stop)) BEPUSDT_ASSERT(store->checkpoint().has_value());
  });
  run(state, 64, path, source, [&](std::span<const OrderStream::Made> rows) { place(*store, rows); });
  state.counters["log_MB"] = static_cast<double>(fs::file_size(path + "-wal")) / 1e6;
}

void BareSqlite(benchmark::State& state) {
  Filled& source = filled(state.range(0), amounts_of(state));
  const std::string path = fresh_copy(source);
  BareInserts bare(path);
  std::vector<BareInserts::Row> texts;
  run(state, group_of(state), path, source, [&](std::span<const OrderStream::Made> rows) {
    state.PauseTiming();
    texts.clear();
    for (const auto& row : rows) texts.push_back(bare.row(row.order, row.quote));
    state.ResumeTiming();
    bare.insert(texts);
  });
}

// What the limits on memory are about: the database held open at this many live orders, after reads and writes of all kinds.
void Memory(benchmark::State& state) {
  Filled& source = filled(state.range(0), Amounts::prices);
  const std::string path = fresh_copy(source);
  double grown = 0;
  for (auto _ : state) {
    malloc_trim(0);
    const double before = resident_megabytes();
    const auto store = open_store(path);
    OrderStream stream = source.stream;
    for (int i = 0; i < 200; ++i) {
      std::vector<OrderStream::Made> rows;
      for (int k = 0; k < 64; ++k) rows.push_back(stream.next());
      place(*store, rows);
      BEPUSDT_ASSERT(store
                         ->read([&](const ports::View& v) {
                           benchmark::DoNotOptimize(v.order(rows.back().order.trade_id));
                           benchmark::DoNotOptimize(v.orders(core::OrderState::waiting, std::nullopt, 50));
                           benchmark::DoNotOptimize(v.live_pairs(core::ChainName("tron")));
                         })
                         .has_value());
    }
    grown = std::max(grown, resident_megabytes() - before);
  }
  state.counters["grown_MB"] = grown;
}

// Store and Bare one after the other at every row, because a machine is never quiet for long. Each row inserts the same number
// of orders, whatever its group, except that single ones are fewer.
[[maybe_unused]] const int kRegistered = [] {
  struct Level {
    std::int64_t live;
    Amounts amounts;
  };
  for (const int group : {1, 16, 64, 256})
    for (const auto& [live, amounts] :
         {Level{0, Amounts::prices}, Level{1'000, Amounts::prices}, Level{100'000, Amounts::prices},
          Level{1'000'000, Amounts::prices}, Level{1'000'000, Amounts::random}})
      for (const auto& [name, function] : {std::pair("Store", &Store), std::pair("Bare", &BareSqlite)})
        benchmark::RegisterBenchmark(name, function)
            ->ArgNames({"live", "group", "random"})
            ->Args({live, group, amounts == Amounts::random})
            ->Iterations((group == 1 ? 3'000 : 32'000) / group)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
  for (const auto& [pages, beside] : {std::pair(1'000, 0), std::pair(1'000, 1), std::pair(8'192, 0), std::pair(8'192, 1),
                                      std::pair(32'768, 0), std::pair(32'768, 1)})
    benchmark::RegisterBenchmark("Checkpoints", Checkpoints)
        ->ArgNames({"pages", "beside"})
        ->Args({pages, beside})
        ->Iterations(2'000)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("Memory", Memory)
      ->ArgName("live")
      ->Arg(1'000'000)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
  return 0;
}();

}  // namespace
}  // namespace bepusdt::bench

BENCHMARK_MAIN();
