#include "app/devnet/devnet_application.hpp"

#include <array>

namespace bepusdt::app {
namespace {

void say(http::Response& response, int status, std::string_view sentence) {
  response.status = status;
  response.content_type = http::kPlainText;
  response.body = sentence;
  response.body += '\n';
}

// What nodes look at.
constexpr std::array<std::string_view, 5> kHeaders{"Content-Type", "Accept", "Authorization", "X-API-Key",
                                                   "TRON-PRO-API-KEY"};

ports::HttpRequest question_of(const http::Request& request) {
  ports::HttpRequest question;
  for (const std::string_view name : kHeaders) {
    std::string_view value = request.header(name);
    if (name == "Content-Type") value = value.substr(0, value.find(';'));
    if (!value.empty()) question.headers.emplace_back(name, value);
  }
  question.body = request.body();
  return question;
}

}  // namespace

http::Task<void> DevnetApplication::answer(const http::Request& request, http::Response& response) {
  const auto place = nodes_.at_path(request.path());
  if (!place) {
    say(response, 404, "no chain of this test network has this path");
    co_return;
  }
  const http::Method wanted = place->method == "POST" ? http::Method::post : http::Method::get;
  if (request.method() != wanted) {
    say(response, 405, "this node is asked there with " + std::string(place->method));
    response.add_field("Allow", place->method);
    co_return;
  }
  const auto answer = nodes_.exchange(*place, request.query(), question_of(request));
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
