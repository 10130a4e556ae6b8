// LiteLine: one lite-server as something that answers questions, whatever is between: ADNL over TCP, or nothing in tests. Knows
// nothing of health: its caller keeps it. Not thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/hex.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "chains/endpoint.hpp"

namespace bepusdt::chains::ton {

struct LiteFailure {
  enum class Kind {
    unreachable,  // no connection, or it broke, or no answer came in time
    malformed,    // bytes that no lite-server should send
    out_of_time   // the caller's deadline; says nothing about the endpoint
  };
  Kind kind = Kind::unreachable;
  std::string reason;
};

class LiteLine {
 public:
  virtual ~LiteLine() = default;
  // Each question is a function of lite_api.tl as bytes. The answers stand in the order of the questions; one that does not
  // come fails all. Ends by the deadline, or by the line's own limit.
  [[nodiscard]] virtual Result<std::vector<Bytes>, LiteFailure> ask(const std::vector<Bytes>& questions, Time deadline) = 0;
};

// Of an endpoint whose URL is of a lite-server.
using LiteLineMaker = std::function<std::unique_ptr<LiteLine>(const EndpointConfig& endpoint)>;

}  // namespace bepusdt::chains::ton
