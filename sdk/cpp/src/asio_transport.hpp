// AsioTransport: AsyncTransport over CurlLoop, on an Asio executor. One strand owns the loop; any thread may send.
#pragma once

#include <bepusdt/asio.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <map>
#include <memory>
#include <optional>
#include <set>

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

  // Ends everything that runs or sleeps, and everything that comes, as cancelled. From any thread.
  void close();

 private:
  struct Waiting;
  struct Watched;

  // Lets a coroutine wait until `until`, or until its Waiting is ended. `begin` runs on the strand when it waits already, and
  // `complete(handler, waiting, error)` makes what resumes it, on its own executor.
  template <class Handler, class Begin, class Complete>
  void wait(Handler handler, Timer::TimePoint until, Begin begin, Complete complete);
  void begin(const HttpRequest& request, const std::shared_ptr<Waiting>& waiting);
  void cancel(std::shared_ptr<Waiting> waiting);

  void watch(int socket, bool read, bool write) override;
  void set_timer(std::optional<Milliseconds> after) override;
  void arm(const std::shared_ptr<Watched>& watched);
  void happened(const std::shared_ptr<Watched>& watched, bool readable);

  boost::asio::strand<boost::asio::any_io_executor> strand_;
  // The rest is the strand's own.
  boost::asio::steady_timer timer_;
  std::map<int, std::shared_ptr<Watched>> watched_;
  std::set<std::shared_ptr<Waiting>> waiting_;
  bool closed_ = false;
  CurlLoop loop_;  // last: it says goodbye to the sockets above
};

}  // namespace bepusdt::sdk
