// The answers that are a no, or none at all, as ErrorInfo.
#pragma once

#include <bepusdt/error.hpp>
#include <bepusdt/transport.hpp>

#include "sdk/cpp/src/json_object.hpp"

namespace bepusdt::sdk {

// Takes what a failure envelope says, in whichever of its forms, into `info`.
void read_failure(JsonObject& json, ErrorInfo& info);

// Of an answer that is no gateway's.
[[nodiscard]] ErrorInfo not_an_answer(const HttpAnswer& answer);

// An ApiError if an answer says that it is about another order than the one that was asked for, as a proxy may give it that is out
// of step with its connections: nobody may deliver on the strength of that. An answer that names none is believed.
[[nodiscard]] std::optional<ErrorInfo> about_another_order(std::string_view said, std::string_view wanted,
                                                           const HttpAnswer& answer);

// Of an answer whose HTTP status is not 2xx: ClientError or ServerError, with whatever the body tells.
[[nodiscard]] ErrorInfo read_http_error(const HttpAnswer& answer);

}  // namespace bepusdt::sdk
