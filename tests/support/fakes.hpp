// Hand-written stand-ins for the small ports: a clock that is set, random bytes from a seed, logs and metrics that are kept.
#pragma once

#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/http_client.hpp"
#include "ports/metrics.hpp"
#include "ports/order_feed.hpp"
#include "ports/random.hpp"

namespace bepusdt::test {

class SetClock : public ports::Clock {
 public:
  explicit SetClock(Time start) : now_(start) {}
  [[nodiscard]] Time now() const override { return now_; }
  void advance(Millis by) { now_ += by; }
  void set(Time to) { now_ = to; }

 private:
  Time now_;
};

class SeededRandom : public ports::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void reseed(std::uint64_t seed) { engine_.seed(seed); }
  void fill(std::span<std::uint8_t> bytes) override {
    const std::lock_guard lock(mutex_);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

class KeptLog : public ports::EventLog {
 public:
  struct Line {
    ports::Severity severity;
    std::string event;
    std::map<std::string, std::string> fields;
  };
  void write(ports::Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) override {
    const std::lock_guard lock(mutex_);
    Line line{severity, std::string(event), {}};
    for (const auto& field : fields) line.fields.emplace(field.key, field.value);
    lines_.push_back(std::move(line));
  }
  [[nodiscard]] int count(std::string_view event) const {
    const std::lock_guard lock(mutex_);
    int n = 0;
    for (const Line& line : lines_) n += line.event == event ? 1 : 0;
    return n;
  }
  [[nodiscard]] std::vector<Line> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

class NoMetrics : public ports::Metrics {
 public:
  void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
};

// What was counted by each counter, all labels together.
class SummedMetrics : public NoMetrics {
 public:
  void add(std::string_view name, double amount, std::initializer_list<std::string_view>) override {
    sums[std::string(name)] += amount;
  }
  std::map<std::string, double> sums;
};

class KeptFeed : public ports::OrderFeed {
 public:
  void order_changed(const core::TradeId& trade_id) override { changed.push_back(trade_id); }
  std::vector<core::TradeId> changed;
};

// Answers each request with what `answer` says, and keeps the requests.
class ScriptedClient : public ports::HttpClient {
 public:
  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override {
    const std::lock_guard lock(mutex_);
    requests.push_back(request);
    return answer(request);
  }
  std::function<Result<ports::HttpAnswer, ports::HttpError>(const ports::HttpRequest&)> answer = [](const auto&) {
    ports::HttpAnswer ok;
    ok.status = 200;
    ok.body = "ok";
    return ok;
  };
  std::vector<ports::HttpRequest> requests;

 private:
  std::mutex mutex_;
};

}  // namespace bepusdt::test
