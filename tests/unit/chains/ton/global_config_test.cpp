// The lite-servers of a network's global configuration.
#include "chains/ton/lite/global_config.hpp"

#include <gtest/gtest.h>

#include "catalog/lite_server_url.hpp"

namespace bepusdt::chains::ton {
namespace {

const std::string kKey = "n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=";
const std::string kKeyWithSlash = "3XO67K/qi+gu3T9v8G2hx1yNmWZhccL3O7SoosFo8G0=";

std::string server(const std::string& ip, const std::string& port, const std::string& key,
                   const std::string& kind = "pub.ed25519") {
  return R"({"ip":)" + ip + R"(,"port":)" + port + R"(,"id":{"@type":")" + kind + R"(","key":")" + key + R"("}})";
}
std::string file(const std::string& servers) {
  return R"({"@type":"config.global","dht":{"k":6},"liteservers":[)" + servers + R"(],"validator":{}})";
}

TEST(GlobalConfig, ListsItsLiteServersInOrder) {
  const auto urls =
      listed_lite_servers(file(server("84478511", "19949", kKey) + "," + server("-2018135749", "53312", kKeyWithSlash)));
  ASSERT_TRUE(urls);
  ASSERT_EQ(urls->size(), 2u);
  EXPECT_EQ((*urls)[0], "lite://5.9.10.47:19949/" + kKey);
  const auto second = catalog::parse_lite_server_url((*urls)[1]);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->host, "135.181.177.59");
  EXPECT_EQ(second->port, "53312");
  EXPECT_EQ(second->key.front(), 0xdd);
}

TEST(GlobalConfig, AnAddressMayStandWithoutASign) {
  const auto urls = listed_lite_servers(file(server("2276831547", "1", kKey)));
  ASSERT_TRUE(urls);
  EXPECT_TRUE(urls->front().starts_with("lite://135.181.177.59:1/")) << urls->front();
}

TEST(GlobalConfig, IsRefusedWholeWhereOneServerCannotBeRead) {
  const std::string good = server("84478511", "19949", kKey);
  ASSERT_TRUE(listed_lite_servers(file(good)));
  for (const std::string& bad :
       {server("84478511", "0", kKey), server("84478511", "65536", kKey), server("84478511", "-1", kKey),
        server("4294967296", "1", kKey), server("-2147483649", "1", kKey), server("\"5.9.10.47\"", "1", kKey),
        server("1.5", "1", kKey), server("null", "1", kKey), server("1", "1", "AAAA"), server("1", "1", ""),
        server("1", "1", kKey, "pub.aes"), std::string("{}"), std::string("null"), std::string("7")})
    EXPECT_FALSE(listed_lite_servers(file(good + "," + bad))) << bad;
}

TEST(GlobalConfig, WithoutServersIsNone) {
  for (const std::string& text : {file(""), std::string("{}"), std::string("[]"), std::string("null"), std::string(),
                                  std::string("<html>"), std::string(R"({"liteservers":{}})"), file("[").substr(0, 60)})
    EXPECT_FALSE(listed_lite_servers(text)) << text;
}

}  // namespace
}  // namespace bepusdt::chains::ton
