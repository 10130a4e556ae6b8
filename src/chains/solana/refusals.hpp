// What an error object of a Solana node means for the question that was asked. The codes are those of the node software
// (Agave, rpc-client-api custom_error); words are looked at nowhere, because "not available" is said of both. Pure.
#pragma once

#include "chains/json_rpc.hpp"

namespace bepusdt::chains::solana {

enum class Refusal {
  skipped,      // no block was made in that slot, or the node's ledger has a hole there: only the next block tells which
  lagging,      // it does not have it yet
  not_offered,  // it never has it: history was cleaned up or is not kept, or the method is not there
  failed,       // it could not do it this time, its long-term storage among the reasons
};

[[nodiscard]] Refusal refusal_of(const RpcErrorObject& error);

}  // namespace bepusdt::chains::solana
