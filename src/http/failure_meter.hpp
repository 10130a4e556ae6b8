// FailureMeter: how many unsigned or wrongly signed requests an address may send (contract part 1 §2, 429). A request that
// is signed well is never counted and never held up, so that nobody can lock a merchant out by guessing from its address.
// Thread-safe; remembers a bounded number of addresses.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace bepusdt::http {

class FailureMeter {
 public:
  explicit FailureMeter(int per_minute) : per_minute_(per_minute) {}

  // Counts one failure. nullopt: it is within the limit; otherwise how long until the next one would be.
  [[nodiscard]] std::optional<Seconds> count(std::string_view address, Time now);

 private:
  // When the address has earned back everything that it used: the whole state of a token bucket.
  using FullAgainAt = Time;

  [[nodiscard]] Millis cost() const { return Millis(60'000) / per_minute_; }
  void make_room(Time now);

  const int per_minute_;
  std::mutex mutex_;
  std::unordered_map<std::string, FullAgainAt> addresses_;
};

}  // namespace bepusdt::http
