#include "web/qr.hpp"

#include <gtest/gtest.h>

#include "support/qr_reader.hpp"

namespace bepusdt::web {
namespace {

std::optional<std::string> read_back(std::string_view text) {
  const auto svg = qr_svg(text, "code");
  return svg ? test::read_qr_svg(svg->html) : std::nullopt;
}

TEST(Qr, CarriesAnEthereumTokenRequest) {
  const std::string uri =
      "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer"
      "?address=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed&uint256=4250000";
  EXPECT_EQ(read_back(uri), uri);
}

TEST(Qr, CarriesPlainAddressesOfEveryFamily) {
  for (const std::string address :
       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "UQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_nls",
        "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b"})
    EXPECT_EQ(read_back(address), address);
}

TEST(Qr, CarriesDigitsAndCapitalsWhichHaveSegmentsOfTheirOwn) {
  EXPECT_EQ(read_back("00012345678901"), "00012345678901");
  EXPECT_EQ(read_back("HELLO $ WORLD/7"), "HELLO $ WORLD/7");
}

TEST(Qr, CarriesEveryLengthUpToALongRequest) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += static_cast<char>('a' + i % 26);
    ASSERT_EQ(read_back(text), text) << text.size();
  }
}

TEST(Qr, ADifferentTextIsADifferentPicture) { EXPECT_NE(qr_svg("4.25", "c")->html, qr_svg("4.26", "c")->html); }

TEST(Qr, RefusesMoreThanACodeHolds) { EXPECT_FALSE(qr_svg(std::string(2954, 'x'), "c").has_value()); }

TEST(Qr, EscapesItsLabel) {
  const auto svg = qr_svg("x", "\"><script>");
  EXPECT_EQ(svg->html.find("<script>"), std::string::npos);
  EXPECT_NE(svg->html.find("aria-label=\"&quot;&gt;&lt;script&gt;\""), std::string::npos);
}

TEST(Qr, HasNoStyleAttributeWhichThePolicyWouldRefuse) {
  EXPECT_EQ(qr_svg("x", "c")->html.find("style="), std::string::npos);
}

}  // namespace
}  // namespace bepusdt::web
