// Network: the way from the gateway to the nodes: every request takes time in which others run or the process dies.
#pragma once

#include <memory>
#include <vector>

#include "ports/http_client.hpp"
#include "sim/chain_world.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class Network final : public ports::HttpClient {
 public:
  Network(Stage& stage, const std::vector<std::unique_ptr<ChainWorld>>& chains) : stage_(stage), chains_(chains) {}

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override {
    stage_.wait(Waiting::network);
    const std::string host = ports::host_of(request.url);
    for (const auto& chain : chains_) {
      if (!chain->has_host(host)) continue;
      auto answer = chain->answer(request, stage_.draw, stage_.rates.network, stage_.space);
      const bool timed_out = !answer && answer.error().kind == ports::HttpErrorKind::timeout;
      stage_.clock.advance(timed_out ? request.total_timeout : stage_.draw.millis(2, 60));
      stage_.wait(Waiting::network);  // what the node said may be old when it is heard
      return answer;
    }
    return fail(ports::HttpError{ports::HttpErrorKind::resolve, "no such host", ""});
  }

 private:
  Stage& stage_;
  const std::vector<std::unique_ptr<ChainWorld>>& chains_;
};

}  // namespace bepusdt::sim
