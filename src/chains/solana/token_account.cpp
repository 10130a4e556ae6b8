#include "chains/solana/token_account.hpp"

#include <botan/base58.h>
#include <botan/bigint.h>
#include <botan/numthry.h>

#include <algorithm>
#include <exception>

#include "base/digest.hpp"

namespace bepusdt::chains::solana {
namespace {

constexpr std::string_view kAssociatedProgram = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";
constexpr std::string_view kMarker = "ProgramDerivedAddress";
constexpr std::size_t kLongestText = 44;  // of 32 bytes

}  // namespace

std::optional<Key> key_of(std::string_view text) {
  if (text.empty() || text.size() > kLongestText) return std::nullopt;
  try {
    const auto bytes = Botan::base58_decode(text.data(), text.size());
    Key key;
    if (bytes.size() != key.size() || Botan::base58_encode(bytes) != text) return std::nullopt;
    std::ranges::copy(bytes, key.begin());
    return key;
  } catch (const std::exception&) {  // not of the alphabet
    return std::nullopt;
  }
}

std::string text_of(const Key& key) { return Botan::base58_encode(key.data(), key.size()); }

// A point has x² = (y² - 1) / (d·y² + 1) modulo p = 2^255 - 19. The divisor is never 0, so the quotient is a square exactly where
// the product of both is one.
bool is_on_curve(const Key& bytes) {
  static const Botan::BigInt p = Botan::BigInt::power_of_2(255) - 19;
  static const Botan::BigInt d("0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
  Key big_endian = bytes;
  big_endian.back() &= 0x7f;
  std::ranges::reverse(big_endian);
  const Botan::BigInt y(big_endian.data(), big_endian.size());
  const Botan::BigInt y2 = (y * y) % p;
  const Botan::BigInt product = ((y2 + p - 1) * (d * y2 + 1)) % p;
  return product.is_zero() || Botan::jacobi(product, p) == 1;
}

std::optional<Key> associated_token_account(const Key& owner, const Key& program, const Key& mint) {
  static const Key associated = key_of(kAssociatedProgram).value();
  Bytes seeds;
  for (const Key* seed : {&owner, &program, &mint}) seeds.insert(seeds.end(), seed->begin(), seed->end());
  const std::size_t bump_at = seeds.size();
  seeds.push_back(0);
  seeds.insert(seeds.end(), associated.begin(), associated.end());
  seeds.insert(seeds.end(), kMarker.begin(), kMarker.end());
  for (int bump = 255; bump >= 0; --bump) {
    seeds[bump_at] = static_cast<std::uint8_t>(bump);
    const Key candidate = sha256(seeds);
    if (!is_on_curve(candidate)) return candidate;
  }
  return std::nullopt;
}

}  // namespace bepusdt::chains::solana
