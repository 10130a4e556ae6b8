// The metric rows are well-formed, and rows, constants and the names that the code records agree.
#include "catalog/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace bepusdt::catalog {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

TEST(Metrics, AreNamedAsPrometheusWantsIt) {
  std::set<std::string_view> names;
  for (const MetricRow& row : metric_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(row.name.starts_with("bepusdt_")) << row.name;
    EXPECT_EQ(row.name.ends_with("_total"), row.kind == MetricKind::counter) << row.name;
    if (row.unit == "seconds" || row.unit == "bytes") {
      EXPECT_TRUE(row.name.ends_with("_" + std::string(row.unit))) << row.name;
    }
    EXPECT_FALSE(row.unit.empty()) << row.name;
    EXPECT_TRUE(row.sentence.ends_with('.')) << row.name;
    EXPECT_EQ(find_metric(row.name), &row);
  }
  EXPECT_EQ(find_metric("bepusdt_unknown"), nullptr);
}

TEST(Metrics, HaveBucketsExactlyWhereTheyAreHistograms) {
  for (const MetricRow& row : metric_rows()) {
    EXPECT_EQ(row.buckets.empty(), row.kind != MetricKind::histogram) << row.name;
    EXPECT_EQ(std::ranges::adjacent_find(row.buckets, std::greater_equal<>()), row.buckets.end()) << row.name;
  }
}

TEST(Metrics, HaveFewLabelsWithDistinctNames) {
  for (const MetricRow& row : metric_rows()) {
    EXPECT_LE(row.labels.size(), 2u) << row.name;
    EXPECT_EQ(std::set(row.labels.begin(), row.labels.end()).size(), row.labels.size()) << row.name;
    for (const auto label : row.labels) EXPECT_NE(label, "le");  // Prometheus' own
  }
}

TEST(Metrics, ConstantsAndRowsAreTheSame) {
  const auto constants = matches(text_of(BEPUSDT_SOURCE_DIR "/src/catalog/metrics.hpp"), R"re(= "(bepusdt_[a-z_]+)")re");
  std::set<std::string> rows;
  for (const MetricRow& row : metric_rows()) rows.emplace(row.name);
  EXPECT_EQ(constants, rows);
}

TEST(Metrics, EveryNameThatTheCodeRecordsHasARow) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BEPUSDT_SOURCE_DIR "/src")) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    ++files;
    for (const auto& name : matches(text_of(entry.path()), R"re((?:add|set|observe)\(\s*"(bepusdt_[a-z_]+)")re"))
      EXPECT_NE(find_metric(name), nullptr) << name << " in " << entry.path();
  }
  EXPECT_GT(files, 50u);
}

}  // namespace
}  // namespace bepusdt::catalog
