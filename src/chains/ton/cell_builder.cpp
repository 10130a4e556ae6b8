#include "chains/ton/cell_builder.hpp"

#include "base/assert.hpp"

namespace bepusdt::chains::ton {

CellBuilder& CellBuilder::bit(bool value) {
  if (bits_ % 8 == 0) data_.push_back(0);
  if (value) data_.back() = static_cast<std::uint8_t>(data_.back() | (0x80U >> (bits_ % 8)));
  ++bits_;
  return *this;
}

CellBuilder& CellBuilder::bits(std::uint64_t value, unsigned count) {
  BEPUSDT_ASSERT(count <= 64);
  while (count-- > 0) bit((value >> count & 1) != 0);
  return *this;
}

CellBuilder& CellBuilder::bytes(BytesView bytes) {
  for (const std::uint8_t byte : bytes) bits(byte, 8);
  return *this;
}

CellBuilder& CellBuilder::coins(const core::BaseUnits& units) {
  Bytes digits;
  if (!units.is_zero()) boost::multiprecision::export_bits(units, std::back_inserter(digits), 8);
  BEPUSDT_ASSERT(digits.size() < 16);
  return bits(digits.size(), 4).bytes(digits);
}

CellBuilder& CellBuilder::account(const Account& account) {
  return bits(0b100, 3).bits(static_cast<std::uint8_t>(account.workchain), 8).bytes(account.hash);
}

CellBuilder& CellBuilder::ref(CellPtr cell) {
  refs_.push_back(std::move(cell));
  return *this;
}

CellPtr CellBuilder::finish() {
  CellPtr cell = Cell::make(false, std::move(data_), bits_, std::move(refs_));
  BEPUSDT_ASSERT(cell != nullptr);
  return cell;
}

CellPtr CellBuilder::library(const Word& hash) {
  Bytes data{static_cast<std::uint8_t>(Cell::Kind::library)};
  data.insert(data.end(), hash.begin(), hash.end());
  CellPtr cell = Cell::make(true, std::move(data), 8 + 256, {});
  BEPUSDT_ASSERT(cell != nullptr);
  return cell;
}

}  // namespace bepusdt::chains::ton
