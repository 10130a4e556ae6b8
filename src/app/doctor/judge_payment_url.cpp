// Whether payers can open a payment link.
#include "app/doctor/checks.hpp"
#include "app/doctor/shop_url.hpp"

namespace bepusdt::app {

std::optional<Finding> judge_payment_url(std::string_view api_url, std::string_view payment_url) {
  const auto api = ShopUrl::parse(api_url);
  const auto payment = ShopUrl::parse(payment_url);
  if (!api) return std::nullopt;
  if (!payment) return Finding(Cause::proxy_without_public_url, payment_url.empty() ? "\"\"" : payment_url);
  const bool same_place = payment->host == api->host && payment->port == api->port;
  // The gateway was asked over TLS that a proxy ended, and does not know it.
  if (api->https && !payment->https) return Finding(Cause::proxy_without_public_url, payment_url);
  // Another name is fine if the public can open it: the operator set public_url.
  if (!same_place && payment->internal()) return Finding(Cause::proxy_without_public_url, payment_url);
  return std::nullopt;
}

}  // namespace bepusdt::app
