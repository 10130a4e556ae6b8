#include <fmt/format.h>

#include "web/escape.hpp"
#include "web/figures.hpp"
#include "web/page.hpp"
#include "web/shop_view.hpp"
#include "web/texts.hpp"

namespace bepusdt::web {
namespace {

constexpr int kRefresh = 3;  // seconds, without JavaScript

// A line of code with its string literals marked, so that the eye finds what to change.
std::string marked_strings(std::string_view line) {
  std::string out;
  while (true) {
    const auto open = line.find('"');
    const auto close = open == std::string_view::npos ? open : line.find('"', open + 1);
    if (close == std::string_view::npos) return out + escape_html(line);
    out += escape_html(line.substr(0, open));
    out += "<i>" + escape_html(line.substr(open, close + 1 - open)) + "</i>";
    line.remove_prefix(close + 1);
  }
}

Markup code_markup(const std::vector<std::string>& lines) {
  Markup out;
  for (const std::string& line : lines) out.html += fmt::format("<code>{}</code>", marked_strings(line));
  return out;
}

Markup offers_markup(const std::vector<ShopOffer>& offers) {
  Markup out;
  for (const ShopOffer& offer : offers)
    out.html += fmt::format("<option value=\"{}\">{}</option>", escape_html(offer.trade_type), escape_html(offer.label));
  return out;
}

}  // namespace

std::string render_shop(const ShopView& view) {
  Slots slots;
  slots.markup("language_switch", language_switch(view.language))
      .text("lang_query", std::string(lang_query(view.language)))
      .text("product", view.product)
      .text("description", view.description)
      .text("price", price_text(view.fiat_amount))
      .text("fiat", view.fiat)
      .markup("offers", offers_markup(view.offers))
      .markup("code", code_markup(view.code))
      .flag("awaiting", view.awaiting_callback && !view.callback)
      .flag("none", !view.awaiting_callback && !view.callback)
      .flag("callback", view.callback.has_value())
      .flag("verified", view.callback && view.callback->verified)
      .text("body", view.callback ? view.callback->body : "")
      .text("signature", view.callback ? view.callback->signature : "");
  return render_page({fmt::format("{} · {}", view.product, text_of("demo_shop", view.language)), view.language,
                      view.awaiting_callback && !view.callback ? kRefresh : 0,
                      page_template("shop", view.language).render(slots)});
}

}  // namespace bepusdt::web
