// FakeProbe: answers the doctor's requests from a queue and keeps what was asked; its clock stands still unless told to move.
#pragma once

#include <deque>
#include <vector>

#include "app/doctor/integration.hpp"
#include "app/doctor/probe.hpp"

namespace bepusdt::app::test {

class FakeProbe final : public Probe {
 public:
  sdk::HttpOutcome send(const sdk::HttpRequest& request) override {
    requests.push_back(request);
    if (answers.empty()) return sdk::HttpFailure{sdk::HttpFailure::Kind::unreachable, "the test has no further answer"};
    sdk::HttpOutcome outcome = std::move(answers.front());
    answers.pop_front();
    return outcome;
  }
  std::optional<sdk::HttpFailure> connect(const std::string& url) override {
    connected.push_back(url);
    return connect_failure;
  }
  Time now() override { return time; }
  std::string unknown_id() override { return "unknown-" + std::to_string(++ids); }

  FakeProbe& answer(int status, std::string body, sdk::Headers headers = {}) {
    answers.emplace_back(sdk::HttpAnswer{status, std::move(headers), std::move(body)});
    return *this;
  }
  FakeProbe& fail(sdk::HttpFailure::Kind kind) {
    answers.emplace_back(sdk::HttpFailure{kind, "a reason"});
    return *this;
  }

  std::deque<sdk::HttpOutcome> answers;
  std::vector<sdk::HttpRequest> requests;
  std::vector<std::string> connected;
  std::optional<sdk::HttpFailure> connect_failure;
  Time time = from_unix_millis(1'700'000'000'000);
  int ids = 0;
};

inline std::string refused(const std::string& code, const std::string& message = "a sentence") {
  return R"({"status_code":400,"message":")" + message + R"(","data":null,"request_id":"r","error":")" + code + R"("})";
}
// As BEpusdt says no: a sentence, no code.
inline std::string refused_without_code(const std::string& message) {
  return R"({"status_code":400,"message":")" + message + R"(","data":null,"request_id":"r"})";
}
inline std::string accepted(const std::string& data) {
  return R"({"status_code":200,"message":"success","request_id":"r","data":)" + data + "}";
}

inline Integration integration(std::string token = "a-token-of-the-tests") {
  Integration made;
  made.api_url = "https://pay.example.com";
  made.token = Secret(std::move(token));
  return made;
}

inline std::vector<Cause> causes(const Step& step) {
  std::vector<Cause> out;
  for (const Finding& finding : step.findings) out.push_back(finding.cause);
  return out;
}

}  // namespace bepusdt::app::test
