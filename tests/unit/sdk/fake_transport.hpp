// FakeTransport and FakeTimer: what stands below a Client in tests that need no network: a script of outcomes, one after the
// other, and a time that only passes when somebody waits. Both write down what they were asked.
#pragma once

#include <bepusdt/client.hpp>

#include <deque>
#include <mutex>
#include <vector>

namespace bepusdt::test {

class FakeTimer final : public sdk::Timer {
 public:
  explicit FakeTimer(double chance = 0) : chance_(chance) {}

  TimePoint now() override { return now_; }
  bool sleep(sdk::Milliseconds duration) override {
    waits.push_back(duration);
    now_ += duration;
    return !cancelled;
  }
  double chance() override { return chance_; }
  void pass(sdk::Milliseconds duration) { now_ += duration; }

  std::vector<sdk::Milliseconds> waits;
  bool cancelled = false;  // the next sleep says so

 private:
  TimePoint now_{std::chrono::hours(1000)};
  double chance_;
};

class FakeTransport final : public sdk::Transport {
 public:
  // An exchange of the script: what came of it, and how long it took.
  struct Step {
    Step(sdk::HttpAnswer answer) : outcome(std::move(answer)) {}
    Step(sdk::HttpFailure failure, sdk::Milliseconds duration = {}) : outcome(std::move(failure)), took(duration) {}
    sdk::HttpOutcome outcome;
    sdk::Milliseconds took{};
  };

  // The last step is the answer to everything that comes after it.
  explicit FakeTransport(std::vector<Step> steps = {sdk::HttpAnswer{200, {}, "{}"}},
                         std::shared_ptr<FakeTimer> timer = nullptr)
      : steps_(steps.begin(), steps.end()), timer_(std::move(timer)) {}

  sdk::HttpOutcome send(const sdk::HttpRequest& request) override {
    const std::lock_guard lock(mutex_);
    requests.push_back(request);
    const Step step = steps_.front();
    if (steps_.size() > 1) steps_.pop_front();
    if (timer_) timer_->pass(step.took);
    return step.outcome;
  }

  std::vector<sdk::HttpRequest> requests;

 private:
  std::mutex mutex_;
  std::deque<Step> steps_;
  std::shared_ptr<FakeTimer> timer_;
};

inline constexpr const char* kToken = "epusdt_password_xasddawqe";

inline sdk::ClientOptions client_options(std::string url = "https://pay.example.com") {
  return {.api_url = std::move(url), .api_token = kToken};
}

inline sdk::CreateOrder an_order() {
  return {.order_id = "1001", .amount = "28.8", .notify_url = "https://shop.example.com/paid"};
}

// What a gateway answers to create-transaction.
inline constexpr const char* kCreated =
    R"({"status_code":200,"message":"success","data":{"trade_id":"0AbcdeFGHIJKLMNOPQ","order_id":"1001",)"
    R"("trade_type":"usdt.trc20","fiat":"CNY","status":1,"state":"waiting","amount":"28.8","actual_amount":"4.25",)"
    R"("token":"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t","expiration_time":1199,)"
    R"("payment_url":"https://pay.example.com/pay/checkout/0AbcdeFGHIJKLMNOPQ"},"request_id":"r-1"})";

inline sdk::HttpAnswer created() { return {.status = 200, .headers = {}, .body = kCreated}; }

}  // namespace bepusdt::test
