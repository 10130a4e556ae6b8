// Questions about addresses: what is accepted, and the accounts that are computed from others.
#include <array>
#include <stdexcept>

#include "chains/aptos/primary_store.hpp"
#include "chains/solana/token_account.hpp"
#include "chains/ton/jetton_wallet.hpp"
#include "core/address.hpp"
#include "independent/answers/questions.hpp"

namespace bepusdt::independent {
namespace {

constexpr std::pair<std::string_view, core::Family> kFamilies[] = {{"evm", core::Family::evm},
                                                                   {"tron", core::Family::tron},
                                                                   {"solana", core::Family::solana},
                                                                   {"aptos", core::Family::aptos},
                                                                   {"ton", core::Family::ton}};

core::Family family_of(std::string_view name) {
  for (const auto& [known, family] : kFamilies)
    if (known == name) return family;
  throw std::invalid_argument("no such family");
}

}  // namespace

void ask_address(const Question& question, Answer& answer) {
  const core::Family family = family_of(text(question, "family"));
  const auto stored = core::parse_address(family, text(question, "text"));
  if (stored) {
    answer.key("stored").text(stored->value());
    answer.key("shown").text(core::display_address(family, *stored));
  } else {
    answer.key("refused").text(stored.error() == core::AddressError::malformed ? "malformed" : "bad_checksum");
  }
}

void ask_associated_token_account(const Question& question, Answer& answer) {
  using namespace chains::solana;
  const auto key = [&](std::string_view name) { return key_of(text(question, name)).value(); };
  answer.key("account").text(text_of(associated_token_account(key("owner"), key("program"), key("mint")).value()));
}

void ask_primary_store(const Question& question, Answer& answer) {
  const auto word = [&](std::string_view name) { return chains::word_of(text(question, name)).value(); };
  answer.key("account").text(chains::text_of(chains::aptos::primary_store(word("owner"), word("metadata"))));
}

void ask_usdt_wallet(const Question& question, Answer& answer) {
  using namespace chains::ton;
  const auto account = [&](std::string_view name) { return account_of(text(question, name)).value(); };
  answer.key("account").text(address_of(usdt_wallet(account("owner"), account("master"))).value());
}

}  // namespace bepusdt::independent
