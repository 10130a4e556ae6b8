// HttpClient: one blocking HTTP exchange, with limits. Redirects are never followed; TLS certificates are verified.
// Safe to call from several threads at once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace bepusdt::ports {

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // http or https; may hold a key: never log it, log host_of(url)
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Millis connect_timeout{5'000};
  Millis total_timeout{10'000};
  std::size_t max_answer_bytes = 64 * 1024;
  // Addresses that the request may not reach (contract part 2) are refused when the connection is made, after the name
  // was resolved, and the address that was checked is the one that is dialled.
  bool guard_address = false;
  bool use_environment_proxy = false;
};

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  bool truncated = false;  // the body was longer than max_answer_bytes; `body` holds the beginning
  std::string dialled;     // "203.0.113.7:443"

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers)
      if (name == lower_case_name) return value;
    return {};
  }
};

enum class HttpErrorKind { bad_url, forbidden_address, resolve, connect, tls, timeout, broken_answer };

struct HttpError {
  HttpErrorKind kind;
  std::string reason;   // one sentence, without the URL's path, query or credentials
  std::string dialled;  // as in HttpAnswer; empty when no connection was made
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  [[nodiscard]] virtual Result<HttpAnswer, HttpError> send(const HttpRequest& request) = 0;
};

// "host:port" of a URL, the port always written; empty for what is no http(s) URL. This is what logs may show.
[[nodiscard]] std::string host_of(std::string_view url);

}  // namespace bepusdt::ports
