// PrometheusMetrics: every row of the catalog is exposed, and what was recorded is what /metrics shows.
#include "sys/prometheus_metrics.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace bepusdt::sys {
namespace {

using catalog::MetricKind;
using catalog::MetricRow;

constexpr std::string_view kPairLabels[] = {"pair", "source"};
constexpr double kBuckets[] = {0.1, 1.0};
const MetricRow kRows[] = {
    {"test_total", MetricKind::counter, "things", {}, {}, "Things."},
    {"test_labelled_total", MetricKind::counter, "things", kPairLabels, {}, "Labelled things."},
    {"test_gauge", MetricKind::gauge, "things", {}, {}, "A level."},
    {"test_seconds", MetricKind::histogram, "seconds", {}, kBuckets, "A duration."},
};

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(PrometheusMetrics, ShowsWhatWasRecorded) {
  PrometheusMetrics metrics(kRows);
  metrics.add("test_total", 2);
  metrics.add("test_total", 0.5);
  metrics.add("test_labelled_total", 1, {"USDT.CNY", "okx"});
  metrics.add("test_labelled_total", 1, {"USDT.CNY", "okx"});
  metrics.add("test_labelled_total", 1, {"a\"b\n", ""});
  metrics.set("test_gauge", 7);
  metrics.set("test_gauge", -3);
  metrics.observe("test_seconds", 0.05);
  metrics.observe("test_seconds", 5);
  const std::string text = metrics.text();
  EXPECT_TRUE(has_line(text, "# HELP test_total Things.")) << text;
  EXPECT_TRUE(has_line(text, "# TYPE test_total counter")) << text;
  EXPECT_TRUE(has_line(text, "test_total 2.5")) << text;
  EXPECT_TRUE(has_line(text, R"(test_labelled_total{pair="USDT.CNY",source="okx"} 2)")) << text;
  EXPECT_TRUE(has_line(text, R"(test_labelled_total{pair="a\"b\n",source=""} 1)")) << text;
  EXPECT_TRUE(has_line(text, "test_gauge -3")) << text;
  EXPECT_TRUE(has_line(text, R"(test_seconds_bucket{le="0.1"} 1)")) << text;
  EXPECT_TRUE(has_line(text, R"(test_seconds_bucket{le="1"} 1)")) << text;
  EXPECT_TRUE(has_line(text, R"(test_seconds_bucket{le="+Inf"} 2)")) << text;
  EXPECT_TRUE(has_line(text, "test_seconds_count 2")) << text;
}

TEST(PrometheusMetrics, ShowsUnlabelledOnesAsZeroFromTheStart) {
  const std::string text = PrometheusMetrics(kRows).text();
  EXPECT_TRUE(has_line(text, "test_total 0")) << text;
  EXPECT_TRUE(has_line(text, "test_gauge 0")) << text;
  EXPECT_TRUE(has_line(text, "test_seconds_count 0")) << text;
}

TEST(PrometheusMetrics, TakesEveryRowOfTheCatalog) {
  PrometheusMetrics metrics;
  for (const MetricRow& row : catalog::metric_rows()) {
    const std::vector<std::string_view> values(row.labels.size(), "value");
    const auto record = [&](auto... labels) {
      switch (row.kind) {
        case MetricKind::counter: return metrics.add(row.name, 1, {labels...});
        case MetricKind::gauge: return metrics.set(row.name, 1, {labels...});
        case MetricKind::histogram: return metrics.observe(row.name, 1, {labels...});
      }
    };
    ASSERT_LE(row.labels.size(), 2u) << row.name;
    if (values.empty()) record();
    if (values.size() == 1) record(values[0]);
    if (values.size() == 2) record(values[0], values[1]);
  }
  const std::string text = metrics.text();
  for (const MetricRow& row : catalog::metric_rows()) {
    EXPECT_TRUE(has_line(text, "# HELP " + std::string(row.name) + " " + std::string(row.sentence))) << row.name;
    const std::string suffix = row.kind == MetricKind::histogram ? "_count" : "";
    EXPECT_NE(text.find("\n" + std::string(row.name) + suffix), std::string::npos) << row.name;
  }
}

TEST(PrometheusMetrics, CountsSeriesBeyondTheLimitAsOther) {
  PrometheusMetrics metrics(kRows);
  for (std::size_t i = 0; i < PrometheusMetrics::kMaxSeries + 10; ++i)
    metrics.add("test_labelled_total", 1, {std::to_string(i), "x"});
  const std::string text = metrics.text();
  EXPECT_TRUE(has_line(text, R"(test_labelled_total{pair="other",source="other"} 10)"));
  EXPECT_TRUE(has_line(text, R"(test_labelled_total{pair="0",source="x"} 1)"));
  EXPECT_EQ(text.find("pair=\"" + std::to_string(PrometheusMetrics::kMaxSeries) + "\""), std::string::npos);
}

TEST(PrometheusMetrics, LosesNothingWhenManyThreadsRecord) {
  PrometheusMetrics metrics(kRows);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2'000; ++i) {
        metrics.add("test_total", 1);
        metrics.add("test_labelled_total", 1, {std::to_string(i % 7), std::to_string(t % 2)});
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(has_line(metrics.text(), "test_total 16000"));
  EXPECT_TRUE(has_line(metrics.text(), R"(test_labelled_total{pair="0",source="0"} 1144)"));
}

TEST(PrometheusMetricsDeathTest, StopsOnNamesAndLabelsThatAreNotInTheCatalog) {
  PrometheusMetrics metrics(kRows);
  EXPECT_DEATH(metrics.add("test_unknown_total", 1), "bug");
  EXPECT_DEATH(metrics.set("test_total", 1), "bug");
  EXPECT_DEATH(metrics.add("test_labelled_total", 1, {"one"}), "bug");
  EXPECT_DEATH(metrics.add("test_total", -1), "bug");
}

}  // namespace
}  // namespace bepusdt::sys
