#include "devnet/evm/rpc_values.hpp"

#include <algorithm>
#include <charconv>

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string lower_case(std::string_view value) {
  std::string text(value);
  for (char& c : text)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_hex_text(std::string_view value) {
  return value.starts_with("0x") && value.substr(2).find_first_not_of(kDigits) == std::string_view::npos;
}

bool is_quantity(std::string_view value, std::size_t most_digits) {
  return is_hex_text(value) && value.size() > 2 && value.size() <= most_digits + 2 && (value.size() == 3 || value[2] != '0');
}

}  // namespace

std::string text_of(const simdjson::dom::element& value) {
  std::string_view view;
  return value.get_string().get(view) ? std::string() : std::string(view);
}

bool is_hex(std::string_view value, std::size_t digits) { return value.size() == digits + 2 && is_hex_text(value); }

std::optional<std::uint64_t> quantity_of(std::string_view value) {
  if (!is_quantity(value, 16)) return std::nullopt;
  std::uint64_t number = 0;
  std::from_chars(value.data() + 2, value.data() + value.size(), number, 16);
  return number;
}

std::optional<core::BaseUnits> big_quantity_of(std::string_view value) {
  if (!is_quantity(value, 64)) return std::nullopt;
  const auto units = core::units_from_hex(value);
  return units ? std::optional(*units) : std::nullopt;
}

std::optional<std::string> address_of(std::string_view value) {
  std::string text = lower_case(value);
  return is_hex(text, 40) ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> bytes_text_of(std::string_view value) {
  std::string text = lower_case(value);
  return is_hex_text(text) && text.size() % 2 == 0 ? std::optional(std::move(text)) : std::nullopt;
}

std::string result_text(std::string_view json) { return "\"result\":" + std::string(json); }

std::string error_text(int code, std::string_view message) {
  std::string text;  // may quote what a client sent
  std::ranges::copy_if(message.substr(0, 300), std::back_inserter(text),
                       [](char c) { return c >= ' ' && c < 127 && c != '"' && c != '\\'; });
  return R"("error":{"code":)" + std::to_string(code) + R"(,"message":")" + text + "\"}";
}

}  // namespace bepusdt::devnet
