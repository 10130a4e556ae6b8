// Reading single fields of a node's answer from the raw JSON token, without unescaping or copying. Shared by the decoders.
#pragma once

#include <simdjson.h>

#include <string_view>

#include "chains/evm/decode.hpp"

namespace bepusdt::chains::evm {

// A scalar as it stands in the body, quotes included, without what follows it. Values are read from here and not from
// simdjson's strings, which would unescape and copy each: hex has no escapes, so text with one is refused like any non-hex.
[[nodiscard]] inline std::string_view token_of(simdjson::ondemand::value& value) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

[[nodiscard]] inline bool is_null(std::string_view token) { return token == "null"; }

// The text between the quotes; a token that is no string gives what no hex is.
[[nodiscard]] inline std::string_view inner(std::string_view token) {
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return {};
  return token.substr(1, token.size() - 2);
}

// False is an error; null leaves `out` as it is.
template <std::size_t N>
[[nodiscard]] bool read(std::string_view token, std::array<std::uint8_t, N>& out) {
  if (is_null(token)) return true;
  const std::string_view text = inner(token);
  return text.starts_with("0x") && decode_hex(text.substr(2), out);
}
[[nodiscard]] inline bool read(std::string_view token, std::uint64_t& out) {
  if (is_null(token)) return true;
  const auto number = quantity_of(inner(token));
  if (number) out = *number;
  return number.has_value();
}

[[nodiscard]] inline std::unexpected<DecodeError> wrong(std::string_view where, std::string_view key) {
  return fail(DecodeError{std::string(where) + ": " + std::string(key) + " is malformed"});
}
[[nodiscard]] inline std::unexpected<DecodeError> wrong(std::string_view where, simdjson::error_code error) {
  return fail(DecodeError{std::string(where) + ": " + simdjson::error_message(error)});
}

}  // namespace bepusdt::chains::evm
