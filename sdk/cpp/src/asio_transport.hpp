// AsioTransport: AsyncTransport over CurlLoop, on an Asio executor. One strand owns the loop; any thread may send.
#pragma once

#include <bepusdt/asio.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <map>
#include <memory>
#include <optional>

#include "sdk/cpp/src/curl_loop.hpp"

namespace bepusdt::sdk {

class AsioTransport final : public AsyncTransport, public std::enable_shared_from_this<AsioTransport>, private LoopHost {
 public:
  AsioTransport(boost::asio::any_io_executor executor, const TransportOptions& options);
  ~AsioTransport() override;

  [[nodiscard]] boost::asio::awaitable<HttpOutcome> send(const HttpRequest& request) override;
  [[nodiscard]] boost::asio::awaitable<void> sleep(Milliseconds duration) override;
  [[nodiscard]] Timer::TimePoint now() override { return std::chrono::steady_clock::now(); }
  [[nodiscard]] double chance() override;

  // Ends everything that runs, and everything that comes, as cancelled. From any thread.
  void close();

 private:
  // An exchange as its awaiting coroutine sees it: told once, whichever comes first of outcome, cancellation and close().
  struct Waiting;
  struct Watched;

  void begin(const HttpRequest& request, const std::shared_ptr<Waiting>& waiting);
  void cancel(const std::shared_ptr<Waiting>& waiting);

  void watch(int socket, bool read, bool write) override;
  void set_timer(std::optional<Milliseconds> after) override;
  void arm(const std::shared_ptr<Watched>& watched);
  void happened(const std::shared_ptr<Watched>& watched, bool readable);

  boost::asio::strand<boost::asio::any_io_executor> strand_;
  // The rest is the strand's own.
  boost::asio::steady_timer timer_;
  std::map<int, std::shared_ptr<Watched>> watched_;
  std::map<CurlLoop::Id, std::shared_ptr<Waiting>> waiting_;
  bool closed_ = false;
  CurlLoop loop_;  // last: it says goodbye to the sockets above
};

}  // namespace bepusdt::sdk
