// host_of: what logs may show of a URL.
#include <gtest/gtest.h>

#include "ports/http_client.hpp"

namespace bepusdt::ports {
namespace {

TEST(HostOf, ShowsHostAndPortOnly) {
  EXPECT_EQ(host_of("https://node.example.com/v1/SECRET?key=SECRET#SECRET"), "node.example.com:443");
  EXPECT_EQ(host_of("http://node.example.com"), "node.example.com:80");
  EXPECT_EQ(host_of("http://node.example.com?key=SECRET"), "node.example.com:80");
  EXPECT_EQ(host_of("HTTPS://user:SECRET@Node.Example.com:8545/"), "node.example.com:8545");
  EXPECT_EQ(host_of("https://SECRET@[2001:db8::1]:8545/x"), "[2001:db8::1]:8545");
  EXPECT_EQ(host_of("https://example.com:/x"), "example.com:443");
  EXPECT_EQ(host_of("https://example.com/名 前|^"), "example.com:443");
  EXPECT_EQ(host_of("http://127.0.0.1.example.com/"), "127.0.0.1.example.com:80");
  EXPECT_EQ(host_of("https://user:p@ss@example.com/"), "example.com:443");
  EXPECT_EQ(host_of("https://商店.example/x"), "商店.example:443");
  EXPECT_EQ(host_of("https://[::FFFF:127.0.0.1]"), "[::ffff:127.0.0.1]:443");
}

TEST(HostOf, ShowsNothingOfWhatIsNoHttpUrl) {
  for (const char* url :
       {"", "example.com", "//example.com", "ftp://example.com", "file:///etc/passwd", "http://", "http:///x", "http://a b/",
        "https://example.com:99999/", "https://example.com:0/", "https://example.com:-1/", "https://example.com:80:80/",
        "https://example.com:8x/", "https://[::1]x/", "https://[::1/", "https://a\nb/", "javascript:alert(1)",
        "https:/example.com", "wss://example.com"})
    EXPECT_EQ(host_of(url), "") << url;
}

}  // namespace
}  // namespace bepusdt::ports
