#include "app/commands/rows.hpp"

#include <cstdio>

#include "base/assert.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

std::string text_of(const Rows::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return std::get<bool>(cell) ? "yes" : "no";
}

// Columns on a terminal, not bytes: a code point of three bytes or more (CJK and its neighbours) takes two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) width += byte >= 0xE2 ? 2 : 1;
  }
  return width;
}

}  // namespace

void Rows::add(std::vector<Cell> cells) {
  BEPUSDT_ASSERT(cells.size() == columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Rows::as_json() const {
  std::string out = "[";
  for (const auto& row : rows_) {
    if (out.size() > 1) out += ",";
    out += "\n ";
    wire::JsonWriter json(out);
    json.begin_object();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&row[i]))
        json.key(columns_[i]).integer(*number);
      else if (const auto* flag = std::get_if<bool>(&row[i]))
        json.key(columns_[i]).boolean(*flag);
      else
        json.key(columns_[i]).text(std::get<std::string>(row[i]));
    }
    json.end_object();
  }
  return out + (rows_.empty() ? "]\n" : "\n]\n");
}

std::string Rows::as_table() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = columns_[i].size();
    for (const auto& row : rows_) width = std::max(width, width_of(text_of(row[i])));
    widths.push_back(width);
  }
  std::string out;
  const auto line = [&](auto text_at) {
    std::string row;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string text = text_at(i);
      row += text;
      row.append(widths[i] - std::min(widths[i], width_of(text)) + 2, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    out += row + "\n";
  };
  line([&](std::size_t i) { return std::string(columns_[i]); });
  for (const auto& row : rows_) line([&](std::size_t i) { return text_of(row[i]); });
  return out;
}

void Rows::print(bool json) const {
  const std::string text = json ? as_json() : as_table();
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace bepusdt::app
