// Requests of the doctor to a gateway. Pure.
#pragma once

#include <string>
#include <string_view>

#include <bepusdt/transport.hpp>

#include "app/doctor/integration.hpp"

namespace bepusdt::app {

// Anybody may ask this; nothing is signed.
[[nodiscard]] sdk::HttpRequest status_request(const Integration& integration, std::string_view trade_id);

// Signed with `token`. `members` is a JSON object without signature that SignedRequest reads; merchant_id is added.
[[nodiscard]] sdk::HttpRequest signed_request(const Integration& integration, std::string_view path, std::string members,
                                              const Secret& token);

// {"trade_id":"…"}
[[nodiscard]] std::string trade_id_member(std::string_view trade_id);

}  // namespace bepusdt::app
