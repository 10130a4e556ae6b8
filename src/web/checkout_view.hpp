// CheckoutView: everything that the payer's page shows, as plain data, and the page itself. What the view leaves out is not
// on the page. All texts are raw: escaping is done here, once, where they enter the markup.
// Pure and safe from any thread; renders whatever it is given, links that are not http(s) are left out.
#pragma once

#include <string>

#include "core/ids.hpp"
#include "web/state_event.hpp"
#include "wire/errors.hpp"

namespace bepusdt::web {

struct CheckoutView {
  core::TradeId trade_id;
  wire::Language language = wire::Language::zh;
  bool test_mode = false;  // the band that cannot be missed, the button that pays (POST /demo/pay/{trade_id}), no explorer

  std::string shop_host;  // "shop.example.com": who is being paid
  std::string shop_url;   // where the payer reaches the shop before it is paid; http(s), empty: none
  std::string support;    // how else to reach it, one line in the operator's words; empty: none
  std::string product;
  std::string fiat_amount;  // "28.8"; empty for an open amount
  std::string fiat;         // "CNY"

  bool open_amount = false;   // the payer chooses; `amount` is empty then
  std::string open_minimum;   // smallest payment in fiat, "1"
  std::string amount;         // exactly what to send, "4.25"
  std::string currency;       // "USDT"
  std::string network;        // display name, "Ethereum"
  std::string network_color;  // "#627eea"
  std::string address;        // display form
  std::string payment_uri;    // what the code carries (payment_uri.hpp); the plain address where the network has no scheme
  Seconds window{1200};       // from the quote's creation to the deadline, for the progress line

  StateEvent live;
};

// A whole HTML page. Goes out with page_headers.hpp.
[[nodiscard]] std::string render_checkout(const CheckoutView& view);

}  // namespace bepusdt::web
