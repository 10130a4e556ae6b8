#include "chains/aptos/transfers.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "chains/aptos/primary_store.hpp"

namespace bepusdt::chains::aptos {
namespace {

std::string position_of(const Deposit& deposit) { return std::to_string(deposit.event); }

}  // namespace

std::vector<core::Transfer> transfers_to_us(const core::ChainName& chain, const core::BlockRef& block,
                                            const Transaction& transaction, const Watched& watched) {
  std::vector<core::Transfer> ours;
  if (!transaction.succeeded) return ours;
  for (const Deposit& deposit : transaction.deposits) {
    const Watched::Store* store = watched.store(deposit.store);
    if (store == nullptr || deposit.units == 0) continue;
    core::Transfer& transfer = ours.emplace_back();
    transfer.key = {chain, core::TxHash(text_of(transaction.hash)), core::Position(position_of(deposit))};
    transfer.trade_type = catalog::find_trade_type(store->asset->trade_type);
    BEPUSDT_ASSERT(transfer.trade_type != nullptr);
    transfer.contract = std::string(store->asset->contract);
    transfer.from = core::Address(text_of(transaction.sender));
    transfer.to = store->owner;
    transfer.units = deposit.units;
    transfer.block = block;
  }
  return ours;
}

bool holds(const Transaction& transaction, const core::Transfer& transfer) {
  const auto owner = word_of(transfer.to.value()), metadata = word_of(transfer.contract);
  if (!transaction.succeeded || !owner || !metadata) return false;
  const Word store = primary_store(*owner, *metadata);
  return std::ranges::any_of(transaction.deposits, [&](const Deposit& deposit) {
    return deposit.units > 0 && deposit.store == store && deposit.units == transfer.units &&
           position_of(deposit) == transfer.key.position.value();
  });
}

}  // namespace bepusdt::chains::aptos
