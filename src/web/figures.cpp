#include "web/figures.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace bepusdt::web {

std::string price_text(std::string_view plain_decimal) {
  const auto point = plain_decimal.find('.');
  std::string text(plain_decimal);
  if (point != std::string_view::npos && point + 2 == plain_decimal.size()) text += '0';
  return text;
}

std::string countdown_text(Seconds left) {
  const auto seconds = std::max<std::int64_t>(0, left.count());
  const auto minutes = seconds / 60;
  if (minutes < 60) return fmt::format("{:02}:{:02}", minutes, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
}

std::string fill(std::string_view sentence, std::string_view name, std::string_view value) {
  std::string text(sentence);
  const std::string place = fmt::format("{{{}}}", name);
  if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), value);
  return text;
}

}  // namespace bepusdt::web
