// Response: what a handler answers. The server writes it and keeps its buffers for the connection's next request.
// Used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace bepusdt::http {

class Stream;

struct Response {
  Response();
  ~Response();
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;

  int status = 200;
  std::string_view content_type;  // of static storage; empty: no body is meant
  std::string fields;             // further header lines, by add_field
  std::string body;
  bool close = false;              // end the connection after this answer
  std::unique_ptr<Stream> stream;  // instead of a body: an answer that goes on until the stream or the connection ends

  // For the access log and the metrics. The views are of static storage, or live as long as the table of routes.
  std::string_view route = "-";  // the pattern that matched, "-" when none did
  std::string_view error;        // code of the error table; empty: it went well
  std::string_view variant;      // of the signature that was accepted
  std::string merchant;          // that signed it

  void clear();
  // A value with control characters would split the answer: our own bug, asserted.
  void add_field(std::string_view name, std::string_view value);
  void retry_after(Seconds wait);
};

inline constexpr std::string_view kJson = "application/json; charset=utf-8";
inline constexpr std::string_view kHtml = "text/html; charset=utf-8";
inline constexpr std::string_view kPlainText = "text/plain; charset=utf-8";
inline constexpr std::string_view kEventStream = "text/event-stream";

}  // namespace bepusdt::http
