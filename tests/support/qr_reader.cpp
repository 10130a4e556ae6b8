#include "support/qr_reader.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace bepusdt::test {
namespace {

constexpr int kQuietZone = 4;

struct Code {
  const QrModules& grid;
  int side() const { return static_cast<int>(grid.size()); }
  int version() const { return (side() - 17) / 4; }
  bool dark(int x, int y) const { return grid[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)]; }
};

// Centres of the alignment patterns (annex E), for the versions a payment needs.
std::vector<int> alignment(int version) {
  if (version == 1) return {};
  const int side = version * 4 + 17;
  const int count = version / 7 + 2;
  const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
  std::vector<int> centres(static_cast<std::size_t>(count), 6);
  for (int i = count - 1, at = side - 7; i >= 1; --i, at -= step) centres[static_cast<std::size_t>(i)] = at;
  return centres;
}

bool is_function_module(const Code& code, int x, int y) {
  const int side = code.side();
  if (x == 6 || y == 6) return true;                                                                 // timing
  if ((x < 9 && y < 9) || (x >= side - 8 && y < 9) || (x < 9 && y >= side - 8)) return true;         // finders and format
  if (code.version() >= 7 && ((x < 6 && y >= side - 11) || (y < 6 && x >= side - 11))) return true;  // version
  const auto centres = alignment(code.version());
  const auto last = centres.empty() ? 0 : centres.back();
  for (const int cx : centres)
    for (const int cy : centres) {
      if ((cx == 6 && cy == 6) || (cx == 6 && cy == last) || (cx == last && cy == 6)) continue;
      if (std::abs(x - cx) <= 2 && std::abs(y - cy) <= 2) return true;
    }
  return false;
}

bool is_masked(int mask, int x, int y) {
  switch (mask) {
    case 0: return (x + y) % 2 == 0;
    case 1: return y % 2 == 0;
    case 2: return x % 3 == 0;
    case 3: return (x + y) % 3 == 0;
    case 4: return (x / 3 + y / 2) % 2 == 0;
    case 5: return x * y % 2 + x * y % 3 == 0;
    case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
    default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
  }
}

// Table 9: correction codewords a block and number of blocks, versions 1 to 15, levels L M Q H.
constexpr std::array<std::array<int, 15>, 4> kCorrection{{
    {7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24},
}};
constexpr std::array<std::array<int, 15>, 4> kBlocks{{
    {1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6},
    {1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10},
    {1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12},
    {1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18},
}};

std::vector<std::uint8_t> codewords(const Code& code, int mask) {
  std::vector<std::uint8_t> words;
  int bits = 0;
  unsigned word = 0;
  const int side = code.side();
  bool upwards = true;
  for (int right = side - 1; right >= 1; right -= 2) {
    if (right == 6) right = 5;
    for (int i = 0; i < side; ++i)
      for (int column = 0; column < 2; ++column) {
        const int x = right - column;
        const int y = upwards ? side - 1 - i : i;
        if (is_function_module(code, x, y)) continue;
        word = word << 1 | static_cast<unsigned>(code.dark(x, y) != is_masked(mask, x, y));
        if (++bits % 8 == 0) {
          words.push_back(static_cast<std::uint8_t>(word));
          word = 0;
        }
      }
    upwards = !upwards;
  }
  return words;
}

// Data codewords stand interleaved: first of each block, second of each block, ...; later blocks may be one longer.
std::vector<std::uint8_t> data_of(const std::vector<std::uint8_t>& words, int correction, int blocks) {
  const int total = static_cast<int>(words.size());
  const int shorter = total / blocks - correction;
  const int longer_blocks = total % blocks;
  std::vector<std::vector<std::uint8_t>> block(static_cast<std::size_t>(blocks));
  std::size_t at = 0;
  for (int i = 0; i <= shorter; ++i)
    for (int b = 0; b < blocks; ++b)
      if (i < shorter || b >= blocks - longer_blocks) block[static_cast<std::size_t>(b)].push_back(words[at++]);
  std::vector<std::uint8_t> data;
  for (const auto& one : block) data.insert(data.end(), one.begin(), one.end());
  return data;
}

