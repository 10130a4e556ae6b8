// Transport: the seam below the client: one HTTP exchange, without retries and without meaning. The built-in one keeps its
// connections and is libcurl; a test passes its own.
#pragma once

#include <bepusdt/config.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first header of that name in any case; empty where there is none.
[[nodiscard]] BEPUSDT_SDK_API std::string_view header_of(const Headers& headers, std::string_view name) noexcept;

struct HttpRequest {
  std::string method{};  // GET or POST
  std::string url{};
  Headers headers{};
  std::string body{};
  std::chrono::milliseconds timeout{30'000};  // for the whole exchange, name look-up and handshakes included
};

struct HttpAnswer {
  int status = 0;
  Headers headers{};
  std::string body{};
};

struct HttpFailure {
  enum class Kind {
    unreachable,  // no connection: nothing was sent
    interrupted,  // the connection ended, or the answer is no HTTP: the request may have been carried out
    timeout,      // the same, for time
    refused,      // never sent and never will be: a malformed URL, a certificate that does not hold
    cancelled,    // the caller wanted it to end
  };
  Kind kind = Kind::unreachable;
  std::string reason{};  // one sentence; names the host, never path, query or credentials
};

using HttpOutcome = std::variant<HttpAnswer, HttpFailure>;

class BEPUSDT_SDK_API Transport {
 public:
  virtual ~Transport();
  // Blocks. Called from several threads at once.
  [[nodiscard]] virtual HttpOutcome send(const HttpRequest& request) = 0;
};

struct TransportOptions {
  // PEM file of trusted certificates; empty: SSL_CERT_FILE, else the system's.
  std::string ca_bundle{};
  // "http://host:port", "socks5h://host:port"; empty: http_proxy, https_proxy, all_proxy and no_proxy of the environment;
  // "none": no proxy whatever the environment says.
  std::string proxy{};
  // Connections kept for later calls.
  std::size_t kept_connections = 8;
  // Asked several times a second while a call blocks; true ends it with HttpFailure::Kind::cancelled.
  std::function<bool()> cancelled{};
};

// libcurl. A child process after fork() begins with connections of its own.
[[nodiscard]] BEPUSDT_SDK_API std::shared_ptr<Transport> make_transport(TransportOptions options = {});

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
