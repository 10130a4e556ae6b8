// payment_url: where the payer goes. It begins with the setting `public_url`, else with the name under which the request
// itself reached us (contract part 5 §1; X-Forwarded-* were judged before). Pure.
#pragma once

#include <string>

#include "http/context.hpp"

namespace bepusdt::http {

[[nodiscard]] std::string payment_url(const Context& context, const Request& request, const core::TradeId& trade_id);

}  // namespace bepusdt::http
