#include "chains/ton/transfer_check.hpp"

#include <algorithm>
#include <charconv>

#include "chains/ton/jetton_wallet.hpp"
#include "chains/ton/transfers.hpp"

namespace bepusdt::chains::ton {
namespace {

using ports::TransferCheck;

std::optional<std::uint64_t> time_of(const core::Position& position) {
  const std::string& text = position.value();
  std::uint64_t lt = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), lt);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(lt) : std::nullopt;
}

}  // namespace

std::optional<TransferPlace> place_of(const core::Transfer& transfer) {
  const auto lt = time_of(transfer.key.position);
  const auto owner = account_of(transfer.to.value());
  const auto master = account_of(transfer.contract);
  if (!lt || !owner || (!transfer.contract.empty() && !master)) return std::nullopt;
  return TransferPlace{master ? usdt_wallet(*owner, *master) : *owner, *lt};
}

bool pays_the_same(const Transaction& transaction, const core::Transfer& transfer) {
  ports::WatchList list;
  list.addresses = {transfer.to};
  list.native = transfer.contract.empty();
  list.tokens = !list.native;
  const core::ChainName& chain = transfer.key.chain;
  const auto told = transfer_to_us(chain, transfer.block, transaction, Watched(chain.value(), list));
  return told && told->key == transfer.key && told->units == transfer.units && told->to == transfer.to &&
         told->contract == transfer.contract;
}

Told<TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer) {
  const auto place = place_of(transfer);
  if (!place) return TransferCheck::absent;
  const auto& [account, lt] = *place;

  const std::uint64_t height = transfer.block.height;
  auto block = visit.master_block(height);
  if (!block) return fail(std::move(block.error()));
  if (!*block) return fail(visit.lagging("lacks block " + std::to_string(height)));
  const std::uint64_t end = (*block)->end_lt;
  if (lt > end) return TransferCheck::absent;
  auto rows = visit.transactions(std::span(&account, 1), {lt, end});
  if (!rows) return fail(std::move(rows.error()));
  const bool complete = std::ranges::any_of(
      *rows, [&](const TransactionRow& row) { return row.transaction.account == kWitness && row.block.seqno == height; });
  if (!complete) return fail(visit.lagging("has not yet all transactions of block " + std::to_string(height)));

  const auto row = std::ranges::find_if(*rows, [&](const TransactionRow& each) {
    return each.transaction.account == place->account && each.transaction.lt == place->lt;
  });
  if (row == rows->end()) return TransferCheck::absent;
  if (!row->master) return fail(visit.lagging("has the transaction but not yet its masterchain block"));
  if (!pays_the_same(row->transaction, transfer)) return TransferCheck::absent;
  return *row->master == height && (*block)->ref().hash == transfer.block.hash ? TransferCheck::present
                                                                               : TransferCheck::moved;
}

}  // namespace bepusdt::chains::ton
