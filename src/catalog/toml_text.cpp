#include "catalog/toml_text.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <exception>

#include "base/assert.hpp"

namespace bepusdt::catalog {
namespace {

// Where each line begins, so that a node's source region can be cut out of the text.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') starts_.push_back(i + 1);
  }

  // Columns count code points from 1.
  [[nodiscard]] std::size_t offset(const toml::source_position& at) const {
    if (at.line == 0 || at.line > starts_.size()) return text_.size();
    std::size_t i = starts_[at.line - 1];
    for (auto column = at.column; column > 1 && i < text_.size(); --column) {
      ++i;
      while (i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80) ++i;
    }
    return i;
  }

  [[nodiscard]] std::string literal(const toml::source_region& region) const {
    const std::size_t begin = offset(region.begin), end = std::max(begin, offset(region.end));
    std::string literal(text_.substr(begin, end - begin));
    std::erase(literal, '_');  // TOML allows 1_000
    return literal;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

Value convert(const toml::node& node, const Lines& lines, std::string_view name) {
  Value value;
  value.place = name.empty() ? std::string(kDefaultPlace) : fmt::format("{}:{}", name, node.source().begin.line);
  switch (node.type()) {
    case toml::node_type::table:
      value.kind = Value::Kind::table;
      for (const auto& [key, member] : *node.as_table()) {
        value.members.emplace_back(std::string(key.str()), convert(member, lines, name));
        auto& added = value.members.back().value;
        if (!name.empty()) added.place = fmt::format("{}:{}", name, key.source().begin.line);
      }
      // toml++ sorts its keys; the file's order is what people expect to be answered in.
      std::ranges::stable_sort(value.members, {}, [&](const auto& member) {
        const auto* found = node.as_table()->get(member.name);
        return std::pair(found->source().begin.line, found->source().begin.column);
      });
      break;
    case toml::node_type::array:
      value.kind = Value::Kind::list;
      for (const auto& item : *node.as_array()) value.items.push_back(convert(item, lines, name));
      break;
    case toml::node_type::string:
      value.kind = Value::Kind::text;
      value.text = node.as_string()->get();
      break;
    case toml::node_type::integer:
      value.kind = Value::Kind::number;
      value.text = std::to_string(node.as_integer()->get());  // hexadecimal and such, too
      break;
    case toml::node_type::floating_point:
      value.kind = Value::Kind::number;
      value.text = lines.literal(node.source());
      break;
    case toml::node_type::boolean:
      value.kind = Value::Kind::boolean;
      value.text = node.as_boolean()->get() ? "true" : "false";
      break;
    default: value.kind = Value::Kind::other; break;
  }
  return value;
}

}  // namespace

Result<Value, Problem> parse_toml(std::string_view text, std::string_view name) {
  if (text.size() > kMaxSettingsFile)
    return fail(Problem{"", std::string(name), {"文件超过 1 MiB", "the file is larger than 1 MiB"}});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  try {
    const toml::table table = toml::parse(text);
    return convert(table, Lines(text), name);
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return fail(Problem{
        "",
        fmt::format("{}:{}", name, at.line),
        {fmt::format("第 {} 列附近不是有效的 TOML（文本要加引号，同一个键或表只能出现一次）", at.column),
         fmt::format("not valid TOML near column {} (text needs quotes, a key or table may appear only once)", at.column)}});
  } catch (const std::exception&) {
    return fail(Problem{"", std::string(name), {"无法读取该文件", "the file cannot be read"}});
  }
}

Value toml_value(std::string_view text) {
  auto table = parse_toml(fmt::format("value = {}", text), "");
  BEPUSDT_ASSERT(table.has_value() && table->members.size() == 1);
  return std::move(table->members.front().value);
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string excerpt(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 60);
  if (size < text.size())
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return toml_string(text.substr(0, size));
}

std::vector<std::string> comma_separated(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

}  // namespace bepusdt::catalog
