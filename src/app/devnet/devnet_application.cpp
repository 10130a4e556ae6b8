#include "app/devnet/devnet_application.hpp"

namespace bepusdt::app {
namespace {

void say(http::Response& response, int status, std::string_view sentence) {
  response.status = status;
  response.content_type = http::kPlainText;
  response.body = sentence;
  response.body += '\n';
}

}  // namespace

http::Task<void> DevnetApplication::answer(const http::Request& request, http::Response& response) {
  const auto place = nodes_.at_path(request.path());
  if (!place) {
    say(response, 404, "no chain of this test network has this path");
    co_return;
  }
  if (request.method() != http::Method::post) {
    say(response, 405, "a node is asked with POST");
    response.add_field("Allow", "POST");
    co_return;
  }
  const auto answer = nodes_.exchange(*place, request.body(), request.header("Content-Type"));
  if (!answer && answer.error().kind == ports::HttpErrorKind::timeout) {
    http::Timer silence(co_await http::asio::this_coro::executor, kSilence);
    (void)co_await silence.async_wait(http::kInCoroutine);
  }
  if (!answer) {
    say(response, 503, answer.error().reason);
    response.close = true;
    co_return;
  }
  response.status = answer->status;
  response.content_type = answer->body.starts_with('<') ? http::kHtml : http::kJson;
  response.body = answer->body;
  for (const auto& [name, value] : answer->headers) response.add_field(name, value);
}

void DevnetApplication::refuse(http::Malformed what, const http::Request&, http::Response& response) {
  switch (what) {
    case http::Malformed::request: return say(response, 400, "this is no HTTP request");
    case http::Malformed::header_too_large: return say(response, 431, "the headers are too large");
    case http::Malformed::body_too_large: return say(response, 413, "the body is too large");
  }
}

}  // namespace bepusdt::app
