// What an error object of a node means to us. Nodes and providers agree neither on codes nor on words, so the meanings are
// rows of (code, piece of the message); the first row that fits counts. Pure.
#pragma once

#include "chains/json_rpc.hpp"

namespace bepusdt::chains {

enum class RpcMeaning {
  rate_limited,     // too many requests: back off
  batch_too_large,  // fewer calls in a batch
  block_unknown,    // the node does not have that block (yet)
  range_too_large,  // too many blocks, results or too much time: a smaller range
  limit_exceeded,   // -32005, which some use for ranges and some for rates: the caller knows what it asked
  method_missing,   // the provider does not offer this method
  bad_parameter,    // it does not understand what was asked, a block tag for example
  other,
};

[[nodiscard]] RpcMeaning meaning_of(const RpcErrorObject& error);

}  // namespace bepusdt::chains
