// A minute of a chain as a gateway with three wallets follows it: blocks come at the chain's pace, each wallet is paid once, and a
// reader looks every so often, over one of the strict nodes of src/devnet. What is counted is the answers' bodies.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>
#include <string>

#include "base/assert.hpp"
#include "ports/chain_reader.hpp"
#include "ports/http_client.hpp"
#include "support/fakes.hpp"

namespace bepusdt::bench {

class CountingClient : public ports::HttpClient {
 public:
  explicit CountingClient(ports::HttpClient& node) : node_(node) {}
  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override {
    auto answer = node_.send(request);
    if (answer) {
      ++answers;
      bytes += answer->body.size();
      if (counted_apart && counted_apart(request)) apart += answer->body.size();
    }
    return answer;
  }

  std::uint64_t answers = 0, bytes = 0, apart = 0;
  std::function<bool(const ports::HttpRequest&)> counted_apart;

 private:
  ports::HttpClient& node_;
};

// Three wallets, of which the model's `address` knows the addresses 1 to 3.
template <class AddressOf>
ports::WatchList three_wallets(AddressOf&& address) {
  ports::WatchList list;
  for (std::uint64_t n = 1; n <= 3; ++n) list.addresses.emplace_back(address(n));
  std::ranges::sort(list.addresses);
  return list;
}

struct Pace {
  Millis block;  // from one block to the next
  Millis poll;   // from one look to the next
};

// `mine(n)` makes block n of the minute; what the reader had not reached at its end is read afterwards, `settle` having made it old
// enough. Every wallet's payment must have been seen.
inline void follow_a_minute(
    ports::ChainReader& reader, test::SetClock& clock, Pace pace, const ports::WatchList& watch,
    const std::function<void(int)>& mine, const std::function<void()>& settle = [] {}) {
  const auto head = reader.head();
  BEPUSDT_ASSERT(head);
  core::BlockRef after = *head;
  std::size_t seen = 0;
  const auto look = [&] {
    for (;;) {
      const auto scan = reader.scan({after, 100, &watch});
      BEPUSDT_ASSERT(scan && std::holds_alternative<ports::Scanned>(*scan));
      const auto& scanned = std::get<ports::Scanned>(*scan);
      seen += scanned.transfers.size();
      if (scanned.last == after) return;
      after = scanned.last;
    }
  };
  int mined = 0;
  for (Millis now{0}; now < Millis{60'000}; now += pace.poll) {
    while (pace.block * mined <= now) mine(mined++);
    look();
    clock.advance(pace.poll);
  }
  while (pace.block * mined < Millis{60'000}) mine(mined++);
  settle();
  look();
  BEPUSDT_ASSERT(seen == watch.addresses.size());
}

inline void tell(benchmark::State& state, const CountingClient& client, double whole_blocks) {
  state.counters["questions"] = static_cast<double>(client.answers);
  state.counters["read_KB"] = static_cast<double>(client.bytes) / 1000;
  state.counters["whole_KB"] = whole_blocks / 1000;
  state.counters["ratio"] = static_cast<double>(client.bytes) / whole_blocks;
}

}  // namespace bepusdt::bench
