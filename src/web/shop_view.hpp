// ShopView: the demo's shop: one product, a button that buys it, and beside it what the gateway told the shop.
// All texts are raw; escaping is done here. Pure and safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/errors.hpp"

namespace bepusdt::web {

struct ShopCallback {
  std::string body;       // byte for byte as it arrived
  std::string signature;  // of the body's member
  bool verified = false;  // by the shop, with its token
};

struct ShopOffer {
  std::string trade_type;
  std::string label;  // "USDT · Ethereum"
};

struct ShopView {
  wire::Language language = wire::Language::zh;
  std::string product;
  std::string description;        // one sentence
  std::string fiat_amount;        // "28.8"
  std::string fiat;               // "CNY"
  std::vector<ShopOffer> offers;  // what may be paid with; the first is chosen
  std::vector<std::string> code;  // the lines of Python that make the order
  // The button posts a form with trade_type=… to /demo/buy?lang=..; the answer is 303 to the order's payment_url, on this host.
  bool awaiting_callback = false;        // an order was paid or is being paid and its callback has not arrived
  std::optional<ShopCallback> callback;  // of the newest order
};

// A whole HTML page. While a callback is awaited the script fetches this very page again each second and puts the new
// callback part in place; without JavaScript the page loads itself again.
[[nodiscard]] std::string render_shop(const ShopView& view);

}  // namespace bepusdt::web
