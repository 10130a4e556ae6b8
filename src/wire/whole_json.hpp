// Whether a text is JSON from its first byte to its last (RFC 8259). simdjson's on-demand reader looks only where somebody
// asks, and decodes some broken pairs of surrogates to something; so whoever decides by an answer checks the whole of it first.
// No number is too long or too large: they are texts. Safe from any thread.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string_view>

namespace bepusdt::wire {

// Nested deeper than this is nothing that anybody means; the gateway's own answers are not deeper than five.
inline constexpr int kDeepestJson = 64;

// Where the first escape stands that is broken: \u without four digits, or half a pair of surrogates (RFC 8259 §7, §8.2). A
// backslash outside of a string is the parser's to refuse.
[[nodiscard]] std::optional<std::size_t> bad_escape(std::string_view text);

// An object, and nothing behind it but blanks. The parser may be used again afterwards. Never throws.
[[nodiscard]] bool is_whole_object(simdjson::ondemand::parser& parser, const simdjson::padded_string& text);

}  // namespace bepusdt::wire
