// What a file, the environment or a flag says for one setting, before anything is known about its meaning; and what may be
// wrong with it. Plain data. A value's text may be a secret: it appears in no problem unless the row's kind is harmless.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/errors.hpp"

namespace bepusdt::catalog {

struct Value {
  enum class Kind {
    text,
    number,  // `text` is the literal as it stands, so that 0.01 never becomes a binary fraction
    boolean,
    list,
    table,
    other,  // dates and times, which no setting has
    loose   // from the environment or a flag: text that may stand for anything, lists separated by commas
  };
  Kind kind = Kind::loose;
  std::string text;
  std::vector<Value> items;  // of a list
  struct Member;
  std::vector<Member> members;  // of a table, in the file's order
  std::string place;            // "conf.toml:12", "environment BEPUSDT_LISTEN", "flag --listen", "default"

  [[nodiscard]] const Value* member(std::string_view name) const;
};

struct Value::Member {
  std::string name;
  Value value;
};

inline const Value* Value::member(std::string_view name) const {
  for (const Member& member : members)
    if (member.name == name) return &member.value;
  return nullptr;
}

inline constexpr std::string_view kDefaultPlace = "default";

// An error or a warning: which setting, where it was said, and what is the matter. Never holds a secret.
struct Problem {
  std::string key;
  std::string place;  // empty: nowhere in particular
  wire::Sentence sentence;

  // "conf.toml:12: order.timeout: must be ..." One printable line: names and excerpts are foreign, so bytes that are no UTF-8
  // and control characters become "?".
  [[nodiscard]] std::string text(wire::Language language) const;
};

using Wrong = std::optional<wire::Sentence>;

}  // namespace bepusdt::catalog
