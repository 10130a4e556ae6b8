// SettingRow: one setting as data (key, kind, default, what is allowed, one sentence in two languages); the reference page
// and the checks are made from it. Bound: a row together with the one function that puts its value where it belongs.
// Immutable. Reading a value is pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/time.hpp"
#include "catalog/setting_value.hpp"
#include "core/decimal.hpp"

namespace bepusdt::catalog {

enum class SettingKind {
  text,
  secret,  // text that is never shown
  url,     // text that may hold a key: shown as its host only
  boolean,
  integer,
  seconds,   // whole seconds
  duration,  // seconds with up to three decimals
  decimal,
  choice,  // one of `allowed`
  list,    // of texts; each one of `allowed`, where that is given
  rate,    // a rate rule
  finality,
  endpoints
};

struct SettingRow {
  std::string_view key;  // "order.timeout"; <chain>, <currency> and <fiat> stand for a name of the catalog
  SettingKind kind;
  std::string_view fallback;  // the default as TOML; empty: there is none, or it differs by chain
  std::string_view allowed;   // "60..86400" for numbers, "text|json" for choices; empty: anything of the kind
  std::string_view zh;
  std::string_view en;
};

// A value of the row's kind, within what is allowed.
struct Parsed {
  std::string text;
  bool flag = false;
  core::Decimal number;
  std::size_t choice = 0;  // index within `allowed`
  std::vector<std::string> list;
  const Value* raw = nullptr;  // endpoints

  [[nodiscard]] std::int64_t whole() const { return number.mantissa().convert_to<std::int64_t>(); }
  [[nodiscard]] Millis millis() const {
    return Millis(number.times(core::Decimal(1000))->mantissa().convert_to<std::int64_t>());
  }
};

template <class T>
struct Bound {
  SettingRow row;
  Wrong (*set)(T& target, std::string_view part, const Parsed& value);  // part: what the row's wildcards stand for
};

// The error says what would be right, and repeats the value only where the kind cannot hold a secret.
[[nodiscard]] Result<Parsed, wire::Sentence> read_setting(const SettingRow& row, const Value& value);

// What the row takes: "whole seconds, 60..86400".
[[nodiscard]] wire::Sentence describe(const SettingRow& row);

// The value as TOML, secrets masked and URLs cut down to their host.
[[nodiscard]] std::string shown_text(const SettingRow& row, const Parsed& value);

[[nodiscard]] std::vector<std::string_view> choices_of(const SettingRow& row);

}  // namespace bepusdt::catalog
