// Decimal: a number of the wire as an exact decimal text, never a binary float: an amount of money, a rate.
//
//   bepusdt::Decimal("28.80").text() == "28.8"        bepusdt::Decimal(42).text() == "42"
//
// Immutable after construction; at most 128 characters, at most 400 digits on either side of the point. Only finite numbers.
#pragma once

#include <bepusdt/config.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

class BEPUSDT_SDK_API Decimal {
 public:
  Decimal() : text_("0") {}
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Decimal(T value) : text_(std::to_string(value)) {}
  // Strictly a decimal number as JSON has it (`10`, `-0.5`, `1e6`; no blanks, no plus sign, no `.5`). Throws ValidationError.
  Decimal(std::string_view text);
  Decimal(const char* text) : Decimal(std::string_view(text)) {}
  Decimal(const std::string& text) : Decimal(std::string_view(text)) {}
  // A double does not say which decimal number was meant. Say it as text, or from_double.
  Decimal(double) = delete;
  Decimal(std::nullptr_t) = delete;

  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  // The number rounded to 15 significant digits, which is what a double holds of any decimal text: 28.880000000000003, the sum
  // of 14.44 and 14.44, is 28.88. nullopt for what is not finite.
  [[nodiscard]] static std::optional<Decimal> from_double(double value);

  // The shortest plain text: no exponent, no trailing zeros, no "-0".
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  // The nearest double, infinite beyond the largest; for display only.
  [[nodiscard]] double to_double() const noexcept;
  [[nodiscard]] bool is_zero() const noexcept { return text_ == "0"; }

  // Equal numbers have equal texts.
  friend bool operator==(const Decimal&, const Decimal&) = default;

 private:
  std::string text_;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
