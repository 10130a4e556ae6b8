#include "wire/callback_hmac.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/assert.hpp"
#include "base/digest.hpp"

namespace bepusdt::wire {
namespace {

constexpr std::size_t kLongestHeader = 1024;
constexpr std::size_t kLongestTime = 12;  // seconds until the year 33658
constexpr std::size_t kMostSignatures = 8;

struct Header {
  std::string_view time_text;
  std::int64_t time = 0;
  std::array<Digest32, kMostSignatures> signatures{};
  std::size_t count = 0;
};

std::optional<std::int64_t> unix_seconds_of(std::string_view text) {
  if (text.empty() || text.size() > kLongestTime || text.front() == '-') return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return seconds;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Header> parse(std::string_view text) {
  if (text.size() > kLongestHeader) return std::nullopt;
  Header header;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view part = trimmed(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (part.starts_with("t=")) {
      const auto time = unix_seconds_of(part.substr(2));
      if (!time || !header.time_text.empty()) return std::nullopt;
      header.time_text = part.substr(2);
      header.time = *time;
    } else if (part.starts_with("v1=")) {
      const std::string_view digits = part.substr(3);
      const auto bytes = digits.starts_with("0x") || digits.starts_with("0X") ? std::nullopt : from_hex(digits);
      if (!bytes || bytes->size() != sizeof(Digest32) || header.count == kMostSignatures) return std::nullopt;
      std::ranges::copy(*bytes, header.signatures[header.count++].begin());
    }
  }
  if (header.time_text.empty() || header.count == 0) return std::nullopt;
  return header;
}

Digest32 hmac_of(std::string_view time, std::string_view body, const Secret& token) {
  std::string signed_text;
  signed_text.reserve(time.size() + 1 + body.size());
  signed_text.append(time).append(".").append(body);
  return hmac_sha256(token.reveal(), signed_text);
}

std::string_view chars(const Digest32& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

}  // namespace

std::string callback_hmac_header(BlockTime now, std::string_view body, const Secret& token) {
  BEPUSDT_ASSERT(!token.empty());
  const std::string time = std::to_string(to_unix_seconds(now));
  return "t=" + time + ",v1=" + to_hex(hmac_of(time, body, token));
}

std::string_view name_of(HmacRefusal refusal) {
  switch (refusal) {
    case HmacRefusal::malformed: return "malformed";
    case HmacRefusal::too_old: return "too_old";
    case HmacRefusal::too_new: return "too_new";
    case HmacRefusal::mismatch: return "mismatch";
  }
  BEPUSDT_ASSERT(!"every refusal has a name");
  return {};
}

Result<void, HmacRefusal> verify_callback_hmac(std::string_view text, std::string_view body, std::span<const Secret> tokens,
                                               BlockTime now, Seconds tolerance) {
  const auto header = parse(text);
  if (!header) return fail(HmacRefusal::malformed);
  bool matches = false;
  for (const Secret& token : tokens) {
    if (token.empty()) continue;
    const Digest32 expected = hmac_of(header->time_text, body, token);
    for (std::size_t i = 0; i < header->count; ++i)
      matches |= equal_constant_time(chars(expected), chars(header->signatures[i]));
  }
  // The time is believed only once the signature over it holds.
  if (!matches) return fail(HmacRefusal::mismatch);
  const Seconds age = now - from_unix_seconds(header->time);
  if (age > tolerance) return fail(HmacRefusal::too_old);
  if (-age > tolerance) return fail(HmacRefusal::too_new);
  return {};
}

}  // namespace bepusdt::wire
