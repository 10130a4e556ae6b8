// What holds for every page in every state: weight, policy, no other host, readable colours.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>

#include "unit/web/markup_check.hpp"
#include "unit/web/sample_views.hpp"
#include "web/assets.hpp"
#include "web/message_page.hpp"
#include "web/page_headers.hpp"

namespace bepusdt::web {
namespace {

using wire::Language;
using namespace testing;

std::map<std::string, std::string> all_pages() {
  std::map<std::string, std::string> pages;
  for (const auto language : {Language::zh, Language::en}) {
    const std::string tail = language == Language::zh ? ".zh" : ".en";
    for (const auto& [name, view] : samples::checkouts(language)) pages[name + tail] = render_checkout(view);
    for (const auto& [name, view] : samples::shops(language)) pages[name + tail] = render_shop(view);
    pages["not_found" + tail] = render_not_found(language);
    pages["error" + tail] = render_error(language, "req-1");
  }
  return pages;
}

TEST(PagePolicy, AFirstLoadIsAtMostSixtyKilobytesWithEverything) {
  std::size_t assets = 0;
  for (const char* file : {"app.css", "app.js", "icon.svg"}) assets += find_asset(asset_path(file))->content.size();
  for (const auto& [name, html] : all_pages()) EXPECT_LE(html.size() + assets, 60u * 1024) << name;
}

TEST(PagePolicy, PagesLoadOnlyOurOwnAssets) {
  for (const auto& [name, html] : all_pages())
    for (const std::string& tag : tags(html)) {
      const std::string element = name_of_tag(tag);
      if (element == "script" && tag[1] != '/') {
        EXPECT_NE(find_asset(attribute(tag, "src")), nullptr) << name << tag;
      }
      if (element == "link") {
        EXPECT_NE(find_asset(attribute(tag, "href")), nullptr) << name << tag;
      }
      for (const char* loading : {"img", "iframe", "object", "embed", "video", "audio", "base", "image", "use"})
        EXPECT_NE(element, loading) << name;
    }
}

TEST(PagePolicy, NothingIsInlineSoTheStrictPolicyHolds) {
  for (const auto& [name, html] : all_pages())
    for (const std::string& tag : tags(html)) {
      EXPECT_NE(name_of_tag(tag), "style") << name;
      EXPECT_FALSE(has_attribute(tag, "style")) << name << tag;
      EXPECT_FALSE(std::regex_search(tag, std::regex(R"(\son[a-z]+=)"))) << name << tag;
    }
}

TEST(PagePolicy, ThePolicyAllowsNothingUnsafeAndNoOtherHost) {
  EXPECT_EQ(kContentSecurityPolicy.find("unsafe"), std::string_view::npos);
  EXPECT_EQ(kContentSecurityPolicy.find("http"), std::string_view::npos);
  EXPECT_EQ(kContentSecurityPolicy.find('*'), std::string_view::npos);
  EXPECT_NE(kContentSecurityPolicy.find("default-src 'none'"), std::string_view::npos);
  EXPECT_NE(kContentSecurityPolicy.find("frame-ancestors 'none'"), std::string_view::npos);
}

TEST(PagePolicy, NoPageSetsACookieAndNoneIsKept) {
  for (const auto& [name, value] : kPageHeaders) {
    EXPECT_NE(name, "Set-Cookie");
    if (name == "Cache-Control") {
      EXPECT_EQ(value, "no-store");
    }
  }
  EXPECT_EQ(find_asset(asset_path("app.js"))->content.find("document.cookie"), std::string_view::npos);
}

TEST(PagePolicy, LinksToOtherHostsTellThemNothing) {
  for (const auto& [name, html] : all_pages())
    for (const std::string& tag : tags(html))
      if (attribute(tag, "target") == "_blank") {
        EXPECT_EQ(attribute(tag, "rel"), "noopener noreferrer") << name;
      }
}

// WCAG 2.1 §1.4.3: relative luminance and contrast of two colours.
double luminance(const std::string& hex) {
  const std::string six = hex.size() == 4 ? std::string{hex[1], hex[1], hex[2], hex[2], hex[3], hex[3]} : hex.substr(1);
  double sum = 0;
  constexpr double kWeights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(six.substr(2 * i, 2), nullptr, 16) / 255.0;
    sum += kWeights[i] * (c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a) + 0.05;
  const double y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

std::map<std::string, std::string> colours(std::string css) {
  std::map<std::string, std::string> found;
  const std::regex row(R"(--([a-z-]+): (#[0-9a-f]{3,6});)");
  for (std::sregex_iterator it(css.begin(), css.end(), row), end; it != end; ++it) found[(*it)[1]] = (*it)[2];
  return found;
}

TEST(PagePolicy, EveryColourOfTextIsReadableOnEveryGroundItStandsOnInLightAndDark) {
  const std::string css(find_asset(asset_path("app.css"))->content);
  const auto dark_at = css.find("@media (prefers-color-scheme: dark)");
  ASSERT_NE(dark_at, std::string::npos);
  auto light = colours(css.substr(0, dark_at));
  auto dark = light;
  const auto dark_end = css.find("\n}\n", dark_at);
  for (const auto& [name, value] : colours(css.substr(dark_at, dark_end - dark_at))) dark[name] = value;
  EXPECT_NE(light["card"], dark["card"]);
  const std::vector<std::pair<std::string, std::string>> pairs{{"text", "ground"},
                                                               {"text", "card"},
                                                               {"text", "field"},
                                                               {"text", "warn-ground"},
                                                               {"soft", "ground"},
                                                               {"soft", "card"},
                                                               {"soft", "field"},
                                                               {"accent", "card"},
                                                               {"accent", "field"},
                                                               {"accent", "ground"},
                                                               {"accent", "warn-ground"},
                                                               {"on-accent", "accent"},
                                                               {"on-accent", "accent-strong"},
                                                               {"accent-strong", "field"},
                                                               {"good", "card"},
                                                               {"good", "good-ground"},
                                                               {"good", "field"},
                                                               {"warn", "warn-ground"},
                                                               {"bad", "card"},
                                                               {"on-band", "band"},
                                                               {"on-band", "band-dark"}};
  for (auto* theme : {&light, &dark})
    for (const auto& [fore, ground] : pairs) {
      ASSERT_TRUE(theme->contains(fore) && theme->contains(ground)) << fore << ' ' << ground;
      EXPECT_GE(contrast((*theme)[fore], (*theme)[ground]), 4.5)
          << fore << " on " << ground << (theme == &dark ? " dark" : " light");
    }
}

}  // namespace
}  // namespace bepusdt::web