class Bits {
 public:
  explicit Bits(const std::vector<std::uint8_t>& data) : data_(data) {}
  std::size_t left() const { return data_.size() * 8 - at_; }
  int take(int count) {
    int value = 0;
    for (; count > 0; --count, ++at_) value = value << 1 | (data_.at(at_ / 8) >> (7 - at_ % 8) & 1);
    return value;
  }

 private:
  const std::vector<std::uint8_t>& data_;
  std::size_t at_ = 0;
};

std::optional<std::string> text_of(const std::vector<std::uint8_t>& data, int version) {
  constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const auto letter = [&](int value) { return kAlphanumeric[static_cast<std::size_t>(value % 45)]; };
  const bool small = version < 10;
  Bits bits(data);
  std::string text;
  while (bits.left() >= 4) {
    const int mode = bits.take(4);
    if (mode == 0) return text;
    if (mode == 4) {
      for (int left = bits.take(small ? 8 : 16); left > 0; --left) text += static_cast<char>(bits.take(8));
    } else if (mode == 2) {
      int left = bits.take(small ? 9 : 11);
      for (; left >= 2; left -= 2) {
        const int pair = bits.take(11);
        text += letter(pair / 45);
        text += letter(pair);
      }
      if (left == 1) text += letter(bits.take(6));
    } else if (mode == 1) {
      int left = bits.take(small ? 10 : 12);
      for (; left > 0; left -= 3) {
        const int digits = left >= 3 ? 3 : left;
        std::string number = std::to_string(bits.take(digits == 3 ? 10 : digits == 2 ? 7 : 4));
        text += std::string(static_cast<std::size_t>(digits) - number.size(), '0') + number;
      }
    } else {
      return std::nullopt;
    }
  }
  return text;
}

}  // namespace

std::optional<QrModules> modules_of_svg(std::string_view svg) {
  const auto box = svg.find("viewBox=\"0 0 ");
  // The dark path is the last one; a light ground may stand before it.
  const auto dark = svg.rfind("d=\"");
  if (box == std::string_view::npos || dark == std::string_view::npos) return std::nullopt;
  const int side = std::atoi(std::string(svg.substr(box + 13, 4)).c_str()) - 2 * kQuietZone;
  if (side < 21 || side > 177 || side % 4 != 1) return std::nullopt;
  QrModules grid(static_cast<std::size_t>(side), std::vector<bool>(static_cast<std::size_t>(side)));
  const std::string path(svg.substr(dark + 3, svg.find('"', dark + 3) - dark - 3));
  for (std::size_t at = path.find('M'); at != std::string::npos; at = path.find('M', at + 1)) {
    int x = 0, y = 0, n = 0, back = 0;
    if (std::sscanf(path.c_str() + at, "M%d%*1[, ]%dh%dv1h%dz", &x, &y, &n, &back) != 4 || back != -n) return std::nullopt;
    x -= kQuietZone;
    y -= kQuietZone;
    if (x < 0 || y < 0 || y >= side || x + n > side) return std::nullopt;
    for (int i = 0; i < n; ++i) grid[static_cast<std::size_t>(y)][static_cast<std::size_t>(x + i)] = true;
  }
  return grid;
}

std::optional<std::string> read_qr(const QrModules& modules) {
  const Code code{modules};
  if (code.version() > 15) return std::nullopt;
  // Format information beside the upper left finder: its first five bits, masked with 10101, are level and mask.
  int format = 0;
  for (int x = 0; x < 5; ++x) format = format << 1 | static_cast<int>(code.dark(x, 8));
  format ^= 0b10101;
  constexpr std::array<std::size_t, 4> kLevelOf{1, 0, 3, 2};  // the two bits 00 mean M, 01 L, 10 H, 11 Q
  const std::size_t level = kLevelOf[static_cast<std::size_t>(format >> 3)];
  const auto version = static_cast<std::size_t>(code.version() - 1);
  const auto words = codewords(code, format & 7);
  return text_of(data_of(words, kCorrection[level][version], kBlocks[level][version]), code.version());
}

std::optional<std::string> read_qr_svg(std::string_view svg) {
  const auto modules = modules_of_svg(svg);
  return modules ? read_qr(*modules) : std::nullopt;
}

}  // namespace bepusdt::test
