#include "core/address.hpp"

#include <botan/base58.h>
#include <botan/base64.h>

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <exception>
#include <optional>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "base/hex.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::core {
namespace {

using Parsed = Result<Address, AddressError>;

bool all_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return hex_digit(c) >= 0; });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has_both_cases(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Botan's decoder skips white space and throws; an address has neither, so the text must come back unchanged.
std::optional<Bytes> base58_bytes(std::string_view text) {
  static constexpr std::size_t kLongest = 44;  // of 32 bytes; the decoder's cost grows with the square
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  try {
    Bytes bytes = Botan::base58_decode(text.data(), text.size());
    if (Botan::base58_encode(bytes) != text) return std::nullopt;
    return bytes;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Parsed parse_evm(std::string_view text) {
  if (text.size() != 42 || !text.starts_with("0x") || !all_hex(text.substr(2))) return fail(AddressError::malformed);
  std::string stored = lower(text);
  // EIP-55: text of one case carries no checksum.
  if (has_both_cases(text.substr(2)) && eip55(stored) != text) return fail(AddressError::bad_checksum);
  return Address(std::move(stored));
}

Parsed parse_tron(std::string_view text) {
  static constexpr std::size_t kPayload = 21;
  if (text.size() == 34 && text.starts_with('T')) {
    const auto bytes = base58_bytes(text);
    if (!bytes || bytes->size() != kPayload + 4) return fail(AddressError::malformed);
    const BytesView payload = BytesView(*bytes).first(kPayload);
    const Digest32 once = sha256(payload);
    const Digest32 twice = sha256(once);
    if (!std::equal(bytes->begin() + kPayload, bytes->end(), twice.begin())) return fail(AddressError::bad_checksum);
    if (payload[0] != kTronAddressPrefix) return fail(AddressError::malformed);
    return Address(std::string(text));
  }
  // Hex: 41 and 20 bytes (with or without 0x), or 0x and the 20 bytes alone, as contracts and logs write them.
  std::string_view digits = text;
  const bool prefixed = digits.starts_with("0x");
  if (prefixed) digits.remove_prefix(2);
  if (digits.size() == 40 && prefixed) {
    if (!parse_evm(text)) return fail(parse_evm(text).error());
  } else if (digits.size() == 42 && digits.starts_with("41")) {
    digits.remove_prefix(2);
  } else {
    return fail(AddressError::malformed);
  }
  const auto bytes = from_hex(digits);
  if (!bytes || digits.size() != 40) return fail(AddressError::malformed);
  TronAccount account;
  std::ranges::copy(*bytes, account.begin());
  return tron_address(account);
}

Parsed parse_solana(std::string_view text) {
  const auto bytes = base58_bytes(text);
  if (!bytes || bytes->size() != 32) return fail(AddressError::malformed);
  return Address(std::string(text));
}

Parsed parse_aptos(std::string_view text) {
  const bool prefixed = text.starts_with("0x");
  if (prefixed) text.remove_prefix(2);
  if (text.empty() || text.size() > 64 || !all_hex(text)) return fail(AddressError::malformed);
  if (!prefixed && text.size() != 64) return fail(AddressError::malformed);
  // Forty digits are an EVM address in the wrong place: an Aptos account with twelve leading zero bytes does not occur,
  // and padding it would send money to an account that nobody owns.
  if (text.size() == 40) return fail(AddressError::malformed);
  return Address("0x" + std::string(64 - text.size(), '0') + lower(text));
}

// The text form of TEP-2: tag, workchain, 32 bytes of hash, CRC-16/XMODEM of the 34 bytes before it.
constexpr std::uint8_t kTonBounceable = 0x11;
constexpr std::uint8_t kTonNonBounceable = 0x51;

std::uint16_t ton_checksum(BytesView bytes) {
  boost::crc_xmodem_t crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return static_cast<std::uint16_t>(crc.checksum());
}

Parsed ton_account(std::string_view workchain, std::string_view hash) {
  if ((workchain != "0" && workchain != "-1") || hash.size() != 64 || !all_hex(hash)) return fail(AddressError::malformed);
  return Address(std::string(workchain) + ":" + lower(hash));
}

Parsed parse_ton(std::string_view text) {
  if (const auto colon = text.find(':'); colon != std::string_view::npos)
    return ton_account(text.substr(0, colon), text.substr(colon + 1));
  if (text.size() != 48) return fail(AddressError::malformed);
  const bool standard = text.find_first_of("+/") != std::string_view::npos;
  const bool url_safe = text.find_first_of("-_") != std::string_view::npos;
  if (standard && url_safe) return fail(AddressError::malformed);
  std::string base64(text);
  for (char& c : base64) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && std::string_view("+/-_").find(c) == std::string_view::npos) return fail(AddressError::malformed);
    c = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  const auto bytes = Botan::base64_decode(base64);  // cannot throw: 48 characters of the alphabet
  BEPUSDT_ASSERT(bytes.size() == 36);
  const BytesView body(bytes.data(), 34);
  if (ton_checksum(body) != bytes[34] * 256 + bytes[35]) return fail(AddressError::bad_checksum);
  // A tag with the test-only flag (0x80) names an account of a test network: refused with every other unknown tag.
  if (body[0] != kTonBounceable && body[0] != kTonNonBounceable) return fail(AddressError::malformed);
  const std::string_view workchain = body[1] == 0 ? "0" : body[1] == 0xff ? "-1" : "";
  return ton_account(workchain, to_hex(body.subspan(2)));
}

std::string display_ton(std::string_view stored) {
  const auto colon = stored.find(':');
  BEPUSDT_ASSERT(colon != std::string_view::npos);
  const auto hash = from_hex(stored.substr(colon + 1));
  BEPUSDT_ASSERT(hash && hash->size() == 32);
  Bytes bytes{kTonNonBounceable, static_cast<std::uint8_t>(stored.starts_with('-') ? 0xff : 0)};
  bytes.insert(bytes.end(), hash->begin(), hash->end());
  const std::uint16_t crc = ton_checksum(bytes);
  bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
  bytes.push_back(static_cast<std::uint8_t>(crc & 0xff));
  std::string text = Botan::base64_encode(bytes);
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

}  // namespace

Result<Address, AddressError> parse_address(Family family, std::string_view text) {
  switch (family) {
    case Family::evm: return parse_evm(text);
    case Family::tron: return parse_tron(text);
    case Family::solana: return parse_solana(text);
    case Family::aptos: return parse_aptos(text);
    case Family::ton: return parse_ton(text);
  }
  return fail(AddressError::malformed);
}

std::string display_address(Family family, const Address& address) {
  if (family == Family::evm) return eip55(address.value());
  if (family == Family::ton) return display_ton(address.value());
  return address.value();
}

std::string eip55(std::string_view lower_case_address) {
  BEPUSDT_ASSERT(lower_case_address.size() == 42);
  std::string text(lower_case_address);
  const Digest32 hash = keccak256(bytes_of(lower_case_address.substr(2)));
  for (std::size_t i = 0; i < 40; ++i) {
    char& c = text[i + 2];
    const int nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
    if (c >= 'a' && c <= 'f' && nibble >= 8) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace bepusdt::core
