// GET /healthz, /readyz, /metrics (contract part 5 §4).
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/reply.hpp"

namespace bepusdt::http {

void healthz(const Call&, Response& response) {
  response.content_type = kJson;
  response.body = R"({"status":"ok"})";
}

void readyz(const Call& call, Response& response) {
  Readiness readiness = call.context.readiness();
  response.status = readiness.ready ? 200 : 503;
  response.content_type = kJson;
  response.body = std::move(readiness.json);
  if (!readiness.ready) response.retry_after(Seconds(5));
}

// For a direct loopback connection only: what a gateway earns is nobody else's business. To others the path does not exist.
void metrics(const Call& call, Response& response) {
  const bool direct = call.request.origin().from_this_machine && !shows_a_proxy(call.request);
  if (!direct && !call.context.settings.metrics_public) {
    reply_failure({wire::ErrorCode::not_found, {}, {}}, call, response);
    return;
  }
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = call.context.metrics_text();
}

}  // namespace bepusdt::http
