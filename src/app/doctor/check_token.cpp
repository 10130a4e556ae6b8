// Whether the token is the gateway's: a signed question about an order that cannot exist.
#include "app/doctor/blanks.hpp"
#include "app/doctor/checks.hpp"
#include "app/doctor/gateway_answer.hpp"
#include "app/doctor/gateway_request.hpp"

namespace bepusdt::app {
namespace {

// An order that cannot exist: a right signature is answered "no such order", and nothing changes.
GatewayAnswer ask(const Integration& integration, Probe& probe, const Secret& token) {
  const std::string id = probe.unknown_id();
  const GatewayAnswer answer =
      read_answer(probe.send(signed_request(integration, "/api/v1/order/query", trade_id_member(id), token)));
  const bool no_such_path = answer.http_status == 404 || answer.http_status == 405;
  if (!no_such_path || answer.says_not_found()) return answer;
  // BEpusdt has no signed query; to cancel what is not there changes nothing either.
  return read_answer(
      probe.send(signed_request(integration, "/api/v1/order/cancel-transaction", trade_id_member(id), token)));
}

}  // namespace

TokenCheck check_token(const Integration& integration, Probe& probe) {
  TokenCheck check;
  const GatewayAnswer answer = ask(integration, probe, integration.token);
  if (answer.says_not_found() || answer.success) {
    check.right = true;
    check.step.note = {"令牌正确", "the token is right"};
  } else if (answer.says_bad_signature()) {
    check.right = false;
    const std::string inner(trimmed(integration.token.reveal()));
    const bool blank_ended = !inner.empty() && inner.size() != integration.token.size();
    if (blank_ended && ask(integration, probe, Secret(inner)).says_not_found())
      check.step.found({Cause::token_with_blanks, ""});
    else
      check.step.found({Cause::wrong_token, answer.message});
  } else if (answer.error == "unknown_merchant") {
    check.step.found({Cause::unknown_merchant, integration.merchant_id});
  } else if (answer.http_status == 429) {
    check.step.found({Cause::rate_limited, answer.message});
  } else {
    check.step.found({Cause::unexpected_answer, answer.seen()});
  }
  return check;
}

}  // namespace bepusdt::app
