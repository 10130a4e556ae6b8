#include "chains/tron/token_call.hpp"

#include <algorithm>

namespace bepusdt::chains::tron {
namespace {

constexpr std::array<std::uint8_t, 4> kTransfer{0xa9, 0x05, 0x9c, 0xbb};
constexpr std::array<std::uint8_t, 4> kTransferFrom{0x23, 0xb8, 0x72, 0xdd};
// permitTransfer(token, user, receiver, value, maxFee, deadline, version, nonce, signature)
constexpr std::array<std::uint8_t, 4> kPermitTransfer{0x6f, 0x21, 0xb8, 0x98};
// GasFree's controller, TFFAMQLZybALaLb4uxHA9RBE7pxhUAjF3U: anybody may deploy another contract with the same method.
constexpr Account kGasFreeController{0x39, 0xdd, 0x12, 0xa5, 0x4e, 0x2b, 0xab, 0x7c, 0x82, 0xaa,
                                     0x14, 0xa1, 0xe1, 0x58, 0xb3, 0x42, 0x63, 0xd2, 0xd5, 0x10};
constexpr std::size_t kPermitWords = 8;  // before the signature's offset

Word word_at(BytesView data, std::size_t index) {
  Word word;
  std::ranges::copy(data.subspan(4 + index * 32, 32), word.begin());
  return word;
}

Account account_at(BytesView data, std::size_t index) {
  Account account;
  std::ranges::copy(data.subspan(4 + index * 32 + 12, 20), account.begin());
  return account;
}

}  // namespace

std::optional<TokenCall> token_call_of(const Account& caller, const Account& contract, BytesView data) {
  if (data.size() < 4) return std::nullopt;
  const auto calls = [&](const std::array<std::uint8_t, 4>& selector, std::size_t words) {
    return std::ranges::equal(data.first(4), selector) && data.size() >= 4 + words * 32;
  };
  if (calls(kTransfer, 2)) return TokenCall{contract, caller, account_at(data, 0), units_of(word_at(data, 1))};
  if (calls(kTransferFrom, 3))
    return TokenCall{contract, account_at(data, 0), account_at(data, 1), units_of(word_at(data, 2))};
  if (contract == kGasFreeController && calls(kPermitTransfer, kPermitWords))
    return TokenCall{account_at(data, 0), account_at(data, 1), account_at(data, 2), units_of(word_at(data, 3))};
  return std::nullopt;
}

}  // namespace bepusdt::chains::tron
