#include "app/demo/demo_routes.hpp"

#include "http/context.hpp"
#include "http/query_value.hpp"
#include "web/language.hpp"
#include "web/page_headers.hpp"

namespace bepusdt::app {
namespace {

std::string lang_query(const http::Call& call) {
  const std::string_view lang = http::query_value(call.request.query(), "lang");
  return lang == "zh" || lang == "en" ? "?lang=" + std::string(lang) : "";
}

// 303: the browser goes on with GET.
void go_to(std::string_view location, http::Response& response) {
  response.status = 303;
  response.add_field("Location", location);
  response.add_field("Cache-Control", "no-store");
}

void refuse(std::string_view reason, http::Response& response) {
  response.status = 503;
  response.content_type = http::kPlainText;
  response.body = reason;
}

// The path of a URL of ours: the redirect stays on the host that the browser used.
std::string_view path_of(std::string_view url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return slash == std::string_view::npos ? "/" : url.substr(slash);
}

}  // namespace

std::vector<http::Route> demo_routes(DemoShop& shop, Pay pay) {
  std::vector<http::Route> routes;
  routes.push_back(
      {http::Method::get, "/", http::Page([](const http::Call&, http::Response& response) { go_to("/demo", response); })});
  routes.push_back({http::Method::get, "/demo", http::Page([&shop](const http::Call& call, http::Response& response) {
                      const wire::Language language =
                          web::page_language(http::query_value(call.request.query(), "lang"),
                                             call.request.header("Accept-Language"), call.context.settings.language);
                      for (const auto& [name, value] : web::kPageHeaders) {
                        if (name == "Content-Type")
                          response.content_type = value;
                        else
                          response.add_field(name, value);
                      }
                      response.body = web::render_shop(shop.view(language));
                    })});
  routes.push_back(
      {http::Method::post, "/demo/buy", http::SlowPage{[&shop](const http::Call& call, http::Response& response) {
         const std::string lang = lang_query(call);
         const std::string_view trade_type = http::query_value(call.request.body(), "trade_type");
         if (!shop.offers(trade_type)) return refuse("this shop does not take that", response);
         const auto order = shop.create_order(trade_type, "/demo" + lang);
         if (!order) return refuse(order.error(), response);
         go_to(std::string(path_of(order->payment_url)) + lang, response);
       }}});
  routes.push_back(
      {http::Method::post, "/demo/notify", http::Page([&shop](const http::Call& call, http::Response& response) {
         response.content_type = http::kPlainText;
         response.body = shop.take_callback(call.request.body());
       })});
  routes.push_back({http::Method::post, "/demo/pay/{trade_id}",
                    http::SlowPage{[pay = std::move(pay)](const http::Call& call, http::Response& response) {
                      const auto hash = pay(std::string(call.id));
                      if (!hash) return refuse(hash.error(), response);
                      go_to("/pay/checkout/" + std::string(call.id) + lang_query(call), response);
                    }}});
  return routes;
}

}  // namespace bepusdt::app
