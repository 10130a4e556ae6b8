// Recorded answers of nodes for decode benchmarks (../shared/fixtures), wallets that are looked for in them, and simdjson's bare
// DOM parse of the same bytes as the measure of what decoding costs on top. Bytes per second and core.
#pragma once

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/digest.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::bench {

inline std::string recorded(const std::string& name) {
  std::ifstream in(std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A hundred wallets, none of which is in any recording; `address`: the stored form of 32 bytes.
template <class Address>
ports::WatchList hundred_wallets(Address&& address) {
  ports::WatchList list;
  list.native = true;
  for (int i = 0; i < 100; ++i) list.addresses.push_back(address(keccak256(bytes_of(std::to_string(i)))));
  std::ranges::sort(list.addresses);
  return list;
}

// Runs `use(bytes)` on them until time is up.
template <class Use>
void over(benchmark::State& state, const std::string& bytes, Use&& use) {
  if (bytes.empty()) return state.SkipWithError("recorded data not present");
  for (auto _ : state)
    if (!use(bytes)) return state.SkipWithError("not decoded");
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

// The same with the text parsed by simdjson's DOM, which keeps its memory from one answer to the next, as the readers' does.
template <class Use>
void over_json(benchmark::State& state, const std::string& text, Use&& use) {
  const simdjson::padded_string padded(text);
  simdjson::dom::parser parser;
  over(state, text, [&](const std::string&) {
    simdjson::dom::element root;
    return !parser.parse(padded).get(root) && use(root);
  });
}

inline void bare_json(benchmark::State& state, const std::string& text) {
  over_json(state, text, [](simdjson::dom::element root) {
    benchmark::DoNotOptimize(root);
    return true;
  });
}

}  // namespace bepusdt::bench
