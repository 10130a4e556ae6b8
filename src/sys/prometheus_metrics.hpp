// PrometheusMetrics: ports::Metrics over prometheus-cpp, its families made from the catalog's rows, and the text that
// /metrics answers (Prometheus exposition format 0.0.4). Recording an unknown name, a wrong kind or a wrong number of
// labels is our own bug. A family keeps at most kMaxSeries label sets; later ones are counted as "other", so that a label
// can never eat the memory. Any thread.
#pragma once

#include <prometheus/registry.h>

#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "catalog/metrics.hpp"
#include "ports/metrics.hpp"

namespace bepusdt::sys {

class PrometheusMetrics final : public ports::Metrics {
 public:
  static constexpr std::size_t kMaxSeries = 2'000;

  explicit PrometheusMetrics(std::span<const catalog::MetricRow> rows = catalog::metric_rows());
  ~PrometheusMetrics() override;

  void add(std::string_view name, double amount, std::initializer_list<std::string_view> labels = {}) override;
  void set(std::string_view name, double value, std::initializer_list<std::string_view> labels = {}) override;
  void observe(std::string_view name, double value, std::initializer_list<std::string_view> labels = {}) override;

  [[nodiscard]] std::string text() const;

 private:
  class Recorder;  // one family
  Recorder& recorder(std::string_view name, catalog::MetricKind kind);

  prometheus::Registry registry_;
  std::unordered_map<std::string_view, std::unique_ptr<Recorder>> recorders_;  // not changed after construction
};

}  // namespace bepusdt::sys
