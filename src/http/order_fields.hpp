// The fields of a create request, one reader each (contract part 1 §3, the table): what it accepts, what its absence means,
// and which code and name a wrong value is refused with. Pure but for the log of clamped time-outs.
#pragma once

#include <optional>
#include <string>

#include "core/address.hpp"
#include "core/rate_rule.hpp"
#include "http/context.hpp"

namespace bepusdt::http::order_fields {

template <class T>
using Read = Result<T, wire::Refusal>;

[[nodiscard]] Read<core::OrderId> order_id(const wire::SignedRequest& fields);
// 0: open amount. At most 14 significant digits, halves rounded up: PHP verifiers print no more.
[[nodiscard]] Read<core::Decimal> amount(const wire::SignedRequest& fields);
[[nodiscard]] Read<std::string> notify_url(const wire::SignedRequest& fields, const Context& context);
// `notify_url` is the one that was accepted; its origin is the default.
[[nodiscard]] Read<std::string> redirect_url(const wire::SignedRequest& fields, const std::string& notify_url);
[[nodiscard]] Read<const core::TradeType*> trade_type(const wire::SignedRequest& fields);
[[nodiscard]] Read<std::optional<core::Address>> address(const wire::SignedRequest& fields, const core::TradeType& type);
// Always within 60..86400.
[[nodiscard]] Read<Seconds> timeout(const MerchantCall& call);
[[nodiscard]] Read<std::optional<core::RateRule>> rate(const wire::SignedRequest& fields);
[[nodiscard]] Read<std::string> fiat(const wire::SignedRequest& fields);
[[nodiscard]] Read<std::string> name(const wire::SignedRequest& fields, const core::OrderId& order_id);

}  // namespace bepusdt::http::order_fields
