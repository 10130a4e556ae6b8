// Record: one thing that a command prints: a member a line for people, or one JSON object with --json.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bepusdt::app {

class Record {
 public:
  // Members without a value are shown in JSON only.
  Record& text(std::string_view name, std::string_view value);
  Record& integer(std::string_view name, std::int64_t value);
  Record& boolean(std::string_view name, bool value);
  // A value that is JSON already; people do not see it.
  Record& json(std::string_view name, std::string json);

  [[nodiscard]] std::string as_lines() const;
  [[nodiscard]] std::string as_json() const;
  // To standard output.
  void print(bool json) const;

 private:
  struct Member {
    std::string name;
    std::string shown;
    std::string json;
  };
  std::vector<Member> members_;
};

}  // namespace bepusdt::app
