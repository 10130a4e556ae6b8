// CurlTransport: the blocking Transport. Each exchange runs in its caller's thread on a lane, a handle with its own kept
// connection; lanes are taken from a shelf and put back. Safe from any thread.
#pragma once

#include <bepusdt/transport.hpp>

#include <atomic>
#include <memory>

namespace bepusdt::sdk {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(TransportOptions options);
  ~CurlTransport() override;
  [[nodiscard]] HttpOutcome send(const HttpRequest& request) override;

 private:
  struct Lane;
  struct Shelf;
  Shelf& shelf();
  std::unique_ptr<Lane> take();
  void put_back(std::unique_ptr<Lane> lane);

  const TransportOptions options_;
  std::atomic<Shelf*> shelf_;  // of this process, or of the one that it was forked from
};

}  // namespace bepusdt::sdk
