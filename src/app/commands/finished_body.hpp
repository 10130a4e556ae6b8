// The body of a request with its signature in it, ready to be sent: numbers in plain decimal, as the signing side of contract
// part 1 §1 writes them. A form stays a form. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "wire/errors.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {

// A signature that the body has already is replaced. Fails with what SignedRequest::parse refuses, and with invalid_request
// where a number has no text in the variant.
[[nodiscard]] Result<std::string, wire::Refusal> finished_body(std::string_view body, wire::Variant variant,
                                                               const Secret& token);

}  // namespace bepusdt::app
