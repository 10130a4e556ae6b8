// One view of every state that a visitor can meet, for the page tests and the preview program. Addresses and hashes are
// made up or the issuers' own.
#pragma once

#include <string>
#include <vector>

#include "web/checkout_view.hpp"
#include "web/shop_view.hpp"

namespace bepusdt::web::samples {

struct NamedCheckout {
  std::string name;
  CheckoutView view;
};
struct NamedShop {
  std::string name;
  ShopView view;
};

inline const std::string kHash = "0x9f2c0e3b5a7d41886b1f6a2de0c4937758ab10cd2e4f6a8b9c0d1e2f3a4b5c6d";
inline const std::string kExplorer = "https://etherscan.io/tx/" + kHash;

inline CheckoutView waiting(wire::Language language) {
  CheckoutView view;
  view.trade_id = core::TradeId("tq3zKd8WmPx0RbN41c");
  view.language = language;
  view.shop_host = "tea.example.com";
  view.shop_url = "https://tea.example.com";
  view.product = language == wire::Language::zh ? "明前龙井 50 克" : "Longjing tea, 50 g";
  view.fiat_amount = "28.8";
  view.fiat = "CNY";
  view.amount = "4.25";
  view.currency = "USDT";
  view.network = "Ethereum";
  view.network_color = "#627eea";
  view.address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  view.payment_uri =
      "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer"
      "?address=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed&uint256=4250000";
  view.live.seconds_left = Seconds(1182);
  return view;
}

inline CheckoutView in_state(wire::Language language, core::OrderState state) {
  CheckoutView view = waiting(language);
  view.live.state = state;
  if (state == core::OrderState::confirming || state == core::OrderState::paid) {
    view.live.hash = kHash;
    view.live.explorer_url = kExplorer;
    view.live.received = "4.25";
    view.live.confirmations = 3;
    view.live.required = 12;
  }
  if (state == core::OrderState::paid) {
    view.live.confirmations = 12;
    view.live.return_url = "https://tea.example.com/thanks?order=1001";
    view.live.paid_ago = Seconds(1);
  }
  if (state == core::OrderState::expired || state == core::OrderState::cancelled) view.live.seconds_left = Seconds(0);
  return view;
}

inline CheckoutView with_other(CheckoutView view, OtherPayment::Kind kind) {
  view.live.other = OtherPayment{kind,          view.amount, kind == OtherPayment::Kind::amount ? "4.2" : view.amount,
                                 view.currency, kHash,       kExplorer};
  return view;
}

inline std::vector<NamedCheckout> checkouts(wire::Language language) {
  using core::OrderState;
  std::vector<NamedCheckout> all;
  for (const auto& [state, name] : core::kOrderStateNames) all.push_back({std::string(name), in_state(language, state)});

  CheckoutView final_only = in_state(language, OrderState::confirming);
  final_only.live.confirmations = final_only.live.required = 0;
  all.push_back({"confirming_final", final_only});

  CheckoutView test = waiting(language);
  test.test_mode = true;
  all.push_back({"test", test});

  CheckoutView tron = waiting(language);
  tron.network = "Tron";
  tron.network_color = "#eb0029";
  tron.address = tron.payment_uri = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
  tron.live.seconds_left = Seconds(38);
  all.push_back({"tron", tron});

  CheckoutView open = waiting(language);
  open.open_amount = true;
  open.amount = open.fiat_amount = "";
  open.open_minimum = "1";
  all.push_back({"open", open});

  CheckoutView bulky = waiting(language);
  bulky.product = "";
  for (int i = 0; i < 32; ++i) bulky.product += "龍鳳";
  bulky.shop_host = "a-very-long-name-of-a-shop-that-does-not-fit.shops.example.co.uk";
  bulky.fiat_amount = "999999999.99";
  bulky.amount = "138888888.888888";
  bulky.network = "Aptos";
  bulky.network_color = "#2ed8a7";
  bulky.address = bulky.payment_uri = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";
  bulky.live.seconds_left = Seconds(86400);
  bulky.window = Seconds(86400);
  all.push_back({"bulky", bulky});

  all.push_back({"other_amount", with_other(waiting(language), OtherPayment::Kind::amount)});
  all.push_back({"extra", with_other(in_state(language, OrderState::confirming), OtherPayment::Kind::extra)});
  CheckoutView helped = with_other(in_state(language, OrderState::expired), OtherPayment::Kind::late);
  helped.support = "Telegram @tea_help";
  all.push_back({"late", helped});
  return all;
}

inline ShopView shop(wire::Language language) {
  ShopView view;
  view.language = language;
  view.product = language == wire::Language::zh ? "手冲咖啡一杯" : "One cup of pour-over coffee";
  view.description = language == wire::Language::zh
                         ? "演示商品：用测试币付款，几秒内看到回调。"
                         : "A play product: pay with play money and see the callback within seconds.";
  view.fiat_amount = "28.8";
  view.fiat = "CNY";
  view.offers = {{"usdt.erc20", "USDT · Ethereum"}, {"solana.sol", "SOL · Solana"}};
  view.code = {
      R"(client = BEpusdtClient(api_url="http://127.0.0.1:8080", api_token=TOKEN))",
      R"(order = client.create_order(order_id="demo-1", amount=28.8, notify_url=NOTIFY_URL, trade_type="usdt.erc20"))",
      "redirect(order.payment_url)"};
  return view;
}

inline std::vector<NamedShop> shops(wire::Language language) {
  ShopView awaiting = shop(language);
  awaiting.awaiting_callback = true;
  ShopView told = shop(language);
  told.callback = ShopCallback{
      R"({"trade_id":"tq3zKd8WmPx0RbN41c","order_id":"1001","amount":28.8,"actual_amount":"4.25","token":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed","block_transaction_id":")" +
          kHash + R"(","status":2,"signature":"1cd4b52df5587cfb1968b0c0c6e156cd"})",
      "1cd4b52df5587cfb1968b0c0c6e156cd", true};
  ShopView forged = told;
  forged.callback->verified = false;
  return {{"shop", shop(language)}, {"shop_awaiting", awaiting}, {"shop_verified", told}, {"shop_forged", forged}};
}

}  // namespace bepusdt::web::samples
