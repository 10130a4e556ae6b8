// Strong: gives a value (mostly text) a type of its own, so that a trade id can never stand where an address belongs.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace bepusdt {

template <class Tag, class T = std::string>
class Strong {
 public:
  using value_type = T;

  Strong() = default;
  explicit Strong(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& value() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept requires requires(const T& t) { t.empty(); }
  { return value_.empty(); }

  friend bool operator==(const Strong&, const Strong&) = default;
  friend auto operator<=>(const Strong&, const Strong&) = default;

 private:
  T value_{};
};

}  // namespace bepusdt

template <class Tag, class T>
struct std::hash<bepusdt::Strong<Tag, T>> {
  std::size_t operator()(const bepusdt::Strong<Tag, T>& s) const noexcept { return std::hash<T>{}(s.value()); }
};
