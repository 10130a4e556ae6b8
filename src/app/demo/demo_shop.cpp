#include "app/demo/demo_shop.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "catalog/chains.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

constexpr std::string_view kProductZh = "手冲咖啡一杯";
constexpr std::string_view kProductEn = "One cup of pour-over coffee";
constexpr std::string_view kPrice = "28.8";
constexpr std::string_view kFiat = "CNY";
constexpr std::size_t kMostCallbacks = 1'000;  // that are kept

}  // namespace

bool DemoShop::offers(std::string_view trade_type) const {
  return std::ranges::find(trade_types_, trade_type) != trade_types_.end();
}

void DemoShop::set_gateway(std::string url) {
  const std::lock_guard lock(mutex_);
  gateway_ = std::move(url);
}

Result<DemoShop::Order, std::string> DemoShop::create_order(std::string_view trade_type, std::string_view shop_path) {
  std::string gateway;
  std::string order_id;
  {
    const std::lock_guard lock(mutex_);
    gateway = gateway_;
    order_id = fmt::format("demo-{}", ++orders_);
  }
  const std::string notify_url = gateway + "/demo/notify";
  const std::string redirect_url = gateway + std::string(shop_path);
  // Members in the order in which they are signed.
  const std::string canonical =
      fmt::format("amount={}&fiat={}&name={}&notify_url={}&order_id={}&redirect_url={}&trade_type={}", kPrice, kFiat,
                  kProductEn, notify_url, order_id, redirect_url, trade_type);
  ports::HttpRequest request;
  request.method = "POST";
  request.url = gateway + "/api/v1/order/create-transaction";
  request.headers = {{"Content-Type", "application/json"}, {"Accept-Language", "en"}};
  wire::JsonWriter json(request.body);
  json.begin_object();
  json.key("order_id").text(order_id);
  json.key("amount").number(kPrice);
  json.key("fiat").text(kFiat);
  json.key("name").text(kProductEn);
  json.key("trade_type").text(trade_type);
  json.key("notify_url").text(notify_url);
  json.key("redirect_url").text(redirect_url);
  json.key("signature").text(wire::sign(canonical, token_));
  json.end_object();

  const auto answer = client_.send(request);
  if (!answer) return fail(answer.error().reason);
  Order order;
  simdjson::dom::parser parser;
  const auto document = parser.parse(answer->body);
  const auto member = [&](const char* name, std::string& into) {
    std::string_view text;
    if (document["data"][name].get(text) != simdjson::SUCCESS) return false;
    into = text;
    return true;
  };
  if (!member("trade_id", order.trade_id) || !member("actual_amount", order.actual_amount) ||
      !member("token", order.token) || !member("payment_url", order.payment_url))
    return fail("the gateway answered: " + answer->body.substr(0, 500));
  const std::lock_guard lock(mutex_);
  newest_trade_id_ = order.trade_id;
  callback_.reset();
  return order;
}

std::string DemoShop::take_callback(const std::string& body) {
  web::ShopCallback callback;
  callback.body = body;
  callback.verified = wire::verify_callback_body(body, token_).has_value();
  std::string trade_id;
  if (const auto request = wire::SignedRequest::parse(body)) {
    if (const auto text = request->text("signature"); text && *text) callback.signature = **text;
    if (const auto text = request->text("trade_id"); text && *text) trade_id = **text;
  }
  const bool verified = callback.verified;
  const std::lock_guard lock(mutex_);
  if (callbacks_.size() >= kMostCallbacks) callbacks_.clear();
  callbacks_[trade_id] = callback;
  if (trade_id == newest_trade_id_ || !verified) callback_ = std::move(callback);
  return verified ? "ok" : "fail";
}

std::optional<web::ShopCallback> DemoShop::callback_of(const std::string& trade_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = callbacks_.find(trade_id);
  return found == callbacks_.end() ? std::nullopt : std::optional(found->second);
}

web::ShopView DemoShop::view(wire::Language language) const {
  web::ShopView view;
  view.language = language;
  const bool zh = language == wire::Language::zh;
  view.product = zh ? kProductZh : kProductEn;
  view.description = zh ? "演示商品：用测试币付款，几秒内看到回调。"
                        : "A play product: pay with play money and see the callback within seconds.";
  view.fiat_amount = kPrice;
  view.fiat = kFiat;
  for (const std::string_view name : trade_types_) {
    const core::TradeType& type = *catalog::find_trade_type(name);
    view.offers.push_back(
        {std::string(name), fmt::format("{} · {}", type.currency, catalog::find_chain(type.chain)->display_name)});
  }
  const std::lock_guard lock(mutex_);
  view.code = {
      fmt::format("client = BEpusdtClient(api_url=\"{}\", api_token=TOKEN)", gateway_),
      fmt::format(
          "order = client.create_order(order_id=\"demo-{}\", amount={}, notify_url=NOTIFY_URL, trade_type=\"usdt.erc20\")",
          orders_ + 1, kPrice),
      "redirect(order.payment_url)",
  };
  view.awaiting_callback = !newest_trade_id_.empty() && !callback_;
  view.callback = callback_;
  return view;
}

}  // namespace bepusdt::app
