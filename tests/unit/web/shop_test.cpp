#include <gtest/gtest.h>

#include "unit/web/markup_check.hpp"
#include "unit/web/sample_views.hpp"
#include "web/message_page.hpp"

namespace bepusdt::web {
namespace {

using wire::Language;
using namespace testing;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Shop, OffersOneProductWithAButtonThatBuysIt) {
  const auto html = render_shop(samples::shop(Language::en));
  const auto text = visible_text(html);
  EXPECT_TRUE(contains(text, "One cup of pour-over coffee"));
  EXPECT_TRUE(contains(text, "28.80 CNY"));
  EXPECT_TRUE(contains(html, "<form method=\"post\" action=\"/demo/buy?lang=en\">"));
  EXPECT_TRUE(contains(html, "<button class=\"button\" data-buy>Buy</button></form>"));
  EXPECT_TRUE(contains(visible_text(render_shop(samples::shop(Language::zh))), "购买"));
}

TEST(Shop, LetsChooseWhatToPayWith) {
  const auto html = render_shop(samples::shop(Language::en));
  EXPECT_TRUE(contains(html,
                       "<label>Pay with <select name=\"trade_type\" data-offers>"
                       "<option value=\"usdt.erc20\">USDT · Ethereum</option>"
                       "<option value=\"solana.sol\">SOL · Solana</option></select></label>"));
  EXPECT_TRUE(contains(visible_text(render_shop(samples::shop(Language::zh))), "付款币种"));
}

TEST(Shop, ShowsTheLinesThatMadeTheOrder) {
  const auto text = visible_text(render_shop(samples::shop(Language::en)));
  EXPECT_TRUE(contains(text, "redirect(order.payment_url)"));
  EXPECT_TRUE(contains(text, "order = client.create_order(order_id=&quot;demo-1&quot;, amount=28.8,"));
}

TEST(Shop, ShowsTheCallbackByteForByteWithItsVerdict) {
  for (const auto& [name, view] : samples::shops(Language::en)) {
    const auto text = visible_text(render_shop(view));
    EXPECT_EQ(contains(text, "Signature verified"), name == "shop_verified");
    EXPECT_EQ(contains(text, "Signature does not match"), name == "shop_forged");
    EXPECT_EQ(contains(text, "Nothing yet."), name == "shop");
    EXPECT_EQ(contains(text, "Waiting for the gateway’s callback"), name == "shop_awaiting");
    EXPECT_EQ(contains(text, "{&quot;trade_id&quot;:&quot;tq3zKd8WmPx0RbN41c&quot;,"), view.callback.has_value());
  }
}

TEST(Shop, LooksAgainOnlyWhileACallbackIsAwaited) {
  for (const auto& [name, view] : samples::shops(Language::zh)) {
    const auto html = render_shop(view);
    EXPECT_EQ(contains(html, "data-awaiting"), name == "shop_awaiting");
    EXPECT_EQ(contains(html, "http-equiv=\"refresh\""), name == "shop_awaiting");
  }
}

TEST(Shop, HostileTextStaysText) {
  ShopView view = samples::shop(Language::en);
  const std::string evil = "\"><script>alert(\"1\")</script>";
  view.product = view.description = view.fiat = view.fiat_amount = evil;
  view.code = {evil};
  view.offers = {{evil, evil}};
  view.callback = ShopCallback{evil, evil, false};
  const auto html = render_shop(view);
  EXPECT_FALSE(contains(html, "<script>"));
  EXPECT_EQ(fault_of(html), "");
}

TEST(MessagePage, SaysWhatToDoInBothLanguages) {
  EXPECT_TRUE(contains(visible_text(render_not_found(Language::en)), "There is no such order"));
  EXPECT_TRUE(contains(visible_text(render_not_found(Language::zh)), "没有这个订单"));
  EXPECT_TRUE(contains(visible_text(render_error(Language::en, "req-1")), "Your order and your payment are safe."));
  EXPECT_TRUE(contains(visible_text(render_error(Language::zh, "req-1")), "req-1"));
  EXPECT_FALSE(contains(render_error(Language::en, "<i>"), "<i>"));
}

TEST(MessagePage, IsWellFormed) {
  for (const auto language : {Language::zh, Language::en}) {
    EXPECT_EQ(fault_of(render_not_found(language)), "");
    EXPECT_EQ(fault_of(render_error(language, "")), "");
    for (const auto& [name, view] : samples::shops(language)) EXPECT_EQ(fault_of(render_shop(view)), "") << name;
  }
}

}  // namespace
}  // namespace bepusdt::web
