// NetworkProbe: the Probe of production: the client library's transport, libcurl for a bare connection, and this machine's
// clock and random numbers. One thread.
#pragma once

#include <memory>

#include "app/doctor/probe.hpp"

namespace bepusdt::app {

class NetworkProbe final : public Probe {
 public:
  NetworkProbe() : transport_(sdk::make_transport()) {}

  [[nodiscard]] sdk::HttpOutcome send(const sdk::HttpRequest& request) override { return transport_->send(request); }
  [[nodiscard]] std::optional<sdk::HttpFailure> connect(const std::string& url) override;
  [[nodiscard]] Time now() override;
  [[nodiscard]] std::string unknown_id() override;

 private:
  std::shared_ptr<sdk::Transport> transport_;
};

}  // namespace bepusdt::app
