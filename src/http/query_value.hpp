// The value of one name in a URL's query of simple words; nothing that is escaped is looked for. Pure.
#pragma once

#include <string_view>

namespace bepusdt::http {

[[nodiscard]] inline std::string_view query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return pair.substr(name.size() + 1);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return {};
}

}  // namespace bepusdt::http
