// CurlExchange: a libcurl handle that carries out one HTTP exchange after the other: what every exchange has in common is set
// once, what differs at begin(); finish() tells what came of it. Belongs to one thread at a time.
#pragma once

#include <bepusdt/transport.hpp>

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>

namespace bepusdt::sdk {

class CurlExchange {
 public:
  explicit CurlExchange(const TransportOptions& options);
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  // `request` must outlive the exchange.
  void begin(const HttpRequest& request);
  [[nodiscard]] CURL* handle() const { return easy_.get(); }
  [[nodiscard]] HttpOutcome finish(CURLcode code);

 private:
  void set_up();
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);

  struct Free {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::string bundle_;
  const std::string proxy_;
  std::unique_ptr<CURL, Free> easy_;
  std::unique_ptr<curl_slist, Free> headers_;
  std::array<char, CURL_ERROR_SIZE> message_{};
  HttpAnswer answer_;
  std::size_t header_bytes_ = 0;
  bool too_long_ = false;
  bool connected_anew_ = false;  // the last exchange made a connection of its own
};

// Called before anything else of libcurl; cheap when done.
void initialise_curl();

}  // namespace bepusdt::sdk
