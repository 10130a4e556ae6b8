// Which URLs merchants may give us.
#include "http/url_rules.hpp"

#include <gtest/gtest.h>

#include "unit/http/http_world.hpp"

namespace bepusdt::http {
namespace {

std::string verdict(std::string_view url, test::HttpWorld& world) {
  const auto context = world.context();
  const auto result = check_notify_url(url, context);
  return result ? "ok" : std::string(wire::row_of(result.error().code).name);
}

TEST(NotifyUrl, MayBeAnyHttpsUrl) {
  test::HttpWorld world;
  for (const char* url :
       {"https://shop.example.com", "https://shop.example.com/n?a=b&c=%E4%B8%AD", "HTTPS://SHOP.EXAMPLE.COM/",
        "https://shop.example.com:8443/n#x", "https://[2001:db8::1]/n", "https://shop.example.com/通知",
        "https://a_b.example.com/", "https://shop.example.com/n?u=user@example.com"})
    EXPECT_EQ(verdict(url, world), "ok") << url;
}

TEST(NotifyUrl, MustBeAUrl) {
  test::HttpWorld world;
  for (const char* url : {"shop.example.com",
                          "https:shop.example.com",
                          "https:/shop.example.com",
                          "//shop.example.com",
                          "https://",
                          "https:///n",
                          "https://?x",
                          "https://:443/",
                          "https://shop.example.com:0/",
                          "https://shop.example.com:65536/",
                          "https://shop.example.com:/",
                          "https://shop.example.com:x/",
                          "https://shop example.com/",
                          "https://shop.example.com/ n",
                          "https://shop.example.com\\@evil.example/",
                          "https://shop.example.com/%zz",
                          "https://shop.example.com/%4",
                          "https://[2001:db8::1/",
                          "https://[]/",
                          "https://中.example.com/",
                          "https://shop.example.com/\n",
                          "javascript:alert(1)",
                          "file:///etc/passwd",
                          "https://ex%61mple.com/",
                          "https://2001:db8::1/"})
    EXPECT_EQ(verdict(url, world), "invalid_request") << url;
  EXPECT_EQ(verdict("https://shop.example.com/" + std::string(2048, 'x'), world), "invalid_request");
}

TEST(NotifyUrl, MustNotHoldCredentials) {
  test::HttpWorld world;
  for (const char* url :
       {"https://user:secret@shop.example.com/", "https://user@shop.example.com/", "https://@shop.example.com/"})
    EXPECT_EQ(verdict(url, world), "callback_url_forbidden") << url;
}

TEST(NotifyUrl, AsksAboutEveryHostThatMayBeAnAddressAndNoOther) {
  test::HttpWorld world;
  std::vector<std::string> asked;
  world.why_url_forbidden = [&](std::string_view url) {
    asked.emplace_back(url);
    return std::optional<std::string>("it is forbidden");
  };
  const std::vector<std::string> addresses{"https://10.0.0.1/",   "https://[::1]/",  "https://0x7f000001/",
                                           "https://2130706433/", "https://127.1/",  "https://0177.0.0.1/",
                                           "https://10.0.0.1./",  "https://a.0x7f/", "https://127.0.0.0x1/"};
  for (const auto& url : addresses) EXPECT_EQ(verdict(url, world), "callback_url_forbidden") << url;
  EXPECT_EQ(asked, addresses);
  for (const char* name : {"https://shop.example.com/", "https://localhost/", "https://1.2.3.4.example.com/"})
    EXPECT_EQ(verdict(name, world), "ok") << "names are looked up only when the callback is sent";
}

TEST(RedirectUrl, MayBeAnyHttpUrl) {
  EXPECT_TRUE(check_redirect_url("http://shop.example.com/thanks"));
  EXPECT_TRUE(check_redirect_url("https://10.0.0.1/thanks"));
  EXPECT_FALSE(check_redirect_url("javascript:alert(1)"));
  EXPECT_FALSE(check_redirect_url("data:text/html,x"));
  EXPECT_FALSE(check_redirect_url("https://shop.example.com@evil.example/"));
}

TEST(Url, OriginAndHost) {
  EXPECT_EQ(origin_of_url("https://shop.example.com:8443/n?x#y"), "https://shop.example.com:8443");
  EXPECT_EQ(origin_of_url("http://shop.example.com"), "http://shop.example.com");
  EXPECT_EQ(host_of_url("https://shop.example.com:8443/n"), "shop.example.com");
  EXPECT_EQ(origin_of_url("nonsense"), "");
}

}  // namespace
}  // namespace bepusdt::http
