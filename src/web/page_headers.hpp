// The headers that every page of the house is sent with, besides its length.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace bepusdt::web {

// Nothing from another host, nothing inline, no frame around it, no form to elsewhere. A form's redirect counts as its
// target in Chromium, so what a page's own form answers with must stay on this host too.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPageHeaders{{
    {"Content-Type", "text/html; charset=utf-8"},
    {"Content-Security-Policy", kContentSecurityPolicy},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},  // the path of a page is the key to an order
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-store"},  // a page tells the state of now
    {"Vary", "Accept-Language"},
}};

}  // namespace bepusdt::web
