// CurlExchange: one HTTP exchange as a libcurl easy handle: every option that our rules ask for, the limits on what comes
// back, the check of the address that is dialled, and the translation of libcurl's outcome.
// Made and read by the calling thread; between start and finish it belongs to the thread that drives libcurl.
#pragma once

#include <curl/curl.h>

#include <array>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "net/parsed_url.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::net {

struct CurlOptions {
  std::string ca_bundle;               // PEM file that replaces the system's trust; empty: the system's
  std::string user_agent = "bepusdt";  // unless the request has a header of that name
};

class CurlExchange {
 public:
  // `request` and `options` must outlive the exchange.
  CurlExchange(const ports::HttpRequest& request, const CurlOptions& options);
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  // Sets everything up. An error: there is nothing to run.
  [[nodiscard]] std::optional<ports::HttpError> prepare();
  [[nodiscard]] CURL* handle() const { return easy_.get(); }
  // Called by the driving thread once, as its last touch. nullopt: ended because the client was closed.
  void finish(std::optional<CURLcode> code);
  // Blocks until finish().
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> outcome();

 private:
  std::optional<ports::HttpError> set_url();
  std::optional<ports::HttpError> set_headers();
  void set_method();
  void set_limits();
  void set_trust();
  void set_guard();
  [[nodiscard]] ports::HttpAnswer answer();
  [[nodiscard]] ports::HttpError error(CURLcode code);
  [[nodiscard]] ports::HttpError failure(ports::HttpErrorKind kind, std::string_view sentence) const;

  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_connected(void* self, char* remote_ip, char* local_ip, int remote_port, int local_port);

  template <auto Free>
  struct Freeing {
    template <class T>
    void operator()(T* p) const {
      Free(p);
    }
  };

  const ports::HttpRequest& request_;
  const CurlOptions& options_;
  std::optional<ParsedUrl> url_;  // outlives the handle that uses it
  std::unique_ptr<curl_slist, Freeing<curl_slist_free_all>> headers_;
  std::unique_ptr<CURL, Freeing<curl_easy_cleanup>> easy_;
  std::array<char, CURL_ERROR_SIZE> message_{};
  std::promise<std::optional<CURLcode>> done_;
  std::future<std::optional<CURLcode>> ended_ = done_.get_future();

  std::string body_;
  bool truncated_ = false;
  std::size_t header_bytes_ = 0;
  bool headers_too_long_ = false;
  std::string dialled_;
  std::string refused_;  // why an address was not dialled
};

}  // namespace bepusdt::net
