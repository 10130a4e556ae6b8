#include "chains/solana/watched.hpp"

#include "base/assert.hpp"
#include "chains/solana/token_account.hpp"

namespace bepusdt::chains::solana {

Watched::Watched(std::string_view chain, const ports::WatchList& list)
    : native_(list.native), tokens_(list.tokens), addresses_(list.addresses) {
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.chain == chain) mints_.emplace(row.contract, &row);
  for (const core::Address& address : addresses_) {
    wallets_.insert(address.value());
    listed_.push_back(address.value());
    if (!tokens_) continue;
    const auto owner = key_of(address.value());
    BEPUSDT_ASSERT(owner);  // addresses are stored forms
    for (const auto& [mint, row] : mints_) {
      const std::string_view program = row->token_2022 ? kToken2022Program : kTokenProgram;
      if (const auto account = associated_token_account(*owner, key_of(program).value(), key_of(mint).value()))
        listed_.push_back(text_of(*account));
    }
  }
}

const catalog::TokenContract* Watched::mint(const std::string& mint) const {
  const auto found = mints_.find(mint);
  return found == mints_.end() ? nullptr : found->second;
}

}  // namespace bepusdt::chains::solana
