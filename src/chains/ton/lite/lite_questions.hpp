// What a lite-server is asked and what it answers (lite_api.tl), as far as whole blocks need it. Answers are foreign bytes: what
// is not exactly of the form is refused. Pure, never throws.
#pragma once

#include "base/result.hpp"
#include "chains/ton/block.hpp"
#include "chains/ton/index_rows.hpp"

namespace bepusdt::chains::ton {

[[nodiscard]] Bytes ask_newest();
[[nodiscard]] Bytes ask_id(const BlockName& name);
// Of the block of the account's shard in which `lt` lies.
[[nodiscard]] Bytes ask_id_at(const Account& account, std::uint64_t lt);
[[nodiscard]] Bytes ask_block(const BlockId& id);

// Why there is no answer.
struct LiteRefusal {
  static constexpr std::int32_t kNotReady = 651;  // it has no such block (yet, or any more)
  std::int32_t code = 0;                          // 0: the answer is malformed
  std::string words;
};
template <class T>
using LiteAnswer = Result<T, LiteRefusal>;

[[nodiscard]] LiteAnswer<BlockId> decode_newest_id(BytesView answer);
[[nodiscard]] LiteAnswer<BlockId> decode_id(BytesView answer);

struct LiteBlock {
  BlockId id;
  BytesView file;  // of the answer
};
[[nodiscard]] LiteAnswer<LiteBlock> decode_block_file(BytesView answer);

[[nodiscard]] inline BlockName name_of(const BlockId& id) { return {id.workchain, id.shard, id.seqno}; }

}  // namespace bepusdt::chains::ton
