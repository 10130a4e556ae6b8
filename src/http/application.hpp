// Application: what the socket server serves. Called on the connection's thread; several threads at once.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/task.hpp"

namespace bepusdt::http {

// What is wrong with bytes that never became a request.
enum class Malformed {
  request,  // not HTTP/1, or not in a form that two servers would read alike
  header_too_large,
  body_too_large,
};

class Application {
 public:
  virtual ~Application() = default;
  // Answers one request. `response` comes cleared.
  [[nodiscard]] virtual Task<void> answer(const Request& request, Response& response) = 0;
  // Answers what could not be read to its end; the connection ends afterwards. `request` holds what was understood.
  virtual void refuse(Malformed what, const Request& request, Response& response) = 0;
  // After the answer was handed to the system (or the client had left).
  virtual void answered(const Request& request, const Response& response, std::chrono::nanoseconds took) = 0;
};

}  // namespace bepusdt::http
