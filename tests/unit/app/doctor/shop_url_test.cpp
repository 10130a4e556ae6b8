#include "app/doctor/shop_url.hpp"

#include <gtest/gtest.h>

namespace bepusdt::app {
namespace {

TEST(ShopUrl, IsTakenApart) {
  const auto url = ShopUrl::parse("HTTPS://Shop.Example.com/notify?a=1");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->https);
  EXPECT_EQ(url->host, "shop.example.com");
  EXPECT_EQ(url->port, "443");
  EXPECT_FALSE(url->credentials);
  EXPECT_FALSE(url->internal());
  EXPECT_EQ(ShopUrl::parse("http://a.example:8080")->port, "8080");
  EXPECT_TRUE(ShopUrl::parse("http://user:secret@a.example/")->credentials);
}

TEST(ShopUrl, WhatIsNoHttpUrlIsNone) {
  for (const char* text :
       {"", "shop.example.com", "ftp://a.example", "http://", "https:///path", "http://a b", "//a.example"})
    EXPECT_FALSE(ShopUrl::parse(text)) << text;
}

TEST(ShopUrl, AddressesAndNamesThatOnlyALocalNetworkKnowsAreInternal) {
  for (const char* text : {"http://127.0.0.1", "http://[::1]:80", "http://192.168.1.5", "http://2130706433",
                           "http://localhost", "http://gateway:8080", "http://pay.internal", "http://nas.local"})
    EXPECT_TRUE(ShopUrl::parse(text)->internal()) << text;
  for (const char* text : {"http://8.8.8.8", "http://[2606:4700::1111]", "http://pay.example.com"})
    EXPECT_FALSE(ShopUrl::parse(text)->internal()) << text;
}

}  // namespace
}  // namespace bepusdt::app
