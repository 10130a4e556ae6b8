// Numbers as people read them on a page. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace bepusdt::web {

// "28.8" → "28.80": a price with one digit after the point gets its second one; everything else stays.
[[nodiscard]] std::string price_text(std::string_view plain_decimal);

// "19:42", "1:05:00"; below zero "00:00".
[[nodiscard]] std::string countdown_text(Seconds left);

// {name} places of a sentence filled, as assets/app.js does.
[[nodiscard]] std::string fill(std::string_view sentence, std::string_view name, std::string_view value);

}  // namespace bepusdt::web
