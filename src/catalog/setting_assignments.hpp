// The settings whose value needs more than its kind: each function checks one and puts it in place. Sentences never repeat
// a value that may be a secret.
#pragma once

#include "catalog/setting_rows.hpp"

namespace bepusdt::catalog {

// Tokens below these lengths: a warning, and a refusal.
inline constexpr std::size_t kStrongToken = 16;
inline constexpr std::size_t kShortestToken = 8;

Wrong set_auth_token(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_listen(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_public_url(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_database(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_trusted_proxies(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_order_step(Settings& settings, std::string_view currency, const Parsed& value);
Wrong set_rate_url(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_rate_rule(Settings& settings, std::string_view pair, const Parsed& value);  // "USDT.CNY"
Wrong set_rate_fixed(Settings& settings, std::string_view pair, const Parsed& value);
Wrong set_fiats(Settings& settings, std::string_view part, const Parsed& value);
Wrong set_endpoints(Settings& settings, std::string_view chain, const Parsed& value);
Wrong set_finality(Settings& settings, std::string_view chain, const Parsed& value);

Wrong set_events(core::MerchantProfile& profile, std::string_view part, const Parsed& value);
Wrong set_extra_fields(core::MerchantProfile& profile, std::string_view part, const Parsed& value);
Wrong set_epay_may_set(core::MerchantProfile& profile, std::string_view part, const Parsed& value);
Wrong set_merchant_id(core::Merchant& merchant, std::string_view part, const Parsed& value);
Wrong set_merchant_pid(core::Merchant& merchant, std::string_view part, const Parsed& value);

// Names that wildcards stand for.
[[nodiscard]] bool is_currency(std::string_view text);  // of some trade type
[[nodiscard]] bool is_fiat(std::string_view text);      // three capitals

}  // namespace bepusdt::catalog
