#include "catalog/setting_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/assert.hpp"
#include "catalog/endpoint_url.hpp"
#include "catalog/toml_text.hpp"
#include "wire/utf8_text.hpp"

namespace bepusdt::catalog {
namespace {

using core::Decimal;
using enum SettingKind;

struct Range {
  Decimal low, high;
};

std::optional<Range> range_of(const SettingRow& row) {
  const auto dots = row.allowed.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  return Range{*Decimal::parse(row.allowed.substr(0, dots)), *Decimal::parse(row.allowed.substr(dots + 2))};
}

// The value as far as it may be repeated in a message.
std::string repeated(const SettingRow& row, const Value& value) {
  const bool harmless = row.kind == boolean || row.kind == integer || row.kind == seconds || row.kind == duration ||
                        row.kind == decimal || row.kind == choice || row.kind == rate || row.kind == finality;
  if (!harmless || value.kind == Value::Kind::list || value.kind == Value::Kind::table || value.kind == Value::Kind::other)
    return {};
  return excerpt(value.text);
}

wire::Sentence should_be(const SettingRow& row, const Value& value) {
  const wire::Sentence what = describe(row);
  const std::string given = repeated(row, value);
  if (given.empty()) return {"应为" + what.zh, "must be " + what.en};
  return {fmt::format("应为{}，而不是 {}", what.zh, given), fmt::format("must be {}, not {}", what.en, given)};
}

bool is_text(const Value& value) { return value.kind == Value::Kind::text || value.kind == Value::Kind::loose; }

bool is_number(const Value& value) { return value.kind == Value::Kind::number || value.kind == Value::Kind::loose; }

std::optional<Decimal> number_of(const SettingRow& row, const Value& value) {
  // A decimal may stand in quotes, as money does everywhere in the file.
  if (!is_number(value) && !(row.kind == decimal && value.kind == Value::Kind::text)) return std::nullopt;
  const auto number = Decimal::parse(value.text);
  if (!number) return std::nullopt;
  const int places = row.kind == decimal ? Decimal::kMaxScale : row.kind == duration ? 3 : 0;
  if (number->scale() > places) return std::nullopt;
  const auto range = range_of(row);
  if (range && (*number < range->low || *number > range->high)) return std::nullopt;
  return *number;
}

std::optional<bool> flag_of(const Value& value) {
  if (value.kind != Value::Kind::boolean && value.kind != Value::Kind::loose) return std::nullopt;
  const bool loose = value.kind == Value::Kind::loose;
  if (value.text == "true" || (loose && (value.text == "1" || value.text == "yes" || value.text == "on"))) return true;
  if (value.text == "false" || (loose && (value.text == "0" || value.text == "no" || value.text == "off"))) return false;
  return std::nullopt;
}

std::optional<std::vector<std::string>> list_of(const SettingRow& row, const Value& value) {
  std::vector<std::string> list;
  if (value.kind == Value::Kind::loose) {
    list = comma_separated(value.text);
  } else {
    if (value.kind != Value::Kind::list) return std::nullopt;
    for (const Value& item : value.items) {
      if (item.kind != Value::Kind::text) return std::nullopt;
      list.push_back(item.text);
    }
  }
  if (const auto allowed = choices_of(row); !allowed.empty())
    for (const auto& item : list)
      if (std::ranges::find(allowed, item) == allowed.end()) return std::nullopt;
  return list;
}

}  // namespace

std::vector<std::string_view> choices_of(const SettingRow& row) {
  std::vector<std::string_view> choices;
  if ((row.kind != choice && row.kind != list) || row.allowed.empty()) return choices;
  std::string_view rest = row.allowed;
  for (auto bar = rest.find('|'); bar != std::string_view::npos; bar = rest.find('|')) {
    choices.push_back(rest.substr(0, bar));
    rest.remove_prefix(bar + 1);
  }
  choices.push_back(rest);
  return choices;
}

wire::Sentence describe(const SettingRow& row) {
  const std::string range = row.allowed.empty() ? "" : fmt::format("{}", row.allowed);
  const auto numeric = [&](std::string_view zh, std::string_view en) -> wire::Sentence {
    if (range.empty()) return {std::string(zh), std::string(en)};
    return {fmt::format("{}，范围 {}", zh, range), fmt::format("{}, {}", en, range)};
  };
  switch (row.kind) {
    case text:
    case secret: return {"带引号的文本", "text in quotes"};
    case url: return {"带引号的网址", "a URL in quotes"};
    case boolean: return {"true 或 false", "true or false"};
    case integer: return numeric("整数", "a whole number");
    case seconds: return numeric("整数秒", "whole seconds");
    case duration: return numeric("秒数（最多三位小数）", "seconds with up to three decimals");
    case decimal: return numeric("十进制数", "a decimal number");
    case choice: {
      const std::string all = fmt::format("{}", fmt::join(choices_of(row), ", "));
      return {"以下之一：" + all, "one of " + all};
    }
    case list: {
      if (row.allowed.empty()) return {"文本列表", "a list of texts"};
      const std::string all = fmt::format("{}", fmt::join(choices_of(row), ", "));
      return {"列表，可含 " + all, "a list of any of " + all};
    }
    case rate: return {"汇率规则（7.4、~1.02、+0.3、-0.2）", "a rate rule (7.4, ~1.02, +0.3, -0.2)"};
    case finality: return {"finalized、safe 或区块数 0..10000", "finalized, safe or a number of blocks 0..10000"};
    case endpoints:
      return {"端点列表：网址，或 { url = …, key = …, requests_per_second = … }",
              "a list of endpoints: URLs, or { url = ..., key = ..., requests_per_second = ... }"};
  }
  return {};
}

Result<Parsed, wire::Sentence> read_setting(const SettingRow& row, const Value& value) {
  // A file is UTF-8 by TOML's own rule; the environment and flags may hold anything, and would be shown and written again.
  if (!wire::is_valid_utf8(value.text)) return fail(wire::Sentence{"不是有效的 UTF-8", "is not valid UTF-8"});
  Parsed parsed;
  parsed.raw = &value;
  parsed.text = value.text;
  bool good = false;
  switch (row.kind) {
    case text:
    case secret:
    case url:
    case rate: good = is_text(value); break;
    case boolean:
      if (const auto flag = flag_of(value)) parsed.flag = *flag, good = true;
      break;
    case integer:
    case seconds:
    case duration:
    case decimal:
      if (const auto number = number_of(row, value)) parsed.number = *number, good = true;
      break;
    case choice: {
      const auto choices = choices_of(row);
      const auto found = std::ranges::find(choices, value.text);
      good = is_text(value) && found != choices.end();
      parsed.choice = static_cast<std::size_t>(found - choices.begin());
      break;
    }
    case list:
      if (auto list = list_of(row, value)) parsed.list = std::move(*list), good = true;
      break;
    case finality: good = is_text(value) || is_number(value); break;  // its own function reads it
    case endpoints: good = value.kind == Value::Kind::list || value.kind == Value::Kind::loose; break;
  }
  if (!good) return fail(should_be(row, value));
  return parsed;
}

std::string shown_text(const SettingRow& row, const Parsed& value) {
  switch (row.kind) {
    case secret: return value.text.empty() ? "\"\"" : "\"***\"";
    case url: return toml_string(value.text.empty() ? "" : host_of(value.text));
    case boolean: return value.flag ? "true" : "false";
    case integer:
    case seconds:
    case duration: return value.number.to_string();
    case decimal: return toml_string(value.number.to_string());
    case text:
    case choice:
    case rate: return toml_string(value.text);
    case list: {
      std::vector<std::string> items;
      for (const auto& item : value.list) items.push_back(toml_string(item));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
    case finality: {
      const auto blocks = Decimal::parse(value.text);
      return blocks ? blocks->to_string() : toml_string(value.text);
    }
    case endpoints: {
      std::vector<std::string> items;
      const auto add = [&](std::string_view endpoint_url) { items.push_back(toml_string(host_of(endpoint_url))); };
      if (value.raw->kind == Value::Kind::loose) {
        for (const auto& item : endpoint_texts(value.raw->text)) add(item);
      } else {
        for (const Value& item : value.raw->items) {
          const Value* endpoint_url = item.kind == Value::Kind::table ? item.member("url") : &item;
          if (endpoint_url != nullptr) add(endpoint_url->text);
        }
      }
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
  }
  BEPUSDT_ASSERT(false);
  return {};
}

}  // namespace bepusdt::catalog
