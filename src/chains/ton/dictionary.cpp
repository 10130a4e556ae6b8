#include "chains/ton/dictionary.hpp"

#include <bit>

#include "base/assert.hpp"

namespace bepusdt::chains::ton {
namespace {

class Walk {
 public:
  using Visit = std::function<bool(const DictionaryKey& key, Slice value)>;
  explicit Walk(const Visit& visit) : visit_(visit) {}

  // `left`: bits of the key that the edge into this node and what is below it hold.
  bool node(Slice slice, unsigned at, unsigned left) {
    if (++nodes_ > kMostNodes || !label(slice, at, left)) return false;
    if (left == 0) return visit_(key_, slice);
    for (const bool right : {false, true}) {
      Slice child = slice.inner();
      set(at, right);
      if (!slice.ok() || !node(child, at + 1, left - 1)) return false;
    }
    return true;
  }

 private:
  // HmLabel: short (unary length), long (length, bits) or one bit repeated.
  bool label(Slice& slice, unsigned& at, unsigned& left) {
    const unsigned length_bits = static_cast<unsigned>(std::bit_width(left));
    unsigned length = 0;
    bool same = false, value = false;
    if (!slice.bit()) {
      while (slice.bit() && length <= left) ++length;
    } else if (same = slice.bit(); same) {
      value = slice.bit();
      length = static_cast<unsigned>(slice.bits(length_bits));
    } else {
      length = static_cast<unsigned>(slice.bits(length_bits));
    }
    if (!slice.ok() || length > left) return false;
    for (unsigned i = 0; i < length; ++i) set(at++, same ? value : slice.bit());
    left -= length;
    return slice.ok();
  }
  void set(unsigned at, bool value) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (at % 8));
    key_[at / 8] = static_cast<std::uint8_t>(value ? key_[at / 8] | mask : key_[at / 8] & ~mask);
  }

  const Visit& visit_;
  DictionaryKey key_{};
  std::size_t nodes_ = 0;
};

}  // namespace

bool walk_dictionary(Slice root, unsigned key_bits, const Walk::Visit& visit) {
  BEPUSDT_ASSERT(key_bits > 0 && key_bits <= kMostKeyBits);
  return Walk(visit).node(root, 0, key_bits);
}

bool walk_dictionary(const Cell& root, unsigned key_bits, const Walk::Visit& visit) {
  return walk_dictionary(Slice(root), key_bits, visit);
}

}  // namespace bepusdt::chains::ton
