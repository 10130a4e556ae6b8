// PlainJson: RFC 8259 read the slow and obvious way, to hold the gateway's and the SDK's fast readers against. Shares no code
// with them. Strict: valid UTF-8, whole surrogate pairs, nothing behind the value. Member names may repeat; all are kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::fuzz {

struct PlainJson {
  enum class Kind { text, number, boolean, null, list, object };
  Kind kind = Kind::null;
  std::string text;  // decoded; a number's literal; "true" or "false"
  std::vector<PlainJson> items;
  struct Member;
  std::vector<Member> members;
  int depth = 1;  // of what is nested in it; a scalar has 1

  // nullopt: no JSON, or nested deeper than 200.
  [[nodiscard]] static std::optional<PlainJson> parse(std::string_view text);

  // nullptr unless there is exactly one of that name.
  [[nodiscard]] const PlainJson* only(std::string_view name) const;
  [[nodiscard]] bool has_twins() const;  // here or below: two members of one name
};

struct PlainJson::Member {
  std::string name;
  PlainJson value;
};

}  // namespace bepusdt::fuzz
