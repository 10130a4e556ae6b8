#include "chains/ton/lite/lite_check.hpp"

#include <algorithm>

#include "chains/ton/lite/committed_shards.hpp"
#include "chains/ton/transfer_check.hpp"
#include "chains/ton/transfers.hpp"

namespace bepusdt::chains::ton {

using ports::TransferCheck;

namespace {

// What the masterchain block itself holds and what it made final.
Told<std::vector<Transaction>> transactions_of(Desk& desk, LiteVisit& visit, Block master, const Account& account) {
  const auto below = visit.block(previous_ids(master).front(), {});
  if (!below) return fail(below.error());
  auto shards =
      committed_shards(visit, tops_of(*below), {master}, std::span(&account, 1), desk.config.limits.most_shard_blocks);
  if (!shards) return fail(std::move(shards.error()));
  std::vector<Transaction> all = std::move(master.transactions);
  for (Block& block : shards->front()) std::ranges::move(block.transactions, std::back_inserter(all));
  return all;
}

}  // namespace

Told<TransferCheck> check_transfer_whole(Desk& desk, LiteVisit& visit, const core::Transfer& transfer) {
  const auto place = place_of(transfer);
  if (!place) return TransferCheck::absent;
  const auto is_it = [&](const std::vector<Transaction>& transactions) {
    return std::ranges::any_of(transactions, [&](const Transaction& each) {
      return each.account == place->account && each.lt == place->lt && pays_the_same(each, transfer);
    });
  };
  const std::uint64_t height = transfer.block.height;
  const auto newest = visit.newest();
  if (!newest) return fail(newest.error());
  if (newest->seqno < height) return fail(visit.lagging("lacks block " + std::to_string(height)));
  const auto ids = visit.masters(height, height);
  if (!ids) return fail(ids.error());
  auto master = visit.block(ids->front(), std::span(&place->account, 1));
  if (!master) return fail(std::move(master.error()));
  const bool same_block = ref_of(*master).hash == transfer.block.hash;
  const auto transactions = transactions_of(desk, visit, std::move(*master), place->account);
  if (!transactions) return fail(transactions.error());
  if (is_it(*transactions)) return same_block ? TransferCheck::present : TransferCheck::moved;

  // Not there; it may be in another block.
  const auto elsewhere = visit.block_at_time(place->account, place->lt);
  if (!elsewhere) return fail(elsewhere.error());
  if (!*elsewhere) return TransferCheck::absent;
  const auto block = visit.block(**elsewhere, std::span(&place->account, 1));
  if (!block) return fail(block.error());
  return is_it(block->transactions) ? TransferCheck::moved : TransferCheck::absent;
}

}  // namespace bepusdt::chains::ton
