// Which URLs a merchant may give us (contract part 1 §3: notify_url, redirect_url). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/context.hpp"

namespace bepusdt::http {

// The callback's target: https (or http where the operator allows it), no credentials, no forbidden literal address.
// invalid_request: no URL; callback_url_forbidden: a URL that we will not call.
[[nodiscard]] Result<void, wire::Refusal> check_notify_url(std::string_view url, const Context& context);

// Where the payer's browser goes: any http(s) URL.
[[nodiscard]] Result<void, wire::Refusal> check_redirect_url(std::string_view url);

// Of a URL that one of the above accepted: "https://shop.example.com:8443" and "shop.example.com"; empty for anything else.
[[nodiscard]] std::string origin_of_url(std::string_view url);
[[nodiscard]] std::string host_of_url(std::string_view url);

}  // namespace bepusdt::http
