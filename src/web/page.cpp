#include "web/page.hpp"

#include "web/assets.hpp"

namespace bepusdt::web {

std::string render_page(const Page& page) {
  Slots slots;
  slots.text("title", page.title)
      .text("icon_path", std::string(asset_path("icon.svg")))
      .text("css_path", std::string(asset_path("app.css")))
      .text("js_path", std::string(asset_path("app.js")))
      .text("refresh", page.refresh_seconds > 0 ? std::to_string(page.refresh_seconds) : "")
      .markup("body", page.body);
  return page_template("layout", page.language).render(slots).html;
}

Markup language_switch(wire::Language current) {
  return {current == wire::Language::zh
              ? R"(<p class="lang"><a href="?lang=en" lang="en" hreflang="en">English</a></p>)"
              : R"(<p class="lang"><a href="?lang=zh" lang="zh-CN" hreflang="zh-CN">中文</a></p>)"};
}

std::string_view lang_query(wire::Language language) { return language == wire::Language::zh ? "?lang=zh" : "?lang=en"; }

}  // namespace bepusdt::web
