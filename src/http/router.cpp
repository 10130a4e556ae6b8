#include "http/router.hpp"

namespace bepusdt::http {

std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
  const auto place = pattern.find_first_of("{*");
  if (place == std::string_view::npos) return pattern == path ? std::optional(std::string_view()) : std::nullopt;
  if (!path.starts_with(pattern.substr(0, place))) return std::nullopt;
  const std::string_view rest = path.substr(place);
  if (rest.empty()) return std::nullopt;
  if (pattern[place] == '{' && rest.find('/') != std::string_view::npos) return std::nullopt;
  return rest;
}

Router::Found Router::find(Method method, std::string_view path) const {
  Found found;
  if (method == Method::head) method = Method::get;
  for (const Route& route : routes_) {
    const auto id = match(route.pattern, path);
    if (!id) continue;
    found.path_exists = true;
    if (route.method != method) continue;
    found.route = &route;
    found.id = *id;
    return found;
  }
  return found;
}

std::string Router::allowed(std::string_view path) const {
  std::string methods;
  for (const Route& route : routes_) {
    if (!match(route.pattern, path)) continue;
    methods += route.method == Method::get ? "GET, HEAD, " : "POST, ";
  }
  return methods + "OPTIONS";
}

}  // namespace bepusdt::http
