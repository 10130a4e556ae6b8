// Which of the house's two languages a reader gets, by the Accept-Language header (RFC 9110 §12.5.4).
#pragma once

#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::wire {

// The language with the greatest weight, the earlier one of equals; `fallback` (setting `language`) when the header names
// neither, is empty or broken. At most 32 ranges are looked at. Never fails.
[[nodiscard]] Language language_of(std::string_view accept_language, Language fallback = Language::zh);

}  // namespace bepusdt::wire
