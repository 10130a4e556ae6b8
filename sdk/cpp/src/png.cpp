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
      compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size(), 9);
  BEPUSDT_ASSERT(done == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace

std::string bilevel_png(int width, int height, const std::function<bool(int x, int y)>& black) {
  std::string rows;
  rows.reserve(static_cast<std::size_t>(height) * static_cast<std::size_t>(width / 8 + 2));
  for (int y = 0; y < height; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < width; x += 8) {
      unsigned byte = 0;
      for (int bit = 0; bit < 8; ++bit) byte = byte << 1 | (x + bit < width && !black(x + bit, y) ? 1U : 0U);
      rows += static_cast<char>(byte);
    }
  }
  std::string header;
  append_number(static_cast<std::uint32_t>(width), header);
  append_number(static_cast<std::uint32_t>(height), header);
  header += std::string("\x01\x00\x00\x00\x00", 5);  // one bit, grey, deflate, filters of the standard, not interlaced

  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk("IHDR", header, out);
  append_chunk("IDAT", deflated(rows), out);
  append_chunk("IEND", {}, out);
  return out;
}

}  // namespace bepusdt::sdk
