#include <gtest/gtest.h>

#include "support/qr_reader.hpp"
#include "unit/web/markup_check.hpp"
#include "unit/web/sample_views.hpp"

namespace bepusdt::web {
namespace {

using core::OrderState;
using wire::Language;
using namespace testing;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::vector<std::string> codes(const std::string& html) {
  std::vector<std::string> texts;
  for (auto at = html.find("role=\"img\""); at != std::string::npos; at = html.find("role=\"img\"", at + 1)) {
    const auto begin = html.rfind("<svg", at);
    texts.push_back(test::read_qr_svg(std::string_view(html).substr(begin, html.find("</svg>", at) - begin)).value_or("?"));
  }
  return texts;
}

struct Line {
  OrderState state;
  const char* zh;
  const char* en;
};

TEST(Checkout, EveryStateSaysInOneLineWhatIsHappening) {
  for (const auto& [state, zh, en] :
       {Line{OrderState::waiting, "等待付款", "Waiting for payment"},
        Line{OrderState::confirming, "已看到付款，确认数 3/12", "Payment seen, 3 of 12 confirmations"},
        Line{OrderState::paid, "已付款", "Paid"}, Line{OrderState::expired, "付款时间已过", "The time to pay is over"},
        Line{OrderState::cancelled, "订单已取消", "This order was cancelled"}}) {
    EXPECT_TRUE(contains(render_checkout(samples::in_state(Language::zh, state)), std::string(">") + zh + "</p>"));
    EXPECT_TRUE(contains(render_checkout(samples::in_state(Language::en, state)), std::string(">") + en + "</p>"));
  }
}

TEST(Checkout, TheStateLineIsALiveRegion) {
  const auto html = render_checkout(samples::waiting(Language::en));
  const auto found = tags(html);
  const auto line =
      std::find_if(found.begin(), found.end(), [](const auto& tag) { return has_attribute(tag, "data-line"); });
  ASSERT_NE(line, found.end());
  EXPECT_EQ(attribute(*line, "role"), "status");
}

TEST(Checkout, OnlyThePartsOfTheStateAreVisible) {
  for (const auto language : {Language::zh, Language::en})
    for (const auto& [state, name] : core::kOrderStateNames) {
      CheckoutView view = samples::in_state(language, state);
      view.test_mode = true;
      const auto html = render_checkout(view);
      for (const auto& [other, other_name] : core::kOrderStateNames) {
        const auto parts = tags_with(html, "data-when", other_name);
        EXPECT_FALSE(parts.empty()) << other_name;
        for (const auto& part : parts) EXPECT_EQ(has_attribute(part, "hidden"), other != state) << name << part;
      }
    }
}

TEST(Checkout, WaitingAnswersHowMuchExactly) {
  const auto html = render_checkout(samples::waiting(Language::en));
  EXPECT_TRUE(contains(html, ">4.25</span> <span class=\"unit\">USDT</span>"));
  EXPECT_EQ(tags_with(html, "data-copy", "4.25").size(), 1u);  // just the digits
  const auto text = visible_text(html);
  EXPECT_TRUE(contains(text, "Send exactly this amount; network fees come on top."));
  EXPECT_TRUE(contains(text, "28.80 CNY"));
  EXPECT_TRUE(contains(text, "Longjing tea, 50 g"));
  EXPECT_TRUE(contains(text, "tea.example.com"));
  EXPECT_TRUE(contains(visible_text(render_checkout(samples::waiting(Language::zh))), "一位不差"));
}

TEST(Checkout, DigitsThatMakeTheAmountUniqueAreAllShown) {
  CheckoutView view = samples::waiting(Language::en);
  view.amount = "4.250013";
  EXPECT_TRUE(contains(visible_text(render_checkout(view)), "4.250013 USDT"));
}

TEST(Checkout, WaitingAnswersWhereTo) {
  const auto html = render_checkout(samples::waiting(Language::en));
  EXPECT_TRUE(contains(html,
                       "<b>0x5aAe</b><wbr><span>b6053F</span><wbr><span>3E94C9</span><wbr><span>b9A09f</span><wbr>"
                       "<span>336694</span><wbr><span>35E7Ef</span><wbr><b>1BeAed</b>"));
  EXPECT_EQ(tags_with(html, "data-copy", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").size(), 1u);
  const auto text = visible_text(html);
  EXPECT_TRUE(contains(text, "To this Ethereum address"));
  EXPECT_TRUE(contains(text, "Send USDT on Ethereum only."));
  EXPECT_EQ(tags_with(html, "fill", "#627eea").size(), 2u);  // the network's colour, repeated
}

TEST(Checkout, TheCodesCarryTheWalletsSchemeAndThePlainAddress) {
  const CheckoutView view = samples::waiting(Language::zh);
  const auto html = render_checkout(view);
  EXPECT_EQ(codes(html), (std::vector<std::string>{view.payment_uri, view.address}));
  EXPECT_EQ(tags_with(html, "for", "code-plain").size(), 1u);
  EXPECT_TRUE(contains(html, "href=\"ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address="));
}

TEST(Checkout, ANetworkWithoutASchemeHasOneCodeAndNoSwitch) {
  CheckoutView view = samples::waiting(Language::en);
  view.address = view.payment_uri = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
  const auto html = render_checkout(view);
  EXPECT_EQ(codes(html), std::vector<std::string>{view.address});
  EXPECT_TRUE(tags_with(html, "type", "radio").empty());
  EXPECT_FALSE(contains(html, "Open in a wallet"));
}

TEST(Checkout, WaitingCountsDown) {
  const auto html = render_checkout(samples::waiting(Language::en));
  EXPECT_TRUE(contains(visible_text(html), "19:42"));
  EXPECT_TRUE(contains(html, "data-seconds-left=\"1182\""));
}

TEST(Checkout, ANegativeTimeLeftIsZero) {
  CheckoutView view = samples::waiting(Language::en);
  view.live.seconds_left = Seconds(-5);
  const auto html = render_checkout(view);
  EXPECT_TRUE(contains(html, "data-seconds-left=\"0\""));
  EXPECT_TRUE(contains(visible_text(html), "00:00"));
}

TEST(Checkout, ConfirmingWithNothingToCountSaysSo) {
  CheckoutView view = samples::in_state(Language::en, OrderState::confirming);
  view.live.required = view.live.confirmations = 0;
  const auto html = render_checkout(view);
  EXPECT_TRUE(contains(visible_text(html), "Payment seen, waiting for the network to make it final"));
  EXPECT_FALSE(contains(visible_text(html), "of 0"));
}

TEST(Checkout, PaidLinksTheTransactionAndTheWayBack) {
  const auto html = render_checkout(samples::in_state(Language::en, OrderState::paid));
  EXPECT_TRUE(contains(html, "href=\"https://tea.example.com/thanks?order=1001\">Back to the shop</a>"));
  EXPECT_TRUE(
      contains(html, "href=\"" + samples::kExplorer + "\" target=\"_blank\" rel=\"noopener noreferrer\">View transaction"));
  EXPECT_TRUE(contains(visible_text(html), samples::kHash));
  EXPECT_TRUE(contains(html, "data-paid-ago=\"1\""));
}

TEST(Checkout, PaidOrConfirmingNeverShowsWhereToPay) {
  for (const auto state : {OrderState::paid, OrderState::confirming, OrderState::expired, OrderState::cancelled})
    EXPECT_FALSE(contains(visible_text(render_checkout(samples::in_state(Language::en, state))), "0x5aAe"));
}

TEST(Checkout, ExpiredSaysWhatToDoIfTheMoneyWasSent) {
  const auto en = visible_text(render_checkout(samples::in_state(Language::en, OrderState::expired)));
  EXPECT_TRUE(contains(en, "Already sent the money?"));
  EXPECT_TRUE(contains(en, "Don’t send it again."));
  EXPECT_TRUE(contains(en, "tell the shop the order tq3zKd8WmPx0RbN41c"));
  EXPECT_TRUE(contains(en, "Reach the shop tea.example.com"));
  const auto zh = visible_text(render_checkout(samples::in_state(Language::zh, OrderState::expired)));
  EXPECT_TRUE(contains(zh, "已经转出了？"));
  EXPECT_TRUE(contains(zh, "联系商店 tea.example.com"));
}

TEST(Checkout, AnotherAmountShowsBothFiguresAndHowToReachTheShop) {
  CheckoutView view = samples::with_other(samples::waiting(Language::en), OtherPayment::Kind::amount);
  view.support = "help@tea.example.com";
  const auto text = visible_text(render_checkout(view));
  EXPECT_TRUE(contains(text, "Another amount arrived"));
  EXPECT_TRUE(contains(text, "Expected4.25 USDT"));
  EXPECT_TRUE(contains(text, "Received4.2 USDT"));
  EXPECT_TRUE(contains(text, "Reach the shop tea.example.com"));
  EXPECT_TRUE(contains(text, "help@tea.example.com"));
  EXPECT_FALSE(contains(text, "too late"));
  EXPECT_TRUE(contains(
      visible_text(render_checkout(samples::with_other(samples::waiting(Language::zh), OtherPayment::Kind::amount))),
      "收到的数额不对"));
}

TEST(Checkout, ALatePaymentIsToldApartFromAnotherAmount) {
  const auto text = visible_text(
      render_checkout(samples::with_other(samples::in_state(Language::en, OrderState::expired), OtherPayment::Kind::late)));
  EXPECT_TRUE(contains(text, "The payment came too late"));
  EXPECT_FALSE(contains(text, "Another amount arrived"));
}

TEST(Checkout, ASecondPaymentIsNotCalledAnotherAmount) {
  const auto text = visible_text(render_checkout(
      samples::with_other(samples::in_state(Language::en, OrderState::confirming), OtherPayment::Kind::extra)));
  EXPECT_TRUE(contains(text, "One more payment arrived"));
  EXPECT_TRUE(contains(text, "so that they pay it back"));
  EXPECT_FALSE(contains(text, "Another amount arrived"));
}

TEST(Checkout, WithoutAnotherPaymentNothingIsSaidOfOne) {
  EXPECT_FALSE(contains(visible_text(render_checkout(samples::waiting(Language::en))), "arrived"));
}

TEST(Checkout, AnOpenAmountNamesTheSmallestPaymentInsteadOfDigits) {
  CheckoutView view = samples::waiting(Language::en);
  view.open_amount = true;
  view.amount = view.fiat_amount = "";
  view.open_minimum = "1";
  const auto html = render_checkout(view);
  EXPECT_TRUE(contains(visible_text(html), "at least the worth of 1 CNY"));
  EXPECT_TRUE(tags_with(html, "data-copy", "").empty());
}

TEST(Checkout, TestModeHasABandAndAButtonThatPays) {
  CheckoutView view = samples::waiting(Language::zh);
  EXPECT_FALSE(contains(render_checkout(view), "/demo/pay/"));
  EXPECT_FALSE(contains(render_checkout(view), "测试模式"));
  view.test_mode = true;
  const auto html = render_checkout(view);
  EXPECT_TRUE(contains(visible_text(html), "测试模式"));
  EXPECT_TRUE(contains(visible_text(html), "用测试币付款"));
  EXPECT_TRUE(contains(html, "method=\"post\" action=\"/demo/pay/tq3zKd8WmPx0RbN41c?lang=zh\""));
}

TEST(Checkout, TestModeShowsTheHashButNoExplorerWhichWouldNotKnowIt) {
  CheckoutView view = samples::in_state(Language::en, OrderState::paid);
  view.test_mode = true;
  const auto html = render_checkout(view);
  EXPECT_TRUE(contains(visible_text(html), samples::kHash));
  EXPECT_FALSE(contains(html, "etherscan"));
  EXPECT_FALSE(contains(visible_text(html), "View transaction"));
}

TEST(Checkout, WithoutJavaScriptItLoadsItselfAgainUntilPaid) {
  const auto refresh = [](OrderState state) {
    const auto html = render_checkout(samples::in_state(Language::en, state));
    const auto found = tags_with(html, "http-equiv", "refresh");
    return found.empty() ? std::string() : attribute(found[0], "content");
  };
  EXPECT_EQ(refresh(OrderState::waiting), "10");
  EXPECT_EQ(refresh(OrderState::confirming), "10");
  EXPECT_EQ(refresh(OrderState::expired), "60");  // a payment on its way still counts
  EXPECT_EQ(refresh(OrderState::paid), "");
}

TEST(Checkout, TheOtherLanguageIsOneLinkAwayAndTheLanguageIsDeclared) {
  const auto zh = render_checkout(samples::waiting(Language::zh));
  EXPECT_TRUE(contains(zh, "<html lang=\"zh-CN\">"));
  EXPECT_TRUE(contains(zh, "<a href=\"?lang=en\" lang=\"en\" hreflang=\"en\">English</a>"));
  const auto en = render_checkout(samples::waiting(Language::en));
  EXPECT_TRUE(contains(en, "<html lang=\"en\">"));
  EXPECT_TRUE(contains(en, ">中文</a>"));
}

TEST(Checkout, HostileTextStaysText) {
  const std::string evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{amount}}";
  CheckoutView view = samples::with_other(samples::in_state(Language::en, OrderState::paid), OtherPayment::Kind::amount);
  view.test_mode = true;
  view.trade_id = core::TradeId(evil);
  for (std::string* text : {&view.product, &view.shop_host, &view.support, &view.fiat, &view.fiat_amount, &view.amount,
                            &view.currency, &view.network, &view.network_color, &view.address, &view.live.hash,
                            &view.live.received, &view.live.other->expected, &view.live.other->received})
    *text = evil;
  for (std::string* link :
       {&view.shop_url, &view.payment_uri, &view.live.return_url, &view.live.explorer_url, &view.live.other->explorer_url})
    *link = "javascript:alert(1)";
  const auto html = render_checkout(view);
  EXPECT_FALSE(contains(html, "<script>"));
  EXPECT_FALSE(contains(html, "<img"));
  EXPECT_FALSE(contains(html, "javascript:"));
  EXPECT_EQ(fault_of(html), "");
}

TEST(Checkout, NamesOfAnyScriptAreIsolatedFromTheTextBesideThem) {
  for (const std::string name : {"مقهى الشاي", "龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳龍鳳", "🍵🐉"}) {
    CheckoutView view = samples::waiting(Language::en);
    view.product = name;
    EXPECT_TRUE(contains(render_checkout(view), "<h1><bdi>" + name + "</bdi></h1>"));
  }
}

TEST(Checkout, EverySampleIsWellFormed) {
  for (const auto language : {Language::zh, Language::en})
    for (const auto& [name, view] : samples::checkouts(language)) EXPECT_EQ(fault_of(render_checkout(view)), "") << name;
}

}  // namespace
}  // namespace bepusdt::web
