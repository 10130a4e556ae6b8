#include "sys/prometheus_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <shared_mutex>

#include "base/assert.hpp"

namespace bepusdt::sys {

using catalog::MetricKind;
using catalog::MetricRow;
using LabelValues = std::initializer_list<std::string_view>;

// The series of one row, found by its label values without building prometheus-cpp's map of them each time.
class PrometheusMetrics::Recorder {
 public:
  using Series = std::variant<prometheus::Counter*, prometheus::Gauge*, prometheus::Histogram*>;

  Recorder(const MetricRow& row, prometheus::Registry& registry) : row_(row) {
    const std::string name(row.name);
    const std::string help(row.sentence);
    switch (row.kind) {
      case MetricKind::counter: family_ = &prometheus::BuildCounter().Name(name).Help(help).Register(registry); break;
      case MetricKind::gauge: family_ = &prometheus::BuildGauge().Name(name).Help(help).Register(registry); break;
      case MetricKind::histogram: family_ = &prometheus::BuildHistogram().Name(name).Help(help).Register(registry); break;
    }
    if (row.labels.empty()) static_cast<void>(series({}));  // shown as 0 from the start
  }

  [[nodiscard]] MetricKind kind() const { return row_.kind; }

  Series series(LabelValues values) {
    BEPUSDT_ASSERT(values.size() == row_.labels.size());
    std::string key;
    for (const std::string_view value : values) key.append(value).push_back('\0');
    {
      const std::shared_lock lock(mutex_);
      if (const auto found = series_.find(key); found != series_.end()) return found->second;
    }
    const std::unique_lock lock(mutex_);
    if (const auto found = series_.find(key); found != series_.end()) return found->second;
    if (series_.size() >= kMaxSeries) {
      if (!overflow_) overflow_ = make([](std::string_view) { return std::string("other"); }, values);
      return *overflow_;
    }
    return series_.emplace(std::move(key), make([](std::string_view v) { return std::string(v); }, values)).first->second;
  }

 private:
  Series make(std::string (*shown)(std::string_view), LabelValues values) {
    prometheus::Labels labels;
    auto value = values.begin();
    for (const std::string_view name : row_.labels) labels.emplace(name, shown(*value++));
    return std::visit(
        [&]<class Metric>(prometheus::Family<Metric>* family) -> Series {
          if constexpr (std::is_same_v<Metric, prometheus::Histogram>)
            return &family->Add(labels, prometheus::Histogram::BucketBoundaries(row_.buckets.begin(), row_.buckets.end()));
          else
            return &family->Add(labels);
        },
        family_);
  }

  const MetricRow& row_;
  std::variant<prometheus::Family<prometheus::Counter>*, prometheus::Family<prometheus::Gauge>*,
               prometheus::Family<prometheus::Histogram>*>
      family_;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, Series> series_;
  std::optional<Series> overflow_;
};

PrometheusMetrics::PrometheusMetrics(std::span<const MetricRow> rows) {
  for (const MetricRow& row : rows) recorders_.emplace(row.name, std::make_unique<Recorder>(row, registry_));
}

PrometheusMetrics::~PrometheusMetrics() = default;

PrometheusMetrics::Recorder& PrometheusMetrics::recorder(std::string_view name, MetricKind kind) {
  const auto found = recorders_.find(name);
  BEPUSDT_ASSERT(found != recorders_.end());
  BEPUSDT_ASSERT(found->second->kind() == kind);
  return *found->second;
}

void PrometheusMetrics::add(std::string_view name, double amount, LabelValues labels) {
  BEPUSDT_ASSERT(amount >= 0);
  std::get<prometheus::Counter*>(recorder(name, MetricKind::counter).series(labels))->Increment(amount);
}

void PrometheusMetrics::set(std::string_view name, double value, LabelValues labels) {
  std::get<prometheus::Gauge*>(recorder(name, MetricKind::gauge).series(labels))->Set(value);
}

void PrometheusMetrics::observe(std::string_view name, double value, LabelValues labels) {
  std::get<prometheus::Histogram*>(recorder(name, MetricKind::histogram).series(labels))->Observe(value);
}

std::string PrometheusMetrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

}  // namespace bepusdt::sys
