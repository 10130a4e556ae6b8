#include "chains/ton/lite/tl.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::size_t kShort = 254;  // from this length on three bytes tell it
constexpr std::uint8_t kLongMark = 0xfe;

constexpr std::size_t filling(std::size_t size) { return (4 - size % 4) % 4; }

}  // namespace

TlWriter& TlWriter::put(std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i) & 0xff));
  return *this;
}

TlWriter& TlWriter::word(const Word& word) {
  out_.insert(out_.end(), word.begin(), word.end());
  return *this;
}

TlWriter& TlWriter::string(BytesView bytes) {
  BEPUSDT_ASSERT(bytes.size() <= kLongestTlString);
  const std::size_t head = bytes.size() < kShort ? 1 : 4;
  if (head == 1)
    out_.push_back(static_cast<std::uint8_t>(bytes.size()));
  else
    put(kLongMark | bytes.size() << 8, 4);
  out_.insert(out_.end(), bytes.begin(), bytes.end());
  out_.insert(out_.end(), filling(head + bytes.size()), 0);
  return *this;
}

BytesView TlReader::take(std::size_t size) {
  if (!ok_ || left_.size() < size) {
    ok_ = false;
    return {};
  }
  const BytesView taken = left_.first(size);
  left_ = left_.subspan(size);
  return taken;
}

std::uint64_t TlReader::take_number(unsigned size) {
  std::uint64_t value = 0;
  const BytesView bytes = take(size);
  for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
}

Word TlReader::word() {
  Word word{};
  const BytesView bytes = take(word.size());
  std::ranges::copy(bytes, word.begin());
  return word;
}

BytesView TlReader::string() {
  std::size_t head = 1, size = static_cast<std::size_t>(take_number(1));
  if (size > kShort) ok_ = false;
  if (size == kLongMark) {
    head = 4;
    size = static_cast<std::size_t>(take_number(3));
  }
  const BytesView bytes = take(size);
  static_cast<void>(take(filling(head + size)));
  return ok_ ? bytes : BytesView{};
}

}  // namespace bepusdt::chains::ton
