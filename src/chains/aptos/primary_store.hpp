// The primary store: where an account's units of a fungible asset land unless the payer names another store. Its address is
// computed from both (an object derived from the account, AIP-21), so it binds the asset as well as the owner: nothing else has
// to be known of a store to know whose it is and what it holds. Pure.
#pragma once

#include "chains/words.hpp"

namespace bepusdt::chains::aptos {

// SHA3-256 of owner, metadata and the byte 0xFC.
[[nodiscard]] Word primary_store(const Word& owner, const Word& metadata);

}  // namespace bepusdt::chains::aptos
