// CurlLoop: many exchanges at once on somebody else's event loop. libcurl says through LoopHost which sockets to watch and when
// its timer is due; the host says when either happened. No thread, no blocking; belongs to one thread (or strand).
#pragma once

#include <bepusdt/transport.hpp>

#include <curl/curl.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "sdk/cpp/src/curl_exchange.hpp"

namespace bepusdt::sdk {

// The event loop as CurlLoop sees it. Both are called from within CurlLoop's own functions and must not call back into it.
class LoopHost {
 public:
  virtual ~LoopHost() = default;
  // Replaces what was said of this socket before; both false: watch it no more, it may be closed right after.
  virtual void watch(int socket, bool read, bool write) = 0;
  // Replaces the timer; nullopt: none. Zero: soon, but not from within this call.
  virtual void set_timer(std::optional<std::chrono::milliseconds> after) = 0;
};

class CurlLoop {
 public:
  using Id = std::uint64_t;
  using Done = std::function<void(HttpOutcome)>;

  // `host` must outlive the loop.
  CurlLoop(const TransportOptions& options, LoopHost& host);
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  // `done` is called once, from within a later ready() or timer_due(), and may start and cancel others.
  Id start(HttpRequest request, Done done);
  // Ends an exchange; its `done` is never called. Unknown and finished ids are nothing.
  void cancel(Id id);
  // Ends all.
  void cancel_all();

  void ready(int socket, bool readable, bool writable);
  void timer_due();

 private:
  struct Running {
    std::unique_ptr<HttpRequest> request;  // libcurl reads its body in place
    Done done;
    std::unique_ptr<CurlExchange> exchange;  // null: finished, and not told yet
  };
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* known);
  static int on_timer(CURLM* multi, long milliseconds, void* self);
  std::unique_ptr<CurlExchange> take_exchange();
  void act(curl_socket_t socket, int events);
  void end_finished();

  const TransportOptions options_;
  LoopHost& host_;
  const pid_t owner_ = ::getpid();
  CURLM* multi_;
  Id last_id_ = 0;
  std::map<Id, Running> running_;
  std::map<CURL*, Id> ids_;
  std::vector<std::unique_ptr<CurlExchange>> idle_;
};

}  // namespace bepusdt::sdk
