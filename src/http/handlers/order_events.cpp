// GET /api/v1/pay/events/{trade_id} (contract part 1 §4): server-sent events, one per state change.
#include "http/context.hpp"
#include "http/event_stream.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_view.hpp"
#include "http/reply.hpp"

namespace bepusdt::http {

void order_events(const Call& call, Response& response) {
  const auto refuse = [&](const wire::Refusal& refusal) { reply_failure(refusal, call, response); };
  const auto view = OrderView::read(call.context.store, call.id);
  if (!view) return refuse(refusal_of(view.error()));
  if (!*view) {
    refuse({wire::ErrorCode::order_not_found, {}, {}});
    response.status = 404;  // a browser would take any 200 for a stream that broke, and come again
    return;
  }
  if (call.request.method() == Method::head) {
    response.content_type = kEventStream;
    return;
  }
  auto subscription = call.context.feed.subscribe((*view)->order.trade_id);
  if (!subscription) {
    response.retry_after(Seconds(30));
    return refuse({wire::ErrorCode::unavailable, {}, {"页面连接过多", "too many pages are connected"}});
  }
  response.content_type = kEventStream;
  response.add_field("Cache-Control", "no-store");
  response.add_field("X-Accel-Buffering", "no");  // nginx would hold events back
  response.stream = std::make_unique<EventStream>(call.context, (*view)->order.trade_id, std::move(*subscription));
}

}  // namespace bepusdt::http
