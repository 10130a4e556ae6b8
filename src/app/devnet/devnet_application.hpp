// DevnetApplication: the nodes of test chains over HTTP: a POST or GET to the chain's path, as its family speaks. A node that is down answers 503,
// one that does not answer in time keeps its client waiting for kSilence. Any thread.
#pragma once

#include "app/devnet/devnet_nodes.hpp"
#include "http/application.hpp"

namespace bepusdt::app {

class DevnetApplication : public http::Application {
 public:
  static constexpr Seconds kSilence{30};

  explicit DevnetApplication(DevnetNodes& nodes) : nodes_(nodes) {}  // which must outlive it

  [[nodiscard]] http::Task<void> answer(const http::Request& request, http::Response& response) override;
  void refuse(http::Malformed what, const http::Request& request, http::Response& response) override;
  void answered(const http::Request&, const http::Response&, std::chrono::nanoseconds) override {}

 private:
  DevnetNodes& nodes_;
};

}  // namespace bepusdt::app
