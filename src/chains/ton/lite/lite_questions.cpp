#include "chains/ton/lite/lite_questions.hpp"

#include "chains/ton/lite/tl.hpp"

namespace bepusdt::chains::ton {
namespace {

// Constructors of lite_api.tl.
constexpr std::uint32_t kGetMasterchainInfo = 0x89b5e62e;
constexpr std::uint32_t kMasterchainInfo = 0x85832881;
constexpr std::uint32_t kLookupBlock = 0xfac8f71e;
constexpr std::uint32_t kBlockHeader = 0x752d8219;
constexpr std::uint32_t kGetBlock = 0x6377cf0d;
constexpr std::uint32_t kBlockData = 0xa574ed6c;
constexpr std::uint32_t kError = 0xbba9e148;

constexpr std::uint32_t kBySeqno = 1, kByTime = 2;  // modes of lookupBlock

std::unexpected<LiteRefusal> malformed() { return fail(LiteRefusal{0, "its answer is not of the form that it must have"}); }

TlWriter& put(TlWriter& out, std::int32_t workchain, std::uint64_t shard, std::uint32_t seqno) {
  return out.number(static_cast<std::uint32_t>(workchain)).long_number(shard).number(seqno);
}

BlockId block_id(TlReader& in) {
  BlockId id;
  id.workchain = static_cast<std::int32_t>(in.number());
  id.shard = in.long_number();
  id.seqno = in.number();
  id.root_hash = in.word();
  id.file_hash = in.word();
  return id;
}

// Of an answer that begins otherwise than it should.
LiteRefusal refusal(TlReader in, std::uint32_t constructor) {
  if (constructor != kError) return malformed().error();
  const auto code = static_cast<std::int32_t>(in.number());
  const BytesView words = in.string();
  if (!in.whole() || code == 0) return malformed().error();
  return {code, std::string(words.begin(), words.end())};
}

}  // namespace

Bytes ask_newest() { return TlWriter(kGetMasterchainInfo).finish(); }

Bytes ask_id(const BlockName& name) {
  TlWriter out(kLookupBlock);
  out.number(kBySeqno);
  return put(out, name.workchain, name.shard, name.seqno).finish();
}

Bytes ask_id_at(const Account& account, std::uint64_t lt) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i) prefix = prefix << 8 | account.hash[i];
  TlWriter out(kLookupBlock);
  out.number(kByTime);
  return put(out, account.workchain, prefix, 0).long_number(lt).finish();
}

Bytes ask_block(const BlockId& id) {
  TlWriter out(kGetBlock);
  return put(out, id.workchain, id.shard, id.seqno).word(id.root_hash).word(id.file_hash).finish();
}

LiteAnswer<BlockId> decode_newest_id(BytesView answer) {
  TlReader in(answer);
  if (const std::uint32_t constructor = in.number(); constructor != kMasterchainInfo) return fail(refusal(in, constructor));
  const BlockId id = block_id(in);
  static_cast<void>(in.word());    // the state's hash
  static_cast<void>(in.number());  // the state that all began with: workchain and hashes
  static_cast<void>(in.word());
  static_cast<void>(in.word());
  if (!in.whole()) return malformed();
  return id;
}

LiteAnswer<BlockId> decode_id(BytesView answer) {
  TlReader in(answer);
  if (const std::uint32_t constructor = in.number(); constructor != kBlockHeader) return fail(refusal(in, constructor));
  const BlockId id = block_id(in);
  static_cast<void>(in.number());  // mode
  static_cast<void>(in.string());  // a proof of the header: the block itself is asked for
  if (!in.whole()) return malformed();
  return id;
}

LiteAnswer<LiteBlock> decode_block_file(BytesView answer) {
  TlReader in(answer);
  if (const std::uint32_t constructor = in.number(); constructor != kBlockData) return fail(refusal(in, constructor));
  LiteBlock block;
  block.id = block_id(in);
  block.file = in.string();
  if (!in.whole()) return malformed();
  return block;
}

}  // namespace bepusdt::chains::ton
