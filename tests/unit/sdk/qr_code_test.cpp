// QR codes: the matrix says the text to a reader of our own, SVG and PNG are the matrix, and all has its limits.
#include <bepusdt/error.hpp>
#include <bepusdt/qr_code.hpp>

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "support/qr_reader.hpp"

namespace bepusdt::sdk {
namespace {

using test::QrModules;
using Correction = QrCode::Correction;

QrModules modules_of(const QrCode& code) {
  QrModules modules;
  for (int row = 0; row < code.size(); ++row) {
    modules.emplace_back();
    for (int column = 0; column < code.size(); ++column) modules.back().push_back(code.dark(column, row));
  }
  return modules;
}

std::string random_text(std::mt19937& random, std::size_t longest) {
  static constexpr std::string_view kAlphabets[] = {
      "0123456789", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", "abcXYZ019-._~:/?#[]@!$&'()*+,;=%\xe8\xae\xa2"};
  const std::string_view alphabet = kAlphabets[random() % 3];
  std::string text;
  for (std::size_t left = 1 + random() % longest; left > 0; --left) text += alphabet[random() % alphabet.size()];
  return text;
}

TEST(QrCode, SaysItsTextAtEveryLevelOfCorrection) {
  std::mt19937 random(3);
  for (const Correction level : {Correction::low, Correction::medium, Correction::quartile, Correction::high})
    for (int round = 0; round < 60; ++round) {
      const std::string text = random_text(random, 150);
      const QrCode code(text, level);
      ASSERT_EQ(test::read_qr(modules_of(code)), text) << static_cast<int>(level);
    }
}

TEST(QrCode, MoreCorrectionNeedsNoSmallerCode) {
  const std::string text(100, 'x');
  EXPECT_LT(QrCode(text, Correction::low).size(), QrCode(text, Correction::high).size());
}

TEST(QrCode, OutsideOfItAllIsLight) {
  const QrCode code("x");
  EXPECT_EQ(code.size(), 21);
  EXPECT_TRUE(code.dark(0, 0));  // a corner of a finder pattern
  for (const auto& [column, row] :
       {std::pair(-1, 0), std::pair(0, -1), std::pair(21, 0), std::pair(0, 21), std::pair(1 << 30, 0)})
    EXPECT_FALSE(code.dark(column, row));
}

TEST(QrCode, ItsSvgIsTheSameMatrix) {
  std::mt19937 random(4);
  for (int round = 0; round < 40; ++round) {
    const std::string text = random_text(random, 200);
    const QrCode code(text);
    ASSERT_EQ(test::modules_of_svg(code.svg()), modules_of(code));
    ASSERT_EQ(test::read_qr_svg(code.svg()), text);
  }
}

TEST(QrCode, TheBorderOfItsSvgIsAsWideAsWanted) {
  const QrCode code("x");
  EXPECT_NE(code.svg(0).find("viewBox=\"0 0 21 21\""), std::string::npos);
  EXPECT_NE(code.svg(0).find("d=\"M0 0h7v1h-7z"), std::string::npos);
  EXPECT_NE(code.svg(64).find("viewBox=\"0 0 149 149\""), std::string::npos);
}

struct Picture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::vector<bool>> dark;
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes.at(i));
  return number;
}

// Reads the one kind of PNG that is written: one bit a pixel, grey, filters none and up, not interlaced; checks every checksum.
Picture picture_of(std::string_view png) {
  Picture picture;
  EXPECT_TRUE(png.starts_with("\x89PNG\r\n\x1a\n"));
  std::string packed;
  std::vector<std::string> chunks;
  for (std::size_t at = 8; at < png.size();) {
    const std::uint32_t size = number_at(png, at);
    const std::string_view typed = png.substr(at + 4, size + 4), data = typed.substr(4);
    const auto checksum = crc32(0, reinterpret_cast<const Bytef*>(typed.data()), static_cast<uInt>(typed.size()));
    EXPECT_EQ(number_at(png, at + 8 + size), checksum);
    chunks.emplace_back(typed.substr(0, 4));
    if (chunks.back() == "IHDR") {
      picture.width = number_at(data, 0);
      picture.height = number_at(data, 4);
      EXPECT_EQ(data.substr(8), std::string_view("\x01\0\0\0\0", 5));
    } else if (chunks.back() == "IDAT") {
      packed += data;
    }
    at += 12 + size;
  }
  EXPECT_EQ(chunks, (std::vector<std::string>{"IHDR", "IDAT", "IEND"}));
  const std::size_t stride = (picture.width + 7) / 8 + 1;
  std::string rows(stride * picture.height, '\0');
  uLongf size = rows.size();
  EXPECT_EQ(
      uncompress(reinterpret_cast<Bytef*>(rows.data()), &size, reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
      Z_OK);
  EXPECT_EQ(size, rows.size());
  std::string line(stride, '\0');
  for (std::size_t y = 0; y < picture.height; ++y) {
    const std::string above = line;
    line = rows.substr(y * stride, stride);
    EXPECT_TRUE(line[0] == 0 || line[0] == 2) << "an unknown filter";
    if (line[0] == 2)
      for (std::size_t x = 1; x < stride; ++x) line[x] = static_cast<char>(line[x] + above[x]);
    picture.dark.emplace_back();
    for (std::size_t x = 0; x < picture.width; ++x)
      picture.dark.back().push_back((static_cast<unsigned char>(line[1 + x / 8]) >> (7 - x % 8) & 1) == 0);
  }
  return picture;
}

TEST(QrCode, ItsPngIsTheSameMatrixAtEverySize) {
  for (const auto& [text, box, border] :
       {std::tuple("x", 1, 0), std::tuple("https://pay.example.com/pay/checkout/T1", 10, 4),
        std::tuple("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 3, 1), std::tuple("0123", 7, 64)}) {
    const QrCode code(text);
    const Picture picture = picture_of(code.png(box, border));
    const auto side = static_cast<std::uint32_t>((code.size() + 2 * border) * box);
    ASSERT_EQ(picture.width, side);
    ASSERT_EQ(picture.height, side);
    for (int y = 0; y < static_cast<int>(side); ++y)
      for (int x = 0; x < static_cast<int>(side); ++x) {
        const bool dark = x >= border * box && y >= border * box && code.dark(x / box - border, y / box - border);
        ASSERT_EQ(picture.dark[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)], dark) << x << ' ' << y;
      }
  }
}

TEST(QrCode, AFullCodeInALargePictureIsASmallFile) {
  const std::string png = QrCode(std::string(2953, 'x')).png(20, 64);
  EXPECT_EQ(number_at(png, 16), 6100U);
  EXPECT_EQ(number_at(png, 20), 6100U);
  EXPECT_LT(png.size(), 100'000U);
}

TEST(QrCode, HoldsAsMuchAsTheStandardSaysAndNoMore) {
  EXPECT_EQ(QrCode(std::string(2953, 'x')).size(), 177);
  EXPECT_EQ(QrCode(std::string(1273, 'x'), Correction::high).size(), 177);
  EXPECT_EQ(QrCode(std::string(7089, '1')).size(), 177);
  EXPECT_THROW(QrCode(std::string(2954, 'x')), ValidationError);
  EXPECT_THROW(QrCode(std::string(1274, 'x'), Correction::high), ValidationError);
  EXPECT_THROW(QrCode(std::string(7090, '1')), ValidationError);
  EXPECT_THROW(QrCode(std::string(1'000'000, 'x')), ValidationError);
  EXPECT_EQ(QrCode("").size(), 21);
}

TEST(QrCode, RefusesSizesOutOfRangeAndTextsThatItCannotCarry) {
  const QrCode code("x");
  for (const int border : {-1, 65, 1 << 30}) {
    EXPECT_THROW(static_cast<void>(code.svg(border)), ValidationError);
    EXPECT_THROW(static_cast<void>(code.png(10, border)), ValidationError);
  }
  for (const int box : {0, -1, 101, 1 << 30}) EXPECT_THROW(static_cast<void>(code.png(box)), ValidationError);
  EXPECT_THROW(QrCode(std::string_view("a\0b", 3)), ValidationError);
}

}  // namespace
}  // namespace bepusdt::sdk
