// DevnetServer: test chains behind a port of the loopback interface, as long as this object lives. Whoever reaches the port may
// mine, fork and spend: it listens nowhere else.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/devnet/devnet_application.hpp"
#include "base/result.hpp"
#include "http/server/server.hpp"
#include "sys/prometheus_metrics.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"

namespace bepusdt::app {

struct DevnetOptions {
  std::string listen = "127.0.0.1:8545";  // port 0: any that is free
  std::vector<const catalog::Chain*> chains;
  devnet::Pace pace;
};

class DevnetServer {
 public:
  // The error is a sentence. `log` must outlive the server.
  [[nodiscard]] static Result<std::unique_ptr<DevnetServer>, std::string> open(const DevnetOptions& options,
                                                                               ports::EventLog& log);
  ~DevnetServer();
  DevnetServer(const DevnetServer&) = delete;
  DevnetServer& operator=(const DevnetServer&) = delete;

  // What chain.<name>.endpoints takes.
  [[nodiscard]] std::string url(const catalog::Chain& chain) const;
  // Where commands are POSTed, "…/pay"; empty: they are calls at url().
  [[nodiscard]] std::string commands_url(const catalog::Chain& chain) const;

 private:
  DevnetServer(const DevnetOptions& options, ports::EventLog& log);
  [[nodiscard]] std::string origin() const;

  sys::SystemClock clock_;
  sys::SystemRandom random_;
  sys::PrometheusMetrics metrics_;  // which nobody reads
  DevnetNodes nodes_;
  DevnetApplication application_;
  std::string host_;
  http::Server server_;
};

}  // namespace bepusdt::app
