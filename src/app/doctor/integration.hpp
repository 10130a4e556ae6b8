// Integration: what the doctor is given of a shop and its gateway, and Step: what one check found out. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/doctor/finding.hpp"
#include "base/secret.hpp"

namespace bepusdt::app {

struct Integration {
  std::string api_url;  // without a slash at its end
  Secret token;
  std::string merchant_id;                       // empty: the default one
  std::optional<std::string> request;            // the raw body of a request that failed
  std::string notify_url;                        // empty: the request's, if there is one
  std::string trade_type;                        // empty: the request's, else what clients ask for when they name none
  std::string amount;                            // of the test order; empty: the request's, else 10
  wire::Language language = wire::Language::en;  // in which the gateway is to answer
  bool make_order = true;                        // an order of the doctor's own, cancelled at once
  bool send_test = false;                        // a test callback to notify_url
};

struct Step {
  enum class State { well, found, skipped };
  std::string_view name{};  // reach, token, request, order, callback
  State state = State::well;
  wire::Sentence note{};  // what was seen, or why it was skipped
  std::vector<Finding> findings{};

  [[nodiscard]] static Step skipped(std::string_view name, wire::Sentence why) {
    return {name, State::skipped, std::move(why), {}};
  }
  void found(Finding finding) {
    state = State::found;
    findings.push_back(std::move(finding));
  }
};

}  // namespace bepusdt::app
