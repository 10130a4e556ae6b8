// Stream: an answer that goes on, piece by piece (server-sent events). The connection asks for the next piece whenever the
// last one is written; when the client leaves or the server stops, the pending next() is cancelled and the stream destroyed.
#pragma once

#include <string>

#include "http/task.hpp"

namespace bepusdt::http {

class Stream {
 public:
  virtual ~Stream() = default;
  // Suspends until there is something to send and appends it. false: the stream is over (also after a cancellation).
  [[nodiscard]] virtual Task<bool> next(std::string& piece) = 0;
};

}  // namespace bepusdt::http
