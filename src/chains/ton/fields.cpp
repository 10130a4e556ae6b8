#include "chains/ton/fields.hpp"

#include <botan/base64.h>

#include <algorithm>
#include <charconv>

namespace bepusdt::chains::ton {

namespace dom = simdjson::dom;

bool Fields::has(std::string_view name) const {
  dom::element value;
  return object_ && !object_->at_key(name).get(value) && !value.is_null();
}

std::uint64_t Fields::number(std::string_view name) const {
  dom::element value;
  if (!object_ || object_->at_key(name).get(value)) {
    refuse(name);
    return 0;
  }
  std::uint64_t plain = 0;
  if (!value.get(plain)) return plain;
  std::string_view digits;
  const bool is_text = !value.get(digits) && !digits.empty();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), plain);
  if (!is_text || error != std::errc{} || end != digits.data() + digits.size()) refuse(name);
  return plain;
}

std::uint32_t Fields::number32(std::string_view name) const {
  const std::uint64_t value = number(name);
  if (value > UINT32_MAX) refuse(name);
  return static_cast<std::uint32_t>(value);
}

std::int32_t Fields::signed32(std::string_view name) const {
  const auto value = get<std::int64_t>(name);
  if (value < INT32_MIN || value > INT32_MAX) refuse(name);
  return static_cast<std::int32_t>(value);
}

Bytes Fields::base64(std::string_view name) const {
  const std::string_view encoded = text(name);
  try {
    const auto bytes = Botan::base64_decode(encoded.data(), encoded.size(), false);
    return {bytes.begin(), bytes.end()};
  } catch (const std::exception&) {
    refuse(name);
    return {};
  }
}

Word Fields::hash(std::string_view name) const {
  const Bytes bytes = base64(name);
  Word word{};
  if (bytes.size() == word.size())
    std::ranges::copy(bytes, word.begin());
  else
    refuse(name);
  return word;
}

Account Fields::account(std::string_view name) const {
  const auto found = account_of(text(name));
  if (!found) refuse(name);
  return found.value_or(Account{});
}

std::optional<Account> Fields::maybe_account(std::string_view name) const {
  return has(name) ? std::optional(account(name)) : std::nullopt;
}

Fields Fields::inner(std::string_view name) const {
  dom::object object;
  if (object_ && !object_->at_key(name).get(object)) return {object, *wrong_};
  refuse(name);
  return {std::nullopt, *wrong_};
}

std::vector<Fields> Fields::list(std::string_view name) const {
  dom::array array;
  std::vector<Fields> all;
  constexpr std::size_t kMostRows = 5'000;  // several times the longest page that is asked for
  if (!object_ || object_->at_key(name).get(array) || array.size() > kMostRows) {
    refuse(name);
    return all;
  }
  for (const dom::element each : array) {
    dom::object object;
    if (each.get(object))
      refuse(name);
    else
      all.emplace_back(object, *wrong_);
  }
  return all;
}

}  // namespace bepusdt::chains::ton
