#include "chains/ton/desk.hpp"

#include <fmt/format.h>

#include <cmath>

namespace bepusdt::chains::ton {

Result<void, std::string> Desk::wait_for_turn(Endpoint& endpoint, Time deadline) {
  Line& line = line_of(endpoint);
  if (line.per_second <= 0) return {};
  const Time now = clock.now();
  const Millis interval(static_cast<std::int64_t>(std::ceil(1000.0 / line.per_second)));
  line.next = std::min(line.next, now + interval);  // the clock may have been set back
  if (line.next >= deadline) {
    endpoint.set_too_slow(now);
    return fail(
        fmt::format("its limit of {} requests a second leaves no time for all that is to be asked", line.per_second));
  }
  if (line.next > now) pause(line.next - now);
  line.next = clock.now() + interval;
  return {};
}

}  // namespace bepusdt::chains::ton
