#include "devnet/ton/ton_block_cells.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "base/hex.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::uint64_t kWhole = std::uint64_t{1} << 63;

TonCell& add_money(TonCell& out, const core::BaseUnits& nanotons) { return out.add_coins(nanotons).add(0, 1); }
void add_no_money(TonCell& out) { add_money(out, 0); }

std::string hash_of_account(const std::string& raw) {
  const auto bytes = from_hex(raw.substr(raw.find(':') + 1));
  return {bytes->begin(), bytes->end()};
}

std::string key_of(const std::string& bytes) {
  std::string key;
  for (const char byte : bytes) key += ton_key(static_cast<unsigned char>(byte), 8);
  return key;
}

TonCell message_cell(const TonTx& tx) {
  TonCell out;
  if (tx.from.empty()) {
    out.add(0b10, 2).add_account("").add_account(tx.account).add_coins(0);
  } else {
    out.add(0b011, 3).add(tx.bounced ? 1 : 0, 1).add_account(tx.from).add_account(tx.account);
    add_money(out, tx.value).add_coins(0).add_coins(1'000).add(tx.lt - 1, 64).add(0, 32);
  }
  return out.add(0, 1).add(1, 1).add_ref(tx.body);
}

void add_compute_phase(TonCell& out, const TonTx& tx) {
  if (tx.computed)
    out.add(1, 1).add(tx.succeeded ? 1 : 0, 1).add(0, 2).add_coins(1'000).add_ref(TonCell().add(0, 32));
  else
    out.add(0b000, 3);  // for want of a state
}

void add_action_phase(TonCell& out, const TonTx& tx) {
  const bool acts = tx.computed && tx.succeeded;
  out.add(acts ? 1 : 0, 1);
  if (acts) out.add_ref(TonCell().add(tx.acted ? 1 : 0, 1).add(1, 1).add(0, 30));
}

TonCell description_cell(const TonTx& tx) {
  TonCell out;
  if (tx.system) {
    out.add(0b001, 3).add(1, 1).add_coins(0).add(0, 1).add(0, 1);
    add_compute_phase(out, tx);
    add_action_phase(out, tx);
    return out.add(tx.aborted ? 1 : 0, 1).add(0, 1);
  }
  out.add(0b0000, 4).add(0, 1).add(0, 1);
  const bool credited = !tx.from.empty() && !tx.value.is_zero();
  out.add(credited ? 1 : 0, 1);
  if (credited) add_money(out.add(0, 1), tx.value);
  add_compute_phase(out, tx);
  add_action_phase(out, tx);
  out.add(tx.aborted ? 1 : 0, 1).add(tx.sent_back ? 1 : 0, 1);
  if (tx.sent_back) out.add(1, 1).add(0, 6).add_coins(1).add_coins(2);
  return out.add(0, 1);
}

void add_block_ref(TonCell& out, const TonName& name, const std::map<TonName, TonBlock>& blocks) {
  static const TonBlock before_the_first{.hash = std::string(32, '\0'), .file_hash = std::string(32, '\0')};
  const auto found = blocks.find(name);
  const TonBlock& block = found == blocks.end() ? before_the_first : found->second;
  out.add(block.end_lt, 64).add(name.seqno, 32).add_bytes(block.hash).add_bytes(block.file_hash);
}

TonCell info_cell(const TonBlock& block, const std::map<TonName, TonBlock>& blocks) {
  const bool master = block.name.workchain == -1, merged = block.previous.size() == 2;
  const bool split = block.previous.size() == 1 && block.previous[0].shard != block.name.shard;
  const auto prefix_bits = static_cast<unsigned>(63 - std::countr_zero(block.name.shard));
  TonCell out;
  out.add(0x9bc7a987, 32).add(0, 32).add(master ? 0 : 1, 1).add(merged ? 1 : 0, 1).add(0, 1).add(split ? 1 : 0, 1).add(0, 2);
  out.add(0, 1).add(0, 1).add(0, 8).add(block.name.seqno, 32).add(0, 32);
  out.add(prefix_bits, 8).add(static_cast<std::uint32_t>(block.name.workchain), 32);
  out.add(block.name.shard & (block.name.shard - 1), 64);
  out.add(static_cast<std::uint64_t>(block.time), 32).add(block.start_lt, 64).add(block.end_lt, 64).add(0, 64).add(0, 64);
  if (!master) {
    TonCell reference;
    add_block_ref(reference, {-1, kWhole, block.master > 0 ? block.master - 1 : 0}, blocks);
    out.add_ref(std::move(reference));
  }
  TonCell before;
  for (const TonName& name : block.previous) {
    TonCell one;
    add_block_ref(one, name, blocks);
    if (merged)
      before.add_ref(std::move(one));
    else
      before = std::move(one);
  }
  return out.add_ref(std::move(before));
}

TonCell accounts_cell(const TonBlock& block) {
  std::map<std::string, std::vector<const TonTx*>> by_account;
  for (const TonTx& tx : block.txs) by_account[hash_of_account(tx.account)].push_back(&tx);
  TonLeaves leaves;
  for (const auto& [hash, txs] : by_account)
    leaves.emplace(key_of(hash), [&](TonCell& out) {
      TonLeaves of_account;
      for (const TonTx* tx : txs)
        of_account.emplace(ton_key(tx->lt, 64), [&block, tx](TonCell& leaf) {
          add_no_money(leaf);
          leaf.add_ref(ton_tx_cell(*tx, block.time));
        });
      add_no_money(out);
      out.add(5, 4).add_bytes(hash);
      add_ton_dictionary(out, of_account, add_no_money);
      out.add_ref(TonCell().add(0x72, 8).add_bytes(std::string(64, '\0')));
    });
  TonCell out;
  out.add(leaves.empty() ? 0 : 1, 1);
  if (!leaves.empty()) {
    TonCell root;
    add_ton_dictionary(root, leaves, add_no_money);
    out.add_ref(std::move(root));
  }
  add_no_money(out);
  return out;
}

// In the order of their shards, which halve the workchain.
TonCell shards_cell(std::span<const TonName> tops, const TonBlock& master, const std::map<TonName, TonBlock>& blocks) {
  if (tops.size() > 1) {
    const std::size_t half = tops.size() / 2;
    return TonCell()
        .add(1, 1)
        .add_ref(shards_cell(tops.first(half), master, blocks))
        .add_ref(shards_cell(tops.subspan(half), master, blocks));
  }
  const TonBlock& top = blocks.at(tops.front());
  TonCell out;
  out.add(0, 1).add(0xb, 4).add(top.name.seqno, 32).add(master.name.seqno, 32).add(top.start_lt, 64).add(top.end_lt, 64);
  out.add_bytes(top.hash).add_bytes(top.file_hash).add(0, 5).add(0, 3).add(0, 32).add(top.name.shard, 64).add(0, 32);
  out.add(static_cast<std::uint64_t>(top.time), 32).add(0, 1);
  add_no_money(out);
  add_no_money(out);
  return out;
}

TonCell extra_cell(const TonBlock& block, const std::map<TonName, TonBlock>& blocks) {
  const bool master = block.name.workchain == -1;
  TonCell out;
  out.add(0x4a33f6fd, 32).add_ref(TonCell()).add_ref(TonCell()).add_ref(accounts_cell(block));
  out.add_bytes(std::string(32, '\1')).add_bytes(std::string(32, '\2')).add(master ? 1 : 0, 1);
  if (!master) return out;
  TonCell shards;
  add_ton_dictionary(shards,
                     {{ton_key(0, 32), [&](TonCell& leaf) { leaf.add_ref(shards_cell(block.tops, block, blocks)); }}});
  TonCell extra;
  extra.add(0xcca5, 16).add(0, 1).add(1, 1).add_ref(std::move(shards)).add(0, 1);
  add_no_money(extra);
  add_no_money(extra);
  return out.add_ref(extra.add_ref(TonCell()));
}

}  // namespace

TonCell ton_tx_cell(const TonTx& tx, std::int64_t now) {
  TonCell messages;
  messages.add(tx.system ? 0 : 1, 1);
  if (!tx.system) messages.add_ref(message_cell(tx));
  messages.add(0, 1);
  TonCell out;
  out.add(0b0111, 4)
      .add_bytes(hash_of_account(tx.account))
      .add(tx.lt, 64)
      .add_bytes(tx.previous_hash)
      .add(tx.previous_lt, 64);
  out.add(static_cast<std::uint64_t>(now), 32).add(0, 15).add(0b1010, 4).add_ref(std::move(messages));
  add_money(out, 1'000);
  return out.add_ref(TonCell().add(0x72, 8).add_bytes(std::string(64, '\0'))).add_ref(description_cell(tx));
}

TonCell ton_block_cell(int network, const TonBlock& block, const std::map<TonName, TonBlock>& blocks) {
  return TonCell()
      .add(0x11ef55aa, 32)
      .add(static_cast<std::uint32_t>(network), 32)
      .add_ref(info_cell(block, blocks))
      .add_ref(TonCell())
      .add_ref(TonCell())
      .add_ref(extra_cell(block, blocks));
}

}  // namespace bepusdt::devnet
