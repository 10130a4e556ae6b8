// Which known mistake made the signature of a request: each is tried for real, by signing the request as a program with that
// mistake would, until one gives the very signature that was sent. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "app/doctor/finding.hpp"
#include "base/secret.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {

// nullopt: none of them did. `body` is what `request` was read from; its signature must not be right.
[[nodiscard]] std::optional<Finding> find_signature_mistake(const wire::SignedRequest& request, std::string_view body,
                                                            const Secret& token);

}  // namespace bepusdt::app
