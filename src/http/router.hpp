// Router: which row of the table a request belongs to. Immutable, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/route.hpp"

namespace bepusdt::http {

class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  struct Found {
    const Route* route = nullptr;  // nullptr: none for this method
    std::string_view id;
    bool path_exists = false;  // some method is served there
  };
  [[nodiscard]] Found find(Method method, std::string_view path) const;

  // For the header Allow: "GET, HEAD, OPTIONS".
  [[nodiscard]] std::string allowed(std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

// The part of `path` that stands for the pattern's place (empty when it has none); nullopt: they do not match.
[[nodiscard]] std::optional<std::string_view> match(std::string_view pattern, std::string_view path);

}  // namespace bepusdt::http
