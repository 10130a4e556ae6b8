// How fast recorded blocks, receipts and logs are decoded, beside simdjson's bare walks over the same bytes: stage 1 with an
// on-demand visit of every value, and the DOM parse. "Kept" is the case of production: everything that is not ours is
// dropped on the way. Bytes per second and core; needs ../shared/fixtures.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/digest.hpp"
#include "chains/evm/decode.hpp"
#include "chains/evm/watched.hpp"

namespace {

using namespace bepusdt::chains::evm;
using bepusdt::chains::text_of;
namespace od = simdjson::ondemand;

const std::filesystem::path kFixtures = std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures";

simdjson::padded_string file(const std::string& name) {
  std::ifstream in(kFixtures / name, std::ios::binary);
  return simdjson::padded_string(std::string(std::istreambuf_iterator<char>(in), {}));
}

// Runs `use` on the value that stands in the answer (or in the bare file) until time is up.
template <class Use>
void run(benchmark::State& state, const char* name, Use&& use) {
  const simdjson::padded_string text = file(name);
  if (text.size() == 0) return state.SkipWithError("recorded data not present");
  od::parser parser;
  for (auto _ : state) {
    od::document document;
    od::object root;
    od::value value;
    if (parser.iterate(text).get(document) || document.get_object().get(root)) return state.SkipWithError("no object");
    if (root.find_field_unordered("result").get(value)) {
      document.rewind();
      if (document.get_value().get(value)) return state.SkipWithError("no value");
    }
    if (!use(value)) return state.SkipWithError("not decoded");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

// Visits every value and looks at every scalar's text: the least that reading all of a document takes.
std::size_t walk(od::value value) {
  od::json_type type;
  if (value.type().get(type)) return 0;
  std::size_t seen = 0;
  if (type == od::json_type::object) {
    od::object object;
    if (value.get_object().get(object)) return 0;
    for (auto item : object) {
      od::field field;
      if (std::move(item).get(field)) return 0;
      seen += walk(field.value());
    }
  } else if (type == od::json_type::array) {
    od::array array;
    if (value.get_array().get(array)) return 0;
    for (auto item : array) {
      od::value element;
      if (item.get(element)) return 0;
      seen += walk(element);
    }
  } else {
    seen += value.raw_json_token().size();
  }
  return seen;
}

const Watched& watched() {
  static const Watched list = [] {
    bepusdt::ports::WatchList watch;
    watch.native = true;
    for (int i = 0; i < 100; ++i) {
      const bepusdt::Digest32 hash = bepusdt::keccak256(bepusdt::bytes_of(std::to_string(i)));
      watch.addresses.emplace_back(text_of(std::span(hash).first<20>()));
    }
    std::ranges::sort(watch.addresses);
    return Watched("ethereum", watch, 500);
  }();
  return list;
}
const RecipientSieve& recipients() {
  static const RecipientSieve sieve = watched().recipient_sieve();
  return sieve;
}
const LogSieve& logs() {
  static const LogSieve sieve = watched().log_sieve();
  return sieve;
}

void block_all(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_block(value).has_value(); });
}
void block_kept(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_block(value, recipients()).has_value(); });
}
void receipts_all(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_receipts(value).has_value(); });
}
void receipts_kept(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_receipts(value, logs()).has_value(); });
}
void logs_all(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_logs(value).has_value(); });
}
void logs_kept(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return decode_logs(value, logs()).has_value(); });
}
void bare_walk(benchmark::State& state, const char* name) {
  run(state, name, [](od::value value) { return walk(value) > 0; });
}
void bare_dom(benchmark::State& state, const char* name) {
  const simdjson::padded_string text = file(name);
  if (text.size() == 0) return state.SkipWithError("recorded data not present");
  simdjson::dom::parser parser;
  for (auto _ : state) {
    simdjson::dom::element root;
    if (parser.parse(text).get(root)) return state.SkipWithError("not parsed");
    benchmark::DoNotOptimize(root);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

constexpr const char* kBlock = "ethereum/block_24476001_full.json";
constexpr const char* kReceipts = "ethereum/receipts_11098450.json";
constexpr const char* kPolygonReceipts = "polygon/receipts_38102393.json";
constexpr const char* kLogs = "ethereum/getlogs_transfer_11098450.json";

BENCHMARK_CAPTURE(block_all, ethereum, kBlock);
BENCHMARK_CAPTURE(block_kept, ethereum, kBlock);
BENCHMARK_CAPTURE(bare_walk, ethereum_block, kBlock);
BENCHMARK_CAPTURE(bare_dom, ethereum_block, kBlock);
BENCHMARK_CAPTURE(receipts_all, ethereum, kReceipts);
BENCHMARK_CAPTURE(receipts_kept, ethereum, kReceipts);
BENCHMARK_CAPTURE(bare_walk, ethereum_receipts, kReceipts);
BENCHMARK_CAPTURE(bare_dom, ethereum_receipts, kReceipts);
BENCHMARK_CAPTURE(receipts_all, polygon, kPolygonReceipts);
BENCHMARK_CAPTURE(receipts_kept, polygon, kPolygonReceipts);
BENCHMARK_CAPTURE(bare_walk, polygon_receipts, kPolygonReceipts);
BENCHMARK_CAPTURE(bare_dom, polygon_receipts, kPolygonReceipts);
BENCHMARK_CAPTURE(logs_all, ethereum, kLogs);
BENCHMARK_CAPTURE(logs_kept, ethereum, kLogs);
BENCHMARK_CAPTURE(bare_walk, ethereum_logs, kLogs);
BENCHMARK_CAPTURE(bare_dom, ethereum_logs, kLogs);

}  // namespace

BENCHMARK_MAIN();
