#include "block_cells.hpp"

#include <bit>

namespace bepusdt::test::ton {
namespace {

void coins(CellBuilder& out, std::uint64_t nanotons) { out.coins(nanotons).bit(false); }

std::string key_text(std::uint64_t value, unsigned bits) {
  std::string text;
  while (bits-- > 0) text += (value >> bits & 1) != 0 ? '1' : '0';
  return text;
}
std::string key_text(const Word& word) {
  std::string text;
  for (const std::uint8_t byte : word) text += key_text(byte, 8);
  return text;
}

// The keys from `at` on, which are equal up to there.
void write_node(CellBuilder& out, const std::map<std::string, Leaf>& leaves, std::size_t at, const Leaf& extra) {
  const std::string& first = leaves.begin()->first;
  const std::string& last = leaves.rbegin()->first;
  std::size_t same = at;
  while (same < first.size() && first[same] == last[same]) ++same;
  const auto left = static_cast<unsigned>(first.size() - at), length = static_cast<unsigned>(same - at);
  out.bits(0b10, 2).bits(length, static_cast<unsigned>(std::bit_width(left)));
  for (std::size_t i = at; i < same; ++i) out.bit(first[i] == '1');
  if (same == first.size()) return leaves.begin()->second(out);
  for (const char side : {'0', '1'}) {
    std::map<std::string, Leaf> half;
    for (const auto& [key, leaf] : leaves)
      if (key[same] == side) half.emplace(key, leaf);
    CellBuilder child;
    write_node(child, half, same + 1, extra);
    out.ref(child.finish());
  }
  if (extra) extra(out);
}

CellPtr description_cell(const TransactionCells& t) {
  CellBuilder out;
  out.bits(0, 4).bit(false).bit(false);
  out.bit(t.credited);
  if (t.credited) coins(out.bit(false), t.in ? t.in->value : 0);
  if (t.computed)
    out.bit(true).bit(t.succeeded).bits(0, 2).coins(1'000).ref(CellBuilder().bits(0, 32).finish());
  else
    out.bit(false).bits(0b00, 2);
  out.bit(t.computed && t.succeeded);
  if (t.computed && t.succeeded) out.ref(CellBuilder().bit(t.acted).bits(0, 32).finish());
  out.bit(t.aborted);
  out.bit(t.sent_back);
  if (t.sent_back) out.bit(true).bits(0, 6).coins(1).coins(2);
  return out.bit(false).finish();
}

CellPtr accounts_cell(const BlockCells& block) {
  std::map<Word, std::vector<const TransactionCells*>> by_account;
  for (const TransactionCells& t : block.transactions) by_account[t.account.hash].push_back(&t);
  std::map<std::string, Leaf> leaves;
  for (const auto& [hash, transactions] : by_account)
    leaves.emplace(key_text(hash), [hash, transactions](CellBuilder& out) {
      coins(out, 0);
      std::map<std::string, Leaf> of_account;
      for (const TransactionCells* t : transactions)
        of_account.emplace(key_text(t->lt, 64), [t](CellBuilder& leaf) {
          coins(leaf, 0);
          leaf.ref(transaction_cell(*t));
        });
      out.bits(5, 4).bytes(hash);
      write_node(out, of_account, 0, [](CellBuilder& fork) { coins(fork, 0); });
      out.ref(CellBuilder().finish());
    });
  CellBuilder out;
  out.bit(!leaves.empty());
  if (!leaves.empty()) out.ref(hashmap_cell(leaves, [](CellBuilder& fork) { coins(fork, 0); }));
  coins(out, 0);
  return out.finish();
}

void previous(CellBuilder& out, std::uint32_t seqno) { out.bits(900'000, 64).bits(seqno, 32).bytes(Word{1}).bytes(Word{2}); }

CellPtr info_cell(const BlockCells& block) {
  const bool master = block.workchain == -1;
  CellBuilder out;
  out.bits(0x9bc7a987, 32).bits(0, 32).bit(!master).bit(block.after_merge).bits(0, 4).bits(0, 2).bits(0, 8);
  out.bits(block.seqno, 32).bits(0, 32).bits(0, 2 + 6).bits(static_cast<std::uint32_t>(block.workchain), 32).bits(0, 64);
  out.bits(1'780'000'000, 32).bits(block.start_lt, 64).bits(block.end_lt, 64).bits(0, 64).bits(0, 64);
  if (!master) out.ref(CellBuilder().finish());
  CellBuilder before;
  if (block.after_merge) {
    CellBuilder left, right;
    previous(left, block.seqno - 1);
    previous(right, block.seqno - 2);
    before.ref(left.finish()).ref(right.finish());
  } else {
    previous(before, block.seqno - 1);
  }
  return out.ref(before.finish()).finish();
}

CellPtr shards_cell(std::span<const std::uint32_t> seqnos) {
  if (seqnos.size() > 1) {
    const auto half = seqnos.size() / 2;
    return CellBuilder().bit(true).ref(shards_cell(seqnos.first(half))).ref(shards_cell(seqnos.subspan(half))).finish();
  }
  CellBuilder out;
  out.bit(false).bits(0xb, 4).bits(seqnos.front(), 32).bits(0, 32).bits(800'000, 64).bits(900'000, 64);
  return out.bytes(Word{3}).bytes(Word{4}).finish();
}

}  // namespace

CellPtr hashmap_cell(const std::map<std::string, Leaf>& leaves, const Leaf& extra) {
  CellBuilder out;
  write_node(out, leaves, 0, extra);
  return out.finish();
}

CellPtr message_cell(const MessageCells& m) {
  CellBuilder out;
  if (m.from) {
    out.bit(false).bits(0b11, 2).bit(m.bounced).account(*m.from).account(m.to);
    coins(out, m.value);
    out.coins(0).coins(0).bits(0, 64).bits(0, 32);
  } else {
    out.bits(0b10, 2).no_account().account(m.to).coins(0);
  }
  return out.bit(false).bit(true).ref(m.body).finish();
}

CellPtr transaction_cell(const TransactionCells& t) {
  CellBuilder messages;
  messages.bit(t.in.has_value());
  if (t.in) messages.ref(message_cell(*t.in));
  messages.bit(t.sends != nullptr);
  if (t.sends) messages.ref(t.sends);
  CellBuilder out;
  out.bits(0b0111, 4).bytes(t.account.hash).bits(t.lt, 64).bytes(Word{9}).bits(t.lt - 1, 64).bits(1'780'000'000, 32);
  out.bits(0, 15).bits(0, 4).ref(messages.finish());
  coins(out, 5);
  return out.ref(CellBuilder().bits(0x72, 8).finish()).ref(description_cell(t)).finish();
}

CellPtr block_cell(const BlockCells& block) {
  CellBuilder extra;
  extra.bits(0x4a33f6fd, 32).ref(CellBuilder().finish()).ref(CellBuilder().finish()).ref(accounts_cell(block));
  extra.bytes(Word{5}).bytes(Word{6}).bit(block.workchain == -1);
  if (block.workchain == -1) {
    CellBuilder master;
    master.bits(0xcca5, 16).bit(false).bit(!block.shards.empty());
    if (!block.shards.empty())
      master.ref(hashmap_cell({{key_text(0, 32), [&](CellBuilder& leaf) { leaf.ref(shards_cell(block.shards)); }}}));
    extra.ref(master.finish());
  }
  return CellBuilder()
      .bits(0x11ef55aa, 32)
      .bits(static_cast<std::uint32_t>(-239), 32)
      .ref(info_cell(block))
      .ref(CellBuilder().finish())
      .ref(CellBuilder().finish())
      .ref(extra.finish())
      .finish();
}

CellPtr internal_transfer_cell(std::uint64_t units, const std::optional<Account>& from) {
  CellBuilder out;
  out.bits(0x178d4519, 32).bits(0, 64).coins(units);
  if (from)
    out.account(*from);
  else
    out.no_account();
  return out.no_account().coins(0).bit(false).finish();
}

Account account(std::uint8_t n) { return {0, Word{n, 0x55, 0xaa}}; }

}  // namespace bepusdt::test::ton
