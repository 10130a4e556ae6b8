// The payer's page: fills assets/checkout.html from a CheckoutView. Every state's part is in the markup and all but one are
// hidden, so that the script only has to unhide, and every sentence has one source.
#include <fmt/format.h>
#include <algorithm>

#include "web/address_groups.hpp"
#include "web/checkout_view.hpp"
#include "web/escape.hpp"
#include "web/figures.hpp"
#include "web/page.hpp"
#include "web/qr.hpp"
#include "web/texts.hpp"

namespace bepusdt::web {
namespace {

using core::OrderState;

constexpr int kRefreshSoon = 10;   // seconds, while something is about to happen
constexpr int kRefreshLater = 60;  // an expired or cancelled order can still be paid by a payment on its way

std::string line_of(const CheckoutView& view) {
  const StateEvent& live = view.live;
  std::string key = fmt::format("line_{}", core::name_of(live.state));
  if (live.state == OrderState::confirming && live.required == 0) key += "_final";
  const std::string seen = fill(text_of(key, view.language), "seen", std::to_string(live.confirmations));
  return fill(seen, "required", std::to_string(live.required));
}

int refresh_of(OrderState state) {
  if (state == OrderState::paid) return 0;
  return state == OrderState::waiting || state == OrderState::confirming ? kRefreshSoon : kRefreshLater;
}

// "28.80 CNY · Tea · shop.example.com"
std::string title_of(const CheckoutView& view) {
  std::string title = line_of(view) + " · ";
  if (!view.open_amount) title += fmt::format("{} {} · ", price_text(view.fiat_amount), view.fiat);
  return title + view.product;
}

// The digits are the largest thing on the page, but a long amount must fit a phone 360 pixels wide on one line.
std::string_view figure_size(const CheckoutView& view) {
  if (view.open_amount) return "open";
  const std::size_t length = view.amount.size() + view.currency.size();
  return length <= 11 ? "large" : length <= 15 ? "medium" : length <= 17 ? "small" : "tiny";
}

// The network's colour as a presentation attribute: a style attribute would need 'unsafe-inline'.
Markup dot(const CheckoutView& view) {
  return {
      fmt::format(R"(<svg class="dot" aria-hidden="true" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1" fill="{}"/></svg>)",
                  escape_html(view.network_color))};
}

Markup contact(const CheckoutView& view) {
  Markup out;
  if (const auto link = web_link(view.shop_url); !link.empty())
    out.html += fmt::format(R"(<a href="{}">{} <bdi>{}</bdi></a>)", escape_html(link),
                            escape_html(text_of("contact_shop", view.language)), escape_html(view.shop_host));
  if (!view.support.empty()) out.html += fmt::format("<span><bdi>{}</bdi></span>", escape_html(view.support));
  return out;
}

// No explorer knows the transactions of a test chain.
std::string explorer_link(const CheckoutView& view, std::string_view url) {
  return view.test_mode ? std::string() : std::string(web_link(url));
}

void add_state(Slots& slots, const CheckoutView& view) {
  const StateEvent& live = view.live;
  slots.text("state", std::string(core::name_of(live.state))).text("line", line_of(view));
  for (const auto& [state, name] : core::kOrderStateNames) slots.flag(name, state == live.state);
  slots.text("quote", std::to_string(live.quote_number))
      .text("seconds_left", std::to_string(std::max<std::int64_t>(0, live.seconds_left.count())))
      .text("countdown", countdown_text(live.seconds_left))
      .text("window", std::to_string(view.window.count()))
      .text("confirmations", std::to_string(live.confirmations))
      .text("required_or_one", std::to_string(std::max(1, live.required)))
      .flag("countable", live.required > 0)
      .text("paid_amount", live.received.empty() ? view.amount : live.received)
      .text("hash", live.hash)
      .text("explorer_url", explorer_link(view, live.explorer_url))
      .text("return_url", std::string(web_link(live.return_url)))
      .text("paid_ago", live.paid_ago ? std::to_string(live.paid_ago->count()) : "");
  const OtherPayment none;
  const OtherPayment& other = live.other ? *live.other : none;
  slots.flag("other_amount", live.other && other.kind == OtherPayment::Kind::amount)
      .flag("other_late", live.other && other.kind == OtherPayment::Kind::late)
      .flag("other_extra", live.other && other.kind == OtherPayment::Kind::extra)
      .text("other_expected", other.expected)
      .text("other_received", other.received)
      .text("other_currency", other.currency)
      .text("other_url", explorer_link(view, other.explorer_url));
}

void add_codes(Slots& slots, const CheckoutView& view) {
  const bool has_scheme = !wallet_link(view.payment_uri).empty();
  auto plain = qr_svg(view.address, text_of("qr_plain_label", view.language));
  auto wallet = has_scheme ? qr_svg(view.payment_uri, text_of("qr_label", view.language)) : std::nullopt;
  slots.flag("two_codes", wallet.has_value())
      .text("wallet_link", std::string(wallet_link(view.payment_uri)))
      .markup("qr_wallet", std::move(wallet).value_or(Markup{}))
      .markup("qr_plain", std::move(plain).value_or(Markup{}));
}

}  // namespace

std::string render_checkout(const CheckoutView& view) {
  Slots slots;
  add_state(slots, view);
  add_codes(slots, view);
  slots.text("trade_id", view.trade_id.value())
      .flag("test_mode", view.test_mode)
      .text("lang_query", std::string(lang_query(view.language)))
      .markup("language_switch", language_switch(view.language))
      .text("shop_host", view.shop_host)
      .markup("contact", contact(view))
      .text("product", view.product)
      .text("fiat_amount", price_text(view.fiat_amount))
      .text("fiat", view.fiat)
      .flag("open_amount", view.open_amount)
      .text("open_minimum", view.open_minimum)
      .text("amount", view.amount)
      .text("figure_size", std::string(figure_size(view)))
      .text("currency", view.currency)
      .text("network", view.network)
      .text("network_color", view.network_color)
      .markup("dot", dot(view))
      .text("address", view.address)
      .markup("address_markup", address_markup(view.address));
  return render_page(
      {title_of(view), view.language, refresh_of(view.live.state), page_template("checkout", view.language).render(slots)});
}

}  // namespace bepusdt::web
