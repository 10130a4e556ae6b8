#include "devnet/ton/ton_cells.hpp"

#include <botan/base64.h>

#include "base/digest.hpp"
#include "base/hex.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kWalletCode = "8f452d7a4dfd74066b682365177259ed05734435be76b5fd4bd5d8af2b7c3d68";

std::string bytes_of_hex(std::string_view digits) {
  const auto bytes = from_hex(digits);
  return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

std::string sha(const std::string& bytes) {
  const auto digest = sha256(bytes_of(bytes));
  return {digest.begin(), digest.end()};
}

std::string filled_up(const TonCell& cell) {
  std::string data = cell.data;
  if (cell.bits % 8 != 0) data.back() = static_cast<char>(static_cast<unsigned char>(data.back()) | 0x80U >> cell.bits % 8);
  return data;
}

std::string with_descriptors(const TonCell& cell, unsigned refs) {
  return std::string{static_cast<char>(refs), static_cast<char>(cell.bits / 8 + (cell.bits + 7) / 8)} + filled_up(cell);
}

}  // namespace

TonCell& TonCell::add(std::uint64_t value, unsigned count) {
  while (count-- > 0) {
    if (bits % 8 == 0) data += '\0';
    if ((value >> count & 1) != 0)
      data.back() = static_cast<char>(static_cast<unsigned char>(data.back()) | 0x80U >> bits % 8);
    ++bits;
  }
  return *this;
}

TonCell& TonCell::add_bytes(const std::string& bytes) {
  for (const char byte : bytes) add(static_cast<unsigned char>(byte), 8);
  return *this;
}

TonCell& TonCell::add_coins(const core::BaseUnits& units) {
  std::string digits;
  for (core::BaseUnits left = units; !left.is_zero(); left >>= 8)
    digits.insert(digits.begin(), static_cast<char>(static_cast<unsigned>(left & 0xff)));
  return add(digits.size(), 4).add_bytes(digits);
}

TonCell& TonCell::add_account(const std::string& raw) {
  if (raw.empty()) return add(0, 2);
  return add(0b100, 3).add(raw.starts_with('-') ? 0xff : 0, 8).add_bytes(bytes_of_hex(raw.substr(raw.find(':') + 1)));
}

std::string ton_hash(const TonCell& cell) { return sha(with_descriptors(cell, 0)); }

std::string ton_bag(const TonCell& cell) {
  const std::string serialized = with_descriptors(cell, 0);
  const std::string head{'\xb5', '\xee', '\x9c', '\x72', 1, 1, 1, 1, 0, static_cast<char>(serialized.size()), 0};
  return ton_base64(head + serialized);
}

std::string ton_base64(std::string_view bytes) {
  return Botan::base64_encode(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string ton_wallet(std::uint64_t n) { return "0:" + to_hex(bytes_of(sha("wallet " + std::to_string(n)))); }

std::string ton_usdt_wallet(const std::string& owner, const std::string& master) {
  const std::string library = std::string{8, 66, 2} + bytes_of_hex(kWalletCode);
  const std::string data = ton_hash(TonCell().add(0, 4).add(0, 4).add_account(owner).add_account(master));
  const std::string state = with_descriptors(TonCell().add(0b00110, 5), 2) + std::string(4, '\0') + sha(library) + data;
  return "0:" + to_hex(bytes_of(sha(state)));
}

TonCell ton_comment(std::string_view words) { return TonCell().add(0, 32).add_bytes(std::string(words)); }

TonCell ton_internal_transfer(const core::BaseUnits& units, const std::string& from) {
  return TonCell().add(0x178d4519, 32).add(0, 64).add_coins(units).add_account(from).add_account("").add(0, 4).add(0, 1);
}

}  // namespace bepusdt::devnet
