#include "chains/solana/transfer_check.hpp"

#include <algorithm>

#include "chains/solana/credits.hpp"
#include "chains/solana/decode_transaction.hpp"

namespace bepusdt::chains::solana {
namespace {

using ports::TransferCheck;

Told<TransferCheck> check_unknown(Visit& visit, const core::Transfer& transfer) {
  const auto there = visit.block_has(transfer.block.height, transfer.key.hash.value());
  if (!there) return fail(there.error());
  if (*there) return fail(visit.lagging("has the transaction in its block but does not tell it"));
  return TransferCheck::absent;
}

}  // namespace

Told<TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer) {
  const std::string& signature = transfer.key.hash.value();
  if (!is_signature(signature) || !is_account(transfer.to.value())) return TransferCheck::absent;
  const auto told = visit.transactions({signature});
  if (!told) return fail(told.error());
  if (!told->front()) return check_unknown(visit, transfer);
  const PlacedTransaction& placed = *told->front();

  ports::WatchList list;
  list.addresses = {transfer.to};
  list.native = transfer.contract.empty();
  list.tokens = !list.native;
  const Watched watched(visit.desk().config.chain->name, list);
  const auto credits = credits_to_us(placed.transaction, watched);
  if (!credits) return fail(visit.malformed(credits.error().reason));
  const bool same = std::ranges::any_of(*credits, [&](const Credit& credit) {
    return credit.position() == transfer.key.position.value() && credit.mint == transfer.contract &&
           credit.units == transfer.units;
  });
  if (!same) return TransferCheck::absent;
  const auto header = visit.headers({placed.slot});
  if (!header) return fail(header.error());
  const bool here = placed.slot == transfer.block.height && header->front().hash == transfer.block.hash.value();
  return here ? TransferCheck::present : TransferCheck::moved;
}

}  // namespace bepusdt::chains::solana
