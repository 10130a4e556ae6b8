// Account: who owns what on TON: a workchain and 32 bytes, which are all that its many spellings say; and its stored form,
// "<workchain>:<64 lower-case digits>" (core/address.hpp). Pure.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "chains/words.hpp"
#include "core/ids.hpp"

namespace bepusdt::chains::ton {

struct Account {
  std::int8_t workchain = 0;  // 0: where everybody is; -1: the masterchain
  Word hash{};

  friend bool operator==(const Account&, const Account&) = default;
  friend auto operator<=>(const Account&, const Account&) = default;
};

struct AccountHash {
  std::size_t operator()(const Account& account) const noexcept { return BytesHash{}(account.hash); }
};

// Any accepted spelling: raw, or base64 of either alphabet with either flag.
[[nodiscard]] std::optional<Account> account_of(std::string_view text);
// The stored form.
[[nodiscard]] core::Address address_of(const Account& account);

}  // namespace bepusdt::chains::ton
