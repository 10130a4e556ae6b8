// Result<T>: the outcome of a call that does not throw: a T, or an ErrorInfo. Like C++23's std::expected, for C++20.
#pragma once

#include <bepusdt/error.hpp>

#include <concepts>
#include <utility>
#include <variant>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  // A T as it begins, as std::expected has it; Boost.Asio's co_spawn asks for one.
  Result() requires std::default_initializable<T> {}
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(ErrorInfo error) : held_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  // Throws the Error that belongs to the outcome if there is no value.
  [[nodiscard]] const T& value() const& {
    if (!has_value()) throw_error(error());
    return std::get<0>(held_);
  }
  [[nodiscard]] T value() && {
    if (!has_value()) throw_error(std::get<1>(std::move(held_)));
    return std::get<0>(std::move(held_));
  }
  // These want a value, error() wants none; else std::bad_variant_access.
  [[nodiscard]] const T& operator*() const& { return std::get<0>(held_); }
  [[nodiscard]] T operator*() && { return std::get<0>(std::move(held_)); }
  [[nodiscard]] const T* operator->() const { return &std::get<0>(held_); }
  [[nodiscard]] const ErrorInfo& error() const& { return std::get<1>(held_); }
  [[nodiscard]] ErrorInfo error() && { return std::get<1>(std::move(held_)); }

 private:
  std::variant<T, ErrorInfo> held_;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
