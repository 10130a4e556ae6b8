// Metrics: counters, gauges and histograms of the catalog (catalog/metrics.hpp lists every name with its labels and unit).
// Safe to call from several threads at once.
#pragma once

#include <initializer_list>
#include <string_view>

namespace bepusdt::ports {

class Metrics {
 public:
  virtual ~Metrics() = default;
  // `labels` are the values of the row's labels, in the row's order.
  virtual void add(std::string_view name, double amount, std::initializer_list<std::string_view> labels = {}) = 0;
  virtual void set(std::string_view name, double value, std::initializer_list<std::string_view> labels = {}) = 0;
  virtual void observe(std::string_view name, double value, std::initializer_list<std::string_view> labels = {}) = 0;
};

}  // namespace bepusdt::ports
