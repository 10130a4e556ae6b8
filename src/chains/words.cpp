#include "chains/words.hpp"

#include <algorithm>
#include <bit>

#include "base/hex.hpp"

namespace bepusdt::chains {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;

// Eight hex digits to four bytes; false when one of them is none. Each byte of `chars` is one digit, the first one lowest
// (little-endian, which CMake's targets all are).
static_assert(std::endian::native == std::endian::little);
bool decode_eight(std::uint64_t chars, std::uint32_t& out) {
  const std::uint64_t letters = (chars >> 6) & kOnes;                   // 1 where the digit is a letter
  const std::uint64_t values = (chars & (kOnes * 0x0f)) + letters * 9;  // 0..15 if it was a digit
  // Write the values back as lower-case digits: only real digits come out as they went in.
  const std::uint64_t above_nine = ((values + kOnes * 6) >> 4) & kOnes;
  const std::uint64_t written = values + kOnes * '0' + above_nine * ('a' - '0' - 10);
  if ((values & (kOnes * 0xf0)) != 0 || written != (chars | (letters << 5))) return false;
  std::uint64_t pairs = ((values << 4) | (values >> 8)) & 0x00ff00ff00ff00ffULL;
  pairs = (pairs | (pairs >> 8)) & 0x0000ffff0000ffffULL;
  out = static_cast<std::uint32_t>(pairs | (pairs >> 16));
  return true;
}

bool strip_prefix(std::string_view& text) {
  if (!text.starts_with("0x")) return false;
  text.remove_prefix(2);
  return true;
}

}  // namespace

bool decode_hex(std::string_view digits, std::span<std::uint8_t> out) {
  if (digits.size() != out.size() * 2) return false;
  std::size_t i = 0;
  for (; i + 4 <= out.size(); i += 4) {
    std::uint64_t chars;
    std::memcpy(&chars, digits.data() + 2 * i, sizeof chars);
    std::uint32_t bytes;
    if (!decode_eight(chars, bytes)) return false;
    std::memcpy(out.data() + i, &bytes, sizeof bytes);
  }
  for (; i < out.size(); ++i) {
    const int high = hex_digit(digits[2 * i]), low = hex_digit(digits[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

std::optional<Word> word_of(std::string_view text) {
  Word word;
  if (!strip_prefix(text) || !decode_hex(text, word)) return std::nullopt;
  return word;
}

std::optional<Account> account_of(std::string_view text) {
  Account account;
  if (!strip_prefix(text) || !decode_hex(text, account)) return std::nullopt;
  return account;
}

std::optional<std::uint64_t> quantity_of(std::string_view text) {
  if (!strip_prefix(text) || text.empty() || text.size() > 16) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    number = number << 4 | static_cast<std::uint64_t>(digit);
  }
  return number;
}

std::optional<Word> big_quantity_of(std::string_view text) {
  if (!strip_prefix(text) || text.empty() || text.size() > 64) return std::nullopt;
  std::array<char, 64> digits;
  digits.fill('0');
  std::ranges::copy(text, digits.end() - static_cast<std::ptrdiff_t>(text.size()));
  Word word;
  if (!decode_hex({digits.data(), digits.size()}, word)) return std::nullopt;
  return word;
}

std::string text_of(std::span<const std::uint8_t> bytes) { return "0x" + to_hex(bytes); }

std::string quantity_text(std::uint64_t number) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[number & 15]);
    number >>= 4;
  } while (number > 0);
  return "0x" + digits;
}

core::BaseUnits units_of(const Word& big_endian) {
  core::BaseUnits units;
  boost::multiprecision::import_bits(units, big_endian.begin(), big_endian.end(), 8, true);
  return units;
}

Word padded(const Account& account) {
  Word word{};
  std::ranges::copy(account, word.begin() + 12);
  return word;
}

std::optional<Account> unpadded(const Word& word) {
  if (std::any_of(word.begin(), word.begin() + 12, [](std::uint8_t b) { return b != 0; })) return std::nullopt;
  Account account;
  std::copy(word.begin() + 12, word.end(), account.begin());
  return account;
}

}  // namespace bepusdt::chains
