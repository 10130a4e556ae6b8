// Decoding the results of a node's JSON-RPC methods in place, each for what it is. The input is foreign: an error says what is
// wrong, nothing throws. A block is read one transaction after the other and only what `take` keeps of them is kept, so that
// memory is the answer's text and one transaction.
#pragma once

#include <simdjson.h>

#include <functional>

#include "base/result.hpp"
#include "chains/solana/types.hpp"

namespace bepusdt::chains::solana {

struct DecodeError {
  std::string reason;
};

template <class T>
using Decoded = Result<T, DecodeError>;
using Json = simdjson::ondemand::value;

// getTransaction, encoding json. `null`, by which a node says that it has none, is the caller's to see first.
[[nodiscard]] Decoded<PlacedTransaction> decode_transaction(Json value);
// getBlock: with transactionDetails none, signatures, accounts or full (encoding json); whatever of these is there is read.
struct BlockParts {
  std::function<void(const Transaction&)> take;                    // every transaction, failed ones too
  std::function<void(std::string_view signature)> take_signature;  // of transactionDetails signatures
};
[[nodiscard]] Decoded<Header> decode_block(Json value, const BlockParts& parts);
// getSignaturesForAddress, in the node's order.
[[nodiscard]] Decoded<std::vector<Listed>> decode_signatures(Json value);
// getBlocks.
[[nodiscard]] Decoded<std::vector<std::uint64_t>> decode_slots(Json value);
// getSlot.
[[nodiscard]] Decoded<std::uint64_t> decode_slot(Json value);
// getGenesisHash.
[[nodiscard]] Decoded<std::string> decode_hash(Json value);

}  // namespace bepusdt::chains::solana
