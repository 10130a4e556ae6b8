// The signature of requests and callbacks (contract part 1 §1): md5 over the canonical text and the token, in the six variants
// in which real clients print numbers and booleans. What cannot be signed safely is refused and never compared; comparison
// takes the same time wherever the difference lies. Pure; safe from any thread. The token leaves only into the hash.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "wire/errors.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::wire {

// The numbers are the contract's.
enum class Variant {
  literal = 1,        // numbers as they stand, true/false
  plain_decimal = 2,  // shortest plain decimal, true/false
  go_float = 3,       // Go's %v of the float64, true/false
  python = 4,         // as they stand, True/False
  php = 5,            // PHP's 14 digits, 1 and left out
  url_decoded = 6,    // variant 1, the whole text URL-decoded
};

// In the order in which they are tried.
inline constexpr std::array kVariants{Variant::literal, Variant::plain_decimal, Variant::go_float,
                                      Variant::python,  Variant::php,           Variant::url_decoded};

// For logs and metrics: literal, plain_decimal, go_float, python, php, url_decoded.
[[nodiscard]] std::string_view name_of(Variant variant);

// "key=value&key=value" of the members that count, without `signature`. False (and `out` as it was) when a number has no text
// in this variant, e.g. 1e400 as a float64.
[[nodiscard]] bool append_canonical_text(const SignedRequest& request, Variant variant, std::string& out);

// 32 lower-case digits.
[[nodiscard]] std::string sign(std::string_view canonical_text, const Secret& token);

// Which variant matched, or missing_signature, bad_signature, or invalid_request for a callback that is sent back to us:
// callbacks are signed with the same token, so one must never do for a request.
[[nodiscard]] Result<Variant, Refusal> verify_request(const SignedRequest& request, const Secret& token);

// The receiving side of a callback, on the raw body (a JSON object) as it arrived.
[[nodiscard]] Result<Variant, Refusal> verify_callback_body(std::string_view body, const Secret& token);

// What was signed, for the log of a refused signature and for people who look for their mistake.
struct VariantTrace {
  Variant variant;
  std::string text;  // printable: control characters and broken UTF-8 as \xNN, the token as ***, cut at the limit
  std::string hash;  // what the signature would have to be; empty where the variant has no text
};

inline constexpr std::size_t kTraceTextLimit = 4096;

// One per variant, in order. Nothing for an empty token. The hashes are valid signatures of this very request: for the
// operator's eyes, never for the answer.
[[nodiscard]] std::vector<VariantTrace> trace_variants(const SignedRequest& request, const Secret& token,
                                                       std::size_t text_limit = kTraceTextLimit);

}  // namespace bepusdt::wire
