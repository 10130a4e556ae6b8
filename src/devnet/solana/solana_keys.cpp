#include "devnet/solana/solana_keys.hpp"

#include <botan/bigint.h>
#include <botan/numthry.h>
#include <botan/reducer.h>

#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "devnet/solana/solana_chain.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kDigits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kAssociated = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";

// A root of (y² - 1) / (d y² + 1) is looked for as RFC 8032 §5.1.3 says and squared again.
bool on_curve(std::vector<std::uint8_t> point) {
  using Botan::BigInt;
  const BigInt p = BigInt::power_of_2(255) - 19;
  point.back() &= 0x7f;
  std::ranges::reverse(point);
  const BigInt y(point.data(), point.size());
  const BigInt one(1), d = (p - BigInt(121665)) * Botan::inverse_mod(BigInt(121666), p) % p;
  const BigInt u = (y * y + p - one) % p, v = (d * y * y + one) % p;
  const BigInt x2 = u * Botan::inverse_mod(v, p) % p;
  const BigInt power = Botan::power_mod(x2, (p - one) / 2, p);
  return power == 0 || power == 1;
}

}  // namespace

std::string solana_text(std::span<const std::uint8_t> bytes) {
  std::vector<int> digits;  // the smallest first
  for (const std::uint8_t byte : bytes) {
    int carry = byte;
    for (int& digit : digits) {
      carry += digit * 256;
      digit = carry % 58;
      carry /= 58;
    }
    for (; carry > 0; carry /= 58) digits.push_back(carry % 58);
  }
  std::string text;
  for (auto byte = bytes.begin(); byte != bytes.end() && *byte == 0; ++byte) text += '1';
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) text += kDigits[static_cast<std::size_t>(*digit)];
  return text;
}

std::vector<std::uint8_t> solana_bytes(const std::string& text) {
  std::vector<std::uint8_t> bytes;  // the smallest first
  for (const char c : text) {
    const std::size_t at = kDigits.find(c);
    if (at == std::string_view::npos) return {};
    std::size_t carry = at;
    for (std::uint8_t& byte : bytes) {
      carry += std::size_t{byte} * 58;
      byte = static_cast<std::uint8_t>(carry & 0xff);
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push_back(static_cast<std::uint8_t>(carry & 0xff));
  }
  for (auto c = text.begin(); c != text.end() && *c == '1'; ++c) bytes.push_back(0);
  std::ranges::reverse(bytes);
  return bytes;
}

bool is_solana_text(std::string_view text, std::size_t size) { return solana_bytes(std::string(text)).size() == size; }

std::string solana_wallet(std::uint64_t n) {
  const Digest32 key = sha256(bytes_of("wallet " + std::to_string(n)));
  return solana_text(key);
}

std::string solana_token_account(const std::string& owner, const std::string& mint) {
  thread_local std::map<std::pair<std::string, std::string>, std::string> known;
  std::string& account = known[{owner, mint}];
  if (!account.empty()) return account;
  for (int bump = 255; bump >= 0; --bump) {
    Bytes text;
    for (const std::string& part : {owner, std::string(kSolanaTokenProgram), mint}) {
      const auto bytes = solana_bytes(part);
      text.insert(text.end(), bytes.begin(), bytes.end());
    }
    text.push_back(static_cast<std::uint8_t>(bump));
    const auto program = solana_bytes(std::string(kAssociated));
    text.insert(text.end(), program.begin(), program.end());
    for (const char c : std::string_view("ProgramDerivedAddress")) text.push_back(static_cast<std::uint8_t>(c));
    const Digest32 hash = sha256(text);
    if (on_curve({hash.begin(), hash.end()})) continue;
    return account = solana_text(hash);
  }
  BEPUSDT_ASSERT(false);
}

}  // namespace bepusdt::devnet
