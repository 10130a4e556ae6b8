#include "core/tron_account.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"
#include "core/address.hpp"

namespace bepusdt::core {
namespace {

TEST(TronAccountBytes, AreThoseOfTheAddressWithoutItsPrefix) {
  const TronAccount usdt = tron_account("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
  EXPECT_EQ(to_hex(usdt), "a614f803b6fd780986a42c78ec9c7f77e6ded13c");
  EXPECT_EQ(tron_address(usdt).value(), "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
}

TEST(TronAccountBytes, GiveTheAddressThatTheirHexGives) {
  TronAccount account{};
  for (int i = 0; i < 200; ++i) {
    for (std::uint8_t& byte : account) byte = static_cast<std::uint8_t>(byte * 37 + i + 11);
    const Address address = tron_address(account);
    EXPECT_EQ(parse_address(Family::tron, "41" + to_hex(account)), address);
    EXPECT_EQ(tron_account(address.value()), account);
  }
}

}  // namespace
}  // namespace bepusdt::core
