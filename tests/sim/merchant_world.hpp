// MerchantWorld: the programs that callbacks go to, and all that can be wrong with them. It keeps what each callback said and
// whether the program took it, and sees when two of one event are under way at once.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "ports/http_client.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class MerchantWorld final : public ports::HttpClient {
 public:
  struct Told {
    std::string event;  // X-Bepusdt-Event
    std::string body;
  };
  // `heard` is called with every callback that a program receives, before it answers.
  MerchantWorld(Stage& stage, std::function<void(const Told&)> heard) : stage_(stage), heard_(std::move(heard)) {}

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  // The process that sent them is dead: nothing of it is under way any more.
  void sender_died() { under_way_.clear(); }
  // Whether the program ever answered a delivery of the event with what counts as taken, or at least with status 200.
  [[nodiscard]] bool took(const std::string& event) const { return taken_.contains(event); }
  [[nodiscard]] bool answered_200(const std::string& event) const { return answered_200_.contains(event); }
  [[nodiscard]] std::size_t requests() const { return requests_; }

 private:
  Result<ports::HttpAnswer, ports::HttpError> react(const Told& told, const ports::HttpRequest& request);

  Stage& stage_;
  std::function<void(const Told&)> heard_;
  std::map<std::string, int> under_way_;  // by event
  std::set<std::string> taken_;
  std::set<std::string> answered_200_;
  std::size_t requests_ = 0;
};

}  // namespace bepusdt::sim
