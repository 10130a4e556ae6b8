#include "chains/ton/slice.hpp"

#include <algorithm>

namespace bepusdt::chains::ton {

std::uint64_t Slice::bits(unsigned count) {
  if (!ok_ || count > 64 || cell_->bits() - at_ < count) {
    ok_ = false;
    return 0;
  }
  std::uint64_t value = 0;
  const BytesView data = cell_->data();
  while (count > 0) {
    const unsigned in_byte = std::min(8 - at_ % 8, count);
    const unsigned byte = data[at_ / 8];
    const unsigned piece = byte >> (8 - at_ % 8 - in_byte) & ((1U << in_byte) - 1);
    value = value << in_byte | piece;
    at_ += in_byte;
    count -= in_byte;
  }
  return value;
}

Word Slice::word() {
  Word word;
  for (std::uint8_t& byte : word) byte = static_cast<std::uint8_t>(bits(8));
  return word;
}

core::BaseUnits Slice::var_uint(unsigned length_bits) {
  const std::uint64_t length = bits(length_bits);
  Bytes digits;
  for (std::uint64_t i = 0; i < length; ++i) digits.push_back(static_cast<std::uint8_t>(bits(8)));
  core::BaseUnits units = 0;
  if (ok_ && !digits.empty()) boost::multiprecision::import_bits(units, digits.begin(), digits.end(), 8, true);
  return units;
}

std::optional<Account> Slice::account() {
  switch (bits(2)) {
    case 0b00: return std::nullopt;
    case 0b01: skip(static_cast<unsigned>(bits(9))); return std::nullopt;
    case 0b10: {
      const bool anycast = bit();
      if (anycast) skip(static_cast<unsigned>(bits(5)));
      Account account;
      account.workchain = static_cast<std::int8_t>(bits(8));
      account.hash = word();
      return ok_ && !anycast ? std::optional(account) : std::nullopt;
    }
    default: {
      if (bit()) skip(static_cast<unsigned>(bits(5)));
      const auto length = static_cast<unsigned>(bits(9));
      skip(32);
      skip(length);
      return std::nullopt;
    }
  }
}

void Slice::skip(unsigned count) {
  if (!ok_ || cell_->bits() - at_ < count) {
    ok_ = false;
    return;
  }
  at_ += count;
}

const Cell* Slice::ref() {
  if (!ok_ || next_ref_ >= cell_->refs().size()) {
    ok_ = false;
    return nullptr;
  }
  return cell_->refs()[next_ref_++].get();
}

CellPtr Slice::shared_ref() {
  if (ref() == nullptr) return nullptr;
  return cell_->refs()[next_ref_ - 1];
}

Slice Slice::inner() {
  const Cell* cell = ref();
  return cell == nullptr ? Slice() : Slice(*cell);
}

CellPtr Slice::rest() {
  if (!ok_) return nullptr;
  Bytes data;
  const unsigned count = bits_left();
  for (unsigned left = count; left > 0;) {
    const unsigned piece = std::min(left, 8U);
    data.push_back(static_cast<std::uint8_t>(bits(piece) << (8 - piece)));
    left -= piece;
  }
  std::vector<CellPtr> refs;
  while (next_ref_ < cell_->refs().size()) refs.push_back(cell_->refs()[next_ref_++]);
  return Cell::make(false, std::move(data), count, std::move(refs));
}

}  // namespace bepusdt::chains::ton
