#include "sdk/cpp/src/png.hpp"

#include <zlib.h>

#include <cstdint>
#include <string_view>

#include "base/assert.hpp"

namespace bepusdt::sdk {
namespace {

void append_number(std::uint32_t number, std::string& out) {
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift & 0xff);
}

void append_chunk(std::string_view type, std::string_view data, std::string& out) {
  append_number(static_cast<std::uint32_t>(data.size()), out);
  const std::size_t begin = out.size();
  out.append(type).append(data);
  const auto covered = reinterpret_cast<const Bytef*>(out.data() + begin);
  append_number(static_cast<std::uint32_t>(crc32(0, covered, static_cast<uInt>(out.size() - begin))), out);
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  const int done =
      compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size(), 6);
  BEPUSDT_ASSERT(done == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace

std::string bilevel_png(int columns, int rows, int scale, const std::function<bool(int column, int row)>& black) {
  const auto width = static_cast<std::size_t>(columns) * static_cast<std::size_t>(scale);
  const auto height = static_cast<std::size_t>(rows) * static_cast<std::size_t>(scale);
  BEPUSDT_ASSERT(columns > 0 && rows > 0 && scale > 0 && width <= 32768 && height <= 32768);
  std::string pixels;
  pixels.reserve(height * (width / 8 + 2));
  std::string line;
  std::string same((width + 7) / 8 + 1, '\0');
  same[0] = '\2';  // the filter "up": nothing differs from the line above
  for (int row = 0; row < rows; ++row) {
    line.assign((width + 7) / 8 + 1, '\0');  // begins with "no filter"
    for (int column = 0; column < columns; ++column) {
      if (black(column, row)) continue;
      const auto begin = static_cast<std::size_t>(column) * static_cast<std::size_t>(scale);
      for (std::size_t x = begin; x < begin + static_cast<std::size_t>(scale); ++x)
        line[1 + x / 8] = static_cast<char>(static_cast<unsigned char>(line[1 + x / 8]) | 0x80U >> x % 8);
    }
    pixels += line;
    for (int copy = 1; copy < scale; ++copy) pixels += same;
  }
  std::string header;
  append_number(static_cast<std::uint32_t>(width), header);
  append_number(static_cast<std::uint32_t>(height), header);
  header += std::string("\x01\x00\x00\x00\x00", 5);  // one bit, grey, deflate, filters of the standard, not interlaced

  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk("IHDR", header, out);
  append_chunk("IDAT", deflated(pixels), out);
  append_chunk("IEND", {}, out);
  return out;
}

}  // namespace bepusdt::sdk
