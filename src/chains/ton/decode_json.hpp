// Reading the answers of toncenter's API v3. What is missing, null or of another kind than it must be makes the whole answer
// malformed: nothing is guessed. Pure, never throws.
#pragma once

#include <simdjson.h>

#include "base/result.hpp"
#include "chains/ton/index_rows.hpp"

namespace bepusdt::chains::ton {

struct DecodeError {
  std::string reason;
};

template <class T>
using Decoded = Result<T, DecodeError>;

// Of masterchainInfo: the newest block.
[[nodiscard]] Decoded<BlockRow> decode_newest(simdjson::dom::object answer);
// Of blocks and masterchainBlockShardState.
[[nodiscard]] Decoded<std::vector<BlockRow>> decode_blocks(simdjson::dom::object answer);
// Of transactions. Of their messages only the one that came in; its body is nullptr where it is not told.
// Of what is emulated nothing but that it is.
[[nodiscard]] Decoded<std::vector<TransactionRow>> decode_transactions(simdjson::dom::object answer);
// Of accountStates; those that do not exist are not among them.
[[nodiscard]] Decoded<LastTimes> decode_last_times(simdjson::dom::object answer);

}  // namespace bepusdt::chains::ton
