#include "chains/aptos/watched.hpp"

#include "base/assert.hpp"
#include "chains/aptos/primary_store.hpp"

namespace bepusdt::chains::aptos {

Watched::Watched(std::string_view chain, const ports::WatchList& list) : tokens_(list.tokens), addresses_(list.addresses) {
  if (!tokens_) return;
  for (const catalog::TokenContract& row : catalog::token_contracts()) {
    if (row.chain != chain) continue;
    const auto metadata = word_of(row.contract);
    BEPUSDT_ASSERT(metadata);
    for (const core::Address& address : addresses_) {
      const auto owner = word_of(address.value());
      BEPUSDT_ASSERT(owner);  // a stored form
      stores_.emplace(primary_store(*owner, *metadata), Store{address, &row});
    }
  }
}

const Watched::Store* Watched::store(const Word& address) const {
  const auto found = stores_.find(address);
  return found == stores_.end() ? nullptr : &found->second;
}

}  // namespace bepusdt::chains::aptos
