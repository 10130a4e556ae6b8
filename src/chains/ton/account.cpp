#include "chains/ton/account.hpp"

#include "base/hex.hpp"
#include "core/address.hpp"

namespace bepusdt::chains::ton {

std::optional<Account> account_of(std::string_view text) {
  const auto stored = core::parse_address(core::Family::ton, text);
  if (!stored) return std::nullopt;
  const std::string_view raw = stored->value();
  Account account;
  account.workchain = raw.starts_with('-') ? -1 : 0;
  if (!decode_hex(raw.substr(raw.find(':') + 1), account.hash)) return std::nullopt;
  return account;
}

core::Address address_of(const Account& account) {
  return core::Address(std::to_string(account.workchain) + ":" + to_hex(account.hash));
}

}  // namespace bepusdt::chains::ton
