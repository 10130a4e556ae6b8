// GET /pay/checkout-counter|checkout|cashier/{trade_id}: the payer's page.
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_view.hpp"
#include "http/query_value.hpp"
#include "web/language.hpp"
#include "web/message_page.hpp"
#include "web/page_headers.hpp"

namespace bepusdt::http {
void checkout_page(const Call& call, Response& response) {
  const wire::Language language = web::page_language(query_value(call.request.query(), "lang"),
                                                     call.request.header("Accept-Language"), call.context.settings.language);
  for (const auto& [name, value] : web::kPageHeaders) {
    if (name == "Content-Type")
      response.content_type = value;
    else
      response.add_field(name, value);
  }
  const auto view = OrderView::read(call.context.store, call.id);
  if (!view) {
    response.status = 503;
    response.retry_after(Seconds(2));
    response.error = wire::row_of(wire::ErrorCode::unavailable).name;
    response.body = web::render_error(language, call.request.id());
  } else if (!*view) {
    response.status = 404;
    response.error = wire::row_of(wire::ErrorCode::order_not_found).name;
    response.body = web::render_not_found(language);
  } else {
    response.body = web::render_checkout(checkout_view(**view, call.context, language, call.context.clock.now()));
  }
}

}  // namespace bepusdt::http
