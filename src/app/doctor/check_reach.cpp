// Whether a gateway answers at the address: one unsigned question that any gateway answers, and what its answer tells of redirects,
// proxies and clocks.
#include <fmt/format.h>

#include "app/doctor/checks.hpp"
#include "app/doctor/gateway_answer.hpp"
#include "app/doctor/gateway_request.hpp"

namespace bepusdt::app {
namespace {

// Clocks kept by NTP differ by far less; the callback's dated signature allows 300 s.
constexpr Seconds kMostSkew{60};

Cause cause_of(const sdk::HttpFailure& failure) {
  switch (failure.kind) {
    case sdk::HttpFailure::Kind::timeout: return Cause::timeout;
    case sdk::HttpFailure::Kind::refused: return Cause::certificate_not_trusted;
    case sdk::HttpFailure::Kind::interrupted: return Cause::not_a_gateway;
    default: return Cause::unreachable;
  }
}

// "https://pay.example.com" of "https://pay.example.com/pay/check-status/…".
std::string origin_of(const std::string& url) {
  const auto authority = url.find("://");
  return authority == std::string::npos ? url : url.substr(0, url.find('/', authority + 3));
}

Finding redirect(const std::string& api_url, const std::string& location) {
  const bool to_https = api_url.starts_with("http://") && location.starts_with("https://");
  return {to_https ? Cause::redirect_to_https : Cause::redirect_elsewhere, to_https ? origin_of(location) : location};
}

Finding foreign(const GatewayAnswer& answer) {
  const bool of_a_proxy = answer.http_status == 502 || answer.http_status == 503 || answer.http_status == 504;
  return {of_a_proxy ? Cause::proxy_without_gateway : Cause::not_a_gateway,
          fmt::format("HTTP {} {}", answer.http_status, answer.beginning)};
}

}  // namespace

std::optional<Finding> judge_clock(BlockTime theirs, Time ours) {
  const auto ahead = std::chrono::round<Seconds>(theirs - ours);
  if (std::chrono::abs(ahead) <= kMostSkew) return std::nullopt;
  const auto seconds = std::chrono::abs(ahead).count();
  if (ahead.count() > 0)
    return Finding(Cause::clock_skew, wire::Sentence{fmt::format("网关的时钟快 {} 秒", seconds),
                                                     fmt::format("the gateway's is {} s ahead", seconds)});
  return Finding(Cause::clock_skew, wire::Sentence{fmt::format("网关的时钟慢 {} 秒", seconds),
                                                   fmt::format("the gateway's is {} s behind", seconds)});
}

Reach check_reach(const Integration& integration, Probe& probe) {
  Reach reach;
  const Time sent = probe.now();
  const GatewayAnswer answer = read_answer(probe.send(status_request(integration, probe.unknown_id())));
  const Time back = probe.now();
  switch (answer.kind) {
    case GatewayAnswer::Kind::nothing: reach.step.found({cause_of(answer.failure), answer.failure.reason}); return reach;
    case GatewayAnswer::Kind::redirect: reach.step.found(redirect(integration.api_url, answer.location)); return reach;
    case GatewayAnswer::Kind::foreign: reach.step.found(foreign(answer)); return reach;
    case GatewayAnswer::Kind::gateway: break;
  }
  // A gateway of ours that has nothing at this path: the address has one too many.
  if (answer.error == "not_found") {
    reach.step.found(foreign(answer));
    return reach;
  }
  reach.gateway = true;
  const auto took = (back - sent).count();
  reach.step.note = {fmt::format("{} 毫秒内回复", took), fmt::format("answered within {} ms", took)};
  if (answer.date) {
    reach.told_time = true;
    if (auto skew = judge_clock(*answer.date, sent + (back - sent) / 2)) reach.step.found(*std::move(skew));
  }
  return reach;
}

}  // namespace bepusdt::app
