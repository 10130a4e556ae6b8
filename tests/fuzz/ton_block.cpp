// Fuzz target: a bag of cells of TON, and the block or transaction that it may hold. What is taken has the hashes that a naive
// reading of tvm.pdf gives, comes back as the same cells when it is written again, and pays only what was credited and kept.
#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/decode_block.hpp"
#include "chains/ton/decode_transaction.hpp"
#include "chains/ton/transfers.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::ton;

constexpr std::size_t kMostChecked = 4096;  // cells may stand in a tree many times: a naive walk must end

// Of cells without anything exotic below them, where hash and depth are one each. Nullopt: it is not so simple.
struct Naive {
  chains::Word hash;
  unsigned depth;
};
std::optional<Naive> naive(const Cell& cell, std::size_t& budget) {
  if (budget == 0 || !cell.ordinary()) return std::nullopt;
  --budget;
  Bytes text{static_cast<std::uint8_t>(cell.refs().size()),
             static_cast<std::uint8_t>(cell.bits() / 8 + (cell.bits() + 7) / 8)};
  Bytes data(cell.data().begin(), cell.data().end());
  if (cell.bits() % 8 != 0) data.back() = static_cast<std::uint8_t>(data.back() | 1U << (7 - cell.bits() % 8));
  text.insert(text.end(), data.begin(), data.end());
  std::vector<Naive> below;
  for (const CellPtr& ref : cell.refs()) {
    auto of_ref = naive(*ref, budget);
    if (!of_ref) return std::nullopt;
    below.push_back(*of_ref);
  }
  unsigned depth = 0;
  for (const Naive& each : below) {
    depth = std::max(depth, each.depth + 1);
    text.push_back(static_cast<std::uint8_t>(each.depth / 256));
    text.push_back(static_cast<std::uint8_t>(each.depth % 256));
  }
  for (const Naive& each : below) text.insert(text.end(), each.hash.begin(), each.hash.end());
  return Naive{sha256(text), depth};
}

void check_cells(const CellPtr& root) {
  std::size_t budget = kMostChecked;
  if (const auto simple = naive(*root, budget)) {
    BEPUSDT_ASSERT(simple->hash == root->hash() && simple->depth == root->depth());
    BEPUSDT_ASSERT(root->hash(0) == root->hash() && root->level_mask() == 0);
  }
  const auto again = read_single_root(write_bag(root));
  BEPUSDT_ASSERT(again && (*again)->hash() == root->hash() && (*again)->depth() == root->depth());
}

void check_payments(const std::vector<Transaction>& transactions) {
  ports::WatchList everybody;
  everybody.native = true;
  for (const Transaction& transaction : transactions) everybody.addresses.push_back(address_of(transaction.account));
  const Watched watched("ton", everybody);
  for (const Transaction& transaction : transactions) {
    const auto coin = received_coin(transaction);
    const auto token = received_token(transaction);
    const auto paid = transfer_to_us(core::ChainName("ton"), {}, transaction, watched);
    BEPUSDT_ASSERT(!paid || !paid->units.is_zero());
    BEPUSDT_ASSERT(paid || !coin);  // everybody is watched
    if (!coin && !token) continue;
    BEPUSDT_ASSERT(transaction.ordinary && !transaction.sent_back && transaction.in && !transaction.in->bounced);
    BEPUSDT_ASSERT(transaction.in->kind == Message::Kind::internal && transaction.in->to == transaction.account);
    BEPUSDT_ASSERT(!coin || (transaction.credited && coin->units == transaction.in->value));
    BEPUSDT_ASSERT(!token || (transaction.computed && transaction.acted && !transaction.aborted));
  }
}

void check_block(const Block& block, const Cell& root) {
  BEPUSDT_ASSERT(block.root_hash == root.hash());
  BEPUSDT_ASSERT(block.previous.size() == 1 || block.previous.size() == 2);
  BEPUSDT_ASSERT(block.shards.empty() || block.workchain == -1);
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    const Transaction& each = block.transactions[i];
    BEPUSDT_ASSERT(each.lt >= block.start_lt && each.lt <= block.end_lt && each.account.workchain == block.workchain);
    if (i == 0) continue;
    const Transaction& before = block.transactions[i - 1];
    BEPUSDT_ASSERT(std::pair(before.account, before.lt) < std::pair(each.account, each.lt));
  }
  check_payments(block.transactions);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto roots = read_bag({data, size});
  if (!roots) return 0;
  for (const CellPtr& root : *roots) {
    check_cells(root);
    if (const auto block = decode_block(*root)) check_block(*block, *root);
    if (const auto transaction = decode_transaction(*root, 0)) check_payments({*transaction});
    static_cast<void>(decode_message(*root));
  }
  return 0;
}
