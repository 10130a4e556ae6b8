// Call data of the calls that move tokens: transfer(address,uint256) and transferFrom(address,address,uint256) of TRC-20, and
// GasFree's permitTransfer, which has a user's tokens sent by its controller. Pure.
#pragma once

#include "chains/tron/types.hpp"

namespace bepusdt::chains::tron {

// What a call of `contract` by `caller` asks for; nullopt: no such call. Of an address word only the last 20 bytes count:
// wallets write the prefix 0x41, and worse, into the rest, which the contracts do not look at (contract part 4 §2).
[[nodiscard]] std::optional<TokenCall> token_call_of(const Account& caller, const Account& contract, BytesView data);

}  // namespace bepusdt::chains::tron
