// Limits: what one connection, one address and one request may take of us. Defaults suit a gateway behind a reverse proxy
// as well as one that faces the internet.
#pragma once

#include <cstddef>

#include "base/time.hpp"

namespace bepusdt::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;  // start line and headers together
  std::size_t header_fields = 100;
  std::size_t body_bytes = 64 * 1024;  // contract part 1 §1
  std::size_t connections = 10'000;
  // From one address. Trusted proxies and this machine itself are exempt: many clients stand behind them.
  std::size_t connections_per_address = 256;
  Millis idle{75'000};    // between two requests
  Millis header{10'000};  // from a request's first byte to the end of its headers, however it trickles in
  Millis body{15'000};    // from there to the end of its body
  Millis write{15'000};   // until the client has taken an answer, or one piece of a stream
};

}  // namespace bepusdt::http
