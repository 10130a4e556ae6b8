#include "chains/ton/decode_block.hpp"

#include <algorithm>

#include "chains/ton/decode_transaction.hpp"
#include "chains/ton/dictionary.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::uint32_t kBlockTag = 0x11ef55aa;
constexpr std::uint32_t kInfoTag = 0x9bc7a987;
constexpr std::uint32_t kExtraTag = 0x4a33f6fd;
constexpr std::uint32_t kMasterExtraTag = 0xcca5;
constexpr unsigned kMostShardDepth = 60;
constexpr std::size_t kMostShards = 4'096;  // the main network splits into 256 at most

std::unexpected<BlockError> wrong(const char* what) { return fail(BlockError{what}); }

PreviousBlock previous_block(Slice& in) {
  PreviousBlock block;
  block.end_lt = in.bits(64);
  block.seqno = static_cast<std::uint32_t>(in.bits(32));
  block.root_hash = in.word();
  block.file_hash = in.word();
  return block;
}

bool read_shard(Slice& in, Block& block) {
  if (in.bits(2) != 0) return false;
  const auto prefix_bits = static_cast<unsigned>(in.bits(6));
  block.workchain = static_cast<std::int32_t>(in.bits(32));
  const std::uint64_t prefix = in.bits(64);
  if (prefix_bits > kMostShardDepth) return false;
  block.shard = prefix | (std::uint64_t{1} << (63 - prefix_bits));
  return true;
}

bool read_info(Slice in, Block& block) {
  if (in.bits(32) != kInfoTag) return false;
  in.skip(32);  // version
  const bool not_master = in.bit();
  const bool after_merge = in.bit();
  in.skip(1);  // before_split
  block.after_split = in.bit();
  in.skip(2);  // want_split, want_merge
  block.key_block = in.bit();
  in.skip(1);  // vert_seqno_incr
  const std::uint64_t flags = in.bits(8);
  block.seqno = static_cast<std::uint32_t>(in.bits(32));
  in.skip(32);  // vert_seq_no
  if (!read_shard(in, block)) return false;
  block.time = static_cast<std::uint32_t>(in.bits(32));
  block.start_lt = in.bits(64);
  block.end_lt = in.bits(64);
  in.skip(4 * 32);  // validators, catchain, min_ref_mc_seqno, prev_key_block_seqno
  if (flags > 1) return false;
  if (flags == 1) in.skip(8 + 32 + 64);  // the software that made it
  if (not_master) in.skip_ref();
  Slice previous = in.inner();
  if (after_merge) {
    for (int i = 0; i < 2; ++i) {
      Slice one = previous.inner();
      block.previous.push_back(previous_block(one));
      if (!one.ok()) return false;
    }
  } else {
    block.previous.push_back(previous_block(previous));
  }
  return in.ok() && previous.ok() && not_master == (block.workchain != -1);
}

void skip_currency_collection(Slice& in) {
  static_cast<void>(in.coins());
  in.skip_maybe_ref();
}

bool read_account(Slice account, const DictionaryKey& key, Block& block) {
  skip_currency_collection(account);
  if (account.bits(4) != 5 || account.word() != key || !account.ok()) return false;
  std::uint64_t lt = 0;
  return walk_dictionary(account, 64, [&](const DictionaryKey& lt_key, Slice value) {
    skip_currency_collection(value);
    const Cell* cell = value.ref();
    if (cell == nullptr) return false;
    auto transaction = decode_transaction(*cell, static_cast<std::int8_t>(block.workchain));
    if (!transaction || transaction->account.hash != key) return false;
    std::uint64_t told = 0;
    for (std::size_t i = 0; i < 8; ++i) told = told << 8 | lt_key[i];
    // In the order of their times, within those of the block.
    if (told != transaction->lt || told <= lt || told < block.start_lt || told > block.end_lt) return false;
    lt = told;
    block.transactions.push_back(std::move(*transaction));
    return true;
  });
}

bool read_shard_tops(Slice in, std::int32_t workchain, std::uint64_t shard, unsigned depth, Block& block) {
  if (depth > kMostShardDepth) return false;
  if (in.bit()) {
    const std::uint64_t half = (shard & (~shard + 1)) >> 1;  // of the bit that ends the prefix
    const Slice left = in.inner(), right = in.inner();
    return in.ok() && read_shard_tops(left, workchain, shard - half, depth + 1, block) &&
           read_shard_tops(right, workchain, shard + half, depth + 1, block);
  }
  const std::uint64_t tag = in.bits(4);
  ShardTop top;
  top.id.workchain = workchain;
  top.id.shard = shard;
  top.id.seqno = static_cast<std::uint32_t>(in.bits(32));
  in.skip(32);  // reg_mc_seqno
  top.start_lt = in.bits(64);
  top.end_lt = in.bits(64);
  top.id.root_hash = in.word();
  top.id.file_hash = in.word();
  if (!in.ok() || (tag != 0xa && tag != 0xb) || block.shards.size() == kMostShards) return false;
  block.shards.push_back(top);
  return true;
}

bool read_master_extra(Slice in, Block& block) {
  if (in.bits(16) != kMasterExtraTag) return false;
  in.skip(1);  // key_block
  if (!in.bit()) return in.ok();
  const Cell* root = in.ref();
  return root != nullptr && walk_dictionary(*root, 32, [&](const DictionaryKey& key, Slice value) {
           const auto workchain = static_cast<std::int32_t>(std::uint32_t{key[0]} << 24 | std::uint32_t{key[1]} << 16 |
                                                            std::uint32_t{key[2]} << 8 | key[3]);
           return read_shard_tops(value.inner(), workchain, std::uint64_t{1} << 63, 0, block);
         });
}

bool read_extra(Slice in, Block& block) {
  if (in.bits(32) != kExtraTag) return false;
  in.skip_ref();  // what came in
  in.skip_ref();  // what went out
  Slice accounts = in.inner();
  in.skip(256 + 256);  // rand_seed, created_by
  if (accounts.bit()) {
    const Cell* root = accounts.ref();
    if (root == nullptr) return false;
    const bool read = walk_dictionary(
        *root, 256, [&](const DictionaryKey& key, Slice account) { return read_account(account, key, block); });
    if (!read) return false;
  }
  if (!in.ok() || !accounts.ok()) return false;
  if (!in.bit()) return in.ok();
  return read_master_extra(in.inner(), block);
}

}  // namespace

Result<Block, BlockError> decode_block(const Cell& root) {
  Slice in(root);
  if (in.bits(32) != kBlockTag) return wrong("it is no block");
  Block block;
  block.network = static_cast<std::int32_t>(in.bits(32));
  block.root_hash = root.hash();
  const Slice info = in.inner();
  in.skip_ref();  // value_flow
  in.skip_ref();  // state_update
  const Slice extra = in.inner();
  if (!in.ok()) return wrong("the block lacks a part");
  if (!read_info(info, block)) return wrong("the block's info is malformed");
  if (block.workchain != 0 && block.workchain != -1) return wrong("the block is of a workchain that does not exist");
  if (!read_extra(extra, block)) return wrong("the block's accounts or shards are malformed");
  return block;
}

}  // namespace bepusdt::chains::ton
