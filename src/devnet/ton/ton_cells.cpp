#include "devnet/ton/ton_cells.hpp"

#include <botan/base64.h>

#include <algorithm>
#include <bit>
#include <ranges>
#include <unordered_map>

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

std::string with_descriptors(const TonCell& cell, std::size_t refs) {
  return std::string{static_cast<char>(refs), static_cast<char>(cell.bits / 8 + (cell.bits + 7) / 8)} + filled_up(cell);
}

std::string number_bytes(std::uint64_t value, unsigned size) {
  std::string bytes;
  while (size-- > 0) bytes += static_cast<char>(value >> (8 * size) & 0xff);
  return bytes;
}

struct Represented {
  std::string hash;
  unsigned depth = 0;
};
Represented represented(const TonCell& cell) {
  std::string text = with_descriptors(cell, cell.refs.size());
  std::string hashes;
  unsigned depth = 0;
  for (const auto& ref : cell.refs) {
    const Represented below = represented(*ref);
    depth = std::max(depth, below.depth + 1);
    text += number_bytes(below.depth, 2);
    hashes += below.hash;
  }
  return {sha(text + hashes), depth};
}

// Every cell once, children before parents, and its place among them.
struct Order {
  std::vector<const TonCell*> cells;
  std::unordered_map<const TonCell*, std::size_t> places;

  void add(const TonCell& cell) {
    if (places.contains(&cell)) return;
    for (const auto& ref : cell.refs) add(*ref);
    places.emplace(&cell, cells.size());
    cells.push_back(&cell);
  }
};

// HmLabel, of its three forms the shortest.
void add_label(TonCell& out, std::string_view label, std::size_t left) {
  const auto size = static_cast<unsigned>(label.size()), size_bits = static_cast<unsigned>(std::bit_width(left));
  const bool same = !label.empty() && label.find(label[0] == '0' ? '1' : '0') == label.npos;
  if (same && 3 + size_bits < std::min(2 * size + 2, 2 + size_bits + size)) {
    out.add(0b11, 2).add(label[0] == '1' ? 1 : 0, 1).add(size, size_bits);
    return;
  }
  if (2 * size + 2 <= 2 + size_bits + size) {
    out.add(0, 1);
    for (unsigned i = 0; i < size; ++i) out.add(1, 1);
    out.add(0, 1);
  } else {
    out.add(0b10, 2).add(size, size_bits);
  }
  for (const char bit : label) out.add(bit == '1' ? 1 : 0, 1);
}

void add_node(TonCell& out, const TonLeaves& leaves, std::size_t at, const std::function<void(TonCell&)>& extra) {
  const std::string &first = leaves.begin()->first, &last = leaves.rbegin()->first;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(first, last).in1 - first.begin());
  add_label(out, std::string_view(first).substr(at, same - at), first.size() - at);
  if (same == first.size()) return leaves.begin()->second(out);
  for (const char side : {'0', '1'}) {
    TonLeaves half;
    for (const auto& [key, leaf] : leaves)
      if (key[same] == side) half.emplace(key, leaf);
    TonCell child;
    add_node(child, half, same + 1, extra);
    out.add_ref(std::move(child));
  }
  if (extra) extra(out);
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
  const unsigned used = bits % 8;  // of the last byte
  if (used == 0) {
    data += bytes;
  } else {
    for (const char byte : bytes) {
      const auto value = static_cast<unsigned char>(byte);
      data.back() = static_cast<char>(static_cast<unsigned char>(data.back()) | value >> used);
      data += static_cast<char>(value << (8 - used));
    }
  }
  bits += 8 * static_cast<unsigned>(bytes.size());
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

std::string ton_hash(const TonCell& cell) { return represented(cell).hash; }

std::string ton_bag_file(const TonCell& root) {
  constexpr unsigned kRefSize = 3, kSizeSize = 4;
  Order order;
  order.add(root);
  const std::size_t count = order.cells.size();
  const auto number = [&](const TonCell& cell) { return count - 1 - order.places.at(&cell); };  // parents before children
  std::string cells;
  for (const TonCell* cell : order.cells | std::views::reverse) {
    cells += with_descriptors(*cell, cell->refs.size());
    for (const auto& ref : cell->refs) cells += number_bytes(number(*ref), kRefSize);
  }
  return "\xb5\xee\x9c\x72" + number_bytes(kRefSize, 1) + number_bytes(kSizeSize, 1) + number_bytes(count, kRefSize) +
         number_bytes(1, kRefSize) + number_bytes(0, kRefSize) + number_bytes(cells.size(), kSizeSize) +
         number_bytes(0, kRefSize) + cells;
}

std::string ton_bag(const TonCell& root) { return ton_base64(ton_bag_file(root)); }

void add_ton_dictionary(TonCell& out, const TonLeaves& leaves, const std::function<void(TonCell&)>& extra) {
  add_node(out, leaves, 0, extra);
}

std::string ton_key(std::uint64_t value, unsigned bits) {
  std::string text;
  while (bits-- > 0) text += (value >> bits & 1) != 0 ? '1' : '0';
  return text;
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
