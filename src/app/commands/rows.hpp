// Rows: what a command prints: an aligned table for people, or a JSON array of objects with --json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bepusdt::app {

class Rows {
 public:
  using Cell = std::variant<std::string, std::int64_t, bool>;

  // Column names are the JSON members.
  explicit Rows(std::vector<std::string_view> columns) : columns_(std::move(columns)) {}
  // As many cells as columns.
  void add(std::vector<Cell> cells);
  [[nodiscard]] std::string as_json() const;
  [[nodiscard]] std::string as_table() const;
  // To standard output.
  void print(bool json) const;

 private:
  std::vector<std::string_view> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace bepusdt::app
