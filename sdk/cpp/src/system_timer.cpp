#include "sdk/cpp/src/system_timer.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace bepusdt::sdk {

double random_chance() {
  thread_local std::minstd_rand generator(std::random_device{}());
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

bool SystemTimer::sleep(Milliseconds duration) {
  constexpr Milliseconds kSlice{100};
  const TimePoint end = now() + duration;
  for (TimePoint at = now(); at < end; at = now()) {
    if (cancelled_ && cancelled_()) return false;
    std::this_thread::sleep_for(cancelled_ ? std::min<std::chrono::nanoseconds>(kSlice, end - at) : end - at);
  }
  return !(cancelled_ && cancelled_());
}

}  // namespace bepusdt::sdk
