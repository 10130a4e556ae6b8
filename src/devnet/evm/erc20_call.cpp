#include "devnet/evm/erc20_call.hpp"

#include <array>

#include "base/hex.hpp"
#include "devnet/evm/evm_chain.hpp"

namespace bepusdt::devnet {
namespace {

struct Form {
  std::string_view selector;  // the first four bytes of the signature's Keccak-256
  Erc20Call::Kind kind;
  bool takes_address, takes_units;
};

constexpr std::array kForms{
    Form{"0xa9059cbb", Erc20Call::Kind::transfer, true, true},     // transfer(address,uint256)
    Form{"0x70a08231", Erc20Call::Kind::balance_of, true, false},  // balanceOf(address)
    Form{"0x313ce567", Erc20Call::Kind::decimals, false, false},   // decimals()
    Form{"0x95d89b41", Erc20Call::Kind::symbol, false, false},     // symbol()
};
constexpr std::size_t kSelectorSize = 10;
constexpr std::size_t kWordDigits = 64;
constexpr std::size_t kPaddingDigits = 24;  // of an address within its word

}  // namespace

std::optional<Erc20Call> read_erc20_call(std::string_view data) {
  for (const Form& form : kForms) {
    if (!data.starts_with(form.selector)) continue;
    const std::size_t words = (form.takes_address ? 1 : 0) + (form.takes_units ? 1 : 0);
    if (data.size() < kSelectorSize + words * kWordDigits) return std::nullopt;
    const auto word = [&](std::size_t i) { return data.substr(kSelectorSize + i * kWordDigits, kWordDigits); };
    Erc20Call call{form.kind, {}, 0};
    if (form.takes_address) {
      if (word(0).substr(0, kPaddingDigits).find_first_not_of('0') != std::string_view::npos) return std::nullopt;
      call.address = "0x" + std::string(word(0).substr(kPaddingDigits));
    }
    if (form.takes_units) {
      const auto units = core::units_from_hex("0x" + std::string(word(1)));
      if (!units) return std::nullopt;
      call.units = *units;
    }
    return call;
  }
  return std::nullopt;
}

std::string abi_string(std::string_view text) {
  std::string digits = to_hex(bytes_of(text));
  digits.resize((digits.size() + kWordDigits - 1) / kWordDigits * kWordDigits, '0');
  return evm_word(32) + evm_word(text.size()).substr(2) + digits;
}

}  // namespace bepusdt::devnet
