#include "app/store_probe.hpp"

namespace bepusdt::app {
namespace {

constexpr Millis kAnswerHolds{1'000};

}  // namespace

bool StoreProbe::writable() {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  // A clock that went back makes no answer last longer.
  const bool holds = asked_at_ && now >= *asked_at_ && now - *asked_at_ < kAnswerHolds;
  if (!holds) {
    asked_at_ = now;
    writable_ = store_.write([](ports::Tx& tx) { tx.touch(); }).has_value();
  }
  return writable_;
}

}  // namespace bepusdt::app
