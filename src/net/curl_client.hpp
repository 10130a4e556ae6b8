// CurlClient: ports::HttpClient over libcurl. One thread of its own drives all exchanges through one multi handle, so that
// every caller shares the kept connections (HTTP/2 streams where a server offers it), the DNS cache and one parsed set of
// trusted certificates; callers block until their exchange ends, which its total time limit bounds, DNS included.
// send() and close() are safe from any thread; the destructor requires that no send() is running.
// libcurl repeats a request by itself when a kept connection turns out to be closed before any byte came back, so a
// receiver may see one twice, as with every sender that keeps connections.
#pragma once

#include <curl/curl.h>

#include <mutex>
#include <thread>
#include <vector>

#include "net/curl_exchange.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::net {

class CurlClient final : public ports::HttpClient {
 public:
  explicit CurlClient(CurlOptions options = {});
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  // Ends running exchanges with an error and refuses new ones: for a shutdown that cannot wait.
  void close();

 private:
  void drive();
  void begin(CurlExchange* exchange);
  void end(CurlExchange* exchange, std::optional<CURLcode> code);
  bool admit_arrivals();  // false: closed
  void end_finished();

  const CurlOptions options_;
  CURLM* multi_;
  std::mutex mutex_;
  std::vector<CurlExchange*> arrivals_;  // guarded by mutex_
  bool closed_ = false;                  // guarded by mutex_
  std::vector<CurlExchange*> running_;   // the driving thread's own
  std::thread driver_;
};

}  // namespace bepusdt::net
