// How the number literals of a JSON body are printed by the languages that sign requests (contract part 1 §1).
// Everything appends to a buffer of the caller; a `false` means that this language could not have printed the literal
// (outside float64, or longer than anybody writes), and that nothing was appended. Pure; safe from any thread.
// Every function but is_json_number expects a literal that is_json_number accepts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bepusdt::wire {

// A longer literal is not a number that a client means.
inline constexpr std::size_t kMaxNumberLength = 128;

// The grammar of RFC 8259 §6: no leading zeros, no plus sign, no blanks.
[[nodiscard]] bool is_json_number(std::string_view text) noexcept;

// Shortest plain decimal, by text alone: `10.0` is 10, `1e6` is 1000000, `-0` is 0. At most 400 digits on either side.
[[nodiscard]] bool append_plain_decimal(std::string_view literal, std::string& out);

// Go's %v of the float64 nearest to the literal: the fewest digits that give the float64 back, in exponent form below 1e-4
// and from 1e6 on (strconv.FormatFloat with 'g' and precision -1).
[[nodiscard]] bool append_go_float(std::string_view literal, std::string& out);

// PHP's text of a float at its default `precision = 14`: 14 significant digits, exponent form below 1e-4 and from 1e14 on.
// A literal without fraction and exponent is an integer to PHP and stays as it is.
[[nodiscard]] bool append_php_number(std::string_view literal, std::string& out);

}  // namespace bepusdt::wire
