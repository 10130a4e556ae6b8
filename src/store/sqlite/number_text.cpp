#include "store/sqlite/number_text.hpp"

#include <charconv>
#include <cstring>
#include <limits>

#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"

namespace bepusdt::store {
namespace {

constexpr std::uint64_t kMax64 = std::numeric_limits<std::uint64_t>::max();

std::string_view copy(std::span<char> room, std::string_view text) {
  BEPUSDT_ASSERT(text.size() <= room.size());
  std::memcpy(room.data(), text.data(), text.size());
  return {room.data(), text.size()};
}

}  // namespace

std::string_view write_number(std::span<char> room, const core::BaseUnits& units) {
  if (units > kMax64) return copy(room, units.str());
  const auto end = std::to_chars(room.data(), room.data() + room.size(), units.convert_to<std::uint64_t>());
  return {room.data(), end.ptr};
}

std::string_view write_number(std::span<char> room, const core::Decimal& value) {
  const auto& mantissa = value.mantissa();
  constexpr int kFewPlaces = 18;
  if (mantissa < 0 || mantissa > kMax64 || value.scale() > kFewPlaces) return copy(room, value.to_string());
  std::array<char, 24> digits;
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), mantissa.convert_to<std::uint64_t>()).ptr;
  const auto count = static_cast<std::size_t>(end - digits.data());
  const auto places = static_cast<std::size_t>(value.scale());
  if (places == 0) return copy(room, {digits.data(), count});
  char* out = room.data();
  const std::size_t whole = count > places ? count - places : 0;
  if (whole == 0) *out++ = '0';
  out = std::copy_n(digits.data(), whole, out);
  *out++ = '.';
  out = std::fill_n(out, places > count ? places - count : 0, '0');
  out = std::copy(digits.data() + whole, digits.data() + count, out);
  return {room.data(), out};
}

core::BaseUnits read_units(std::string_view text) {
  constexpr std::size_t kFits64 = 19;
  if (!text.empty() && text.size() <= kFits64) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
    throw damaged("amount", text);
  }
  auto units = core::units_from_digits(text);
  if (!units) throw damaged("amount", text);
  return *std::move(units);
}

core::Decimal read_decimal(std::string_view text) {
  auto value = core::Decimal::parse(text);
  if (!value) throw damaged("number", text);
  return *std::move(value);
}

}  // namespace bepusdt::store
