// GET /assets/…: style sheet, script and icon of the pages. The path holds the content's hash, so the answer never changes.
#include "http/handlers/handlers.hpp"
#include "http/reply.hpp"
#include "web/assets.hpp"

namespace bepusdt::http {

void asset(const Call& call, Response& response) {
  const web::Asset* const file = web::find_asset(call.request.path());
  if (file == nullptr) {
    reply_failure({wire::ErrorCode::not_found, {}, {}}, call, response);
    return;
  }
  response.add_field("Cache-Control", web::kAssetCacheControl);
  response.add_field("ETag", file->etag);
  response.add_field("X-Content-Type-Options", "nosniff");
  if (call.request.header("If-None-Match") == file->etag) {
    response.status = 304;
    return;
  }
  response.content_type = file->content_type;
  response.body = file->content;
}

}  // namespace bepusdt::http
