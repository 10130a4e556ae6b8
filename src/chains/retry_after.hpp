// Retry-After of an HTTP answer (RFC 9110 §10.2.3) in the form in seconds; the form with a date is left to our own back-off.
#pragma once

#include <charconv>
#include <optional>

#include "ports/http_client.hpp"

namespace bepusdt::chains {

[[nodiscard]] inline std::optional<Millis> retry_after_of(const ports::HttpAnswer& answer) {
  const std::string_view text = answer.header("retry-after");
  std::uint32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return Millis(std::int64_t{seconds} * 1000);
}

}  // namespace bepusdt::chains
