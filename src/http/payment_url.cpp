#include "http/payment_url.hpp"

namespace bepusdt::http {

std::string payment_url(const Context& context, const Request& request, const core::TradeId& trade_id) {
  static constexpr std::string_view kPath = "/pay/checkout-counter/";
  std::string url;
  url.reserve(96);
  if (!context.settings.public_url.empty()) {
    url = context.settings.public_url;
    while (url.ends_with('/')) url.pop_back();
  } else if (!request.origin().host.empty()) {
    url.append(request.origin().https ? "https://" : "http://").append(request.origin().host);
  }
  return url.append(kPath).append(trade_id.value());
}

}  // namespace bepusdt::http
