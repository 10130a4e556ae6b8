// CurlTransport: the blocking Transport. Each exchange runs in its caller's thread on a lane, a handle with its own kept
// connection; lanes are taken from a shelf and put back. Safe from any thread.
#pragma once

#include <bepusdt/transport.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace bepusdt::sdk {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(TransportOptions options);
  ~CurlTransport() override;
  [[nodiscard]] HttpOutcome send(const HttpRequest& request) override;

 private:
  struct Lane;
  std::unique_ptr<Lane> take();
  void put_back(std::unique_ptr<Lane> lane);
  void forget_the_parents_lanes();

  const TransportOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Lane>> shelf_;  // guarded by mutex_
  long owner_;                                // guarded by mutex_: the process that the lanes on the shelf belong to
};

}  // namespace bepusdt::sdk
