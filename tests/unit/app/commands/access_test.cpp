#include "app/commands/access.hpp"

#include <gtest/gtest.h>

namespace bepusdt::app {
namespace {

TEST(AddressOf, IsThePublicOneOrWhereTheGatewayListensOnThisMachine) {
  const std::tuple<const char*, const char*, const char*> rows[] = {
      {"https://pay.example.com/", "127.0.0.1:8080", "https://pay.example.com"},
      {"", "127.0.0.1:8080", "http://127.0.0.1:8080"},
      {"", ":8080", "http://127.0.0.1:8080"},
      {"", "0.0.0.0:80", "http://127.0.0.1:80"},
      {"", "[::]:80", "http://127.0.0.1:80"},
      {"", "[::1]:80", "http://[::1]:80"},
      {"", "localhost:80", "http://localhost:80"},
  };
  for (const auto& [public_url, listen, expected] : rows) {
    catalog::Settings settings;
    settings.public_url = public_url;
    settings.listen = listen;
    EXPECT_EQ(address_of(settings), expected) << listen;
  }
}

}  // namespace
}  // namespace bepusdt::app
