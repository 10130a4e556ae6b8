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

bool same_payment(const core::Transfer& told, const core::Transfer& transfer) {
  return told.key == transfer.key && told.units == transfer.units && told.to == transfer.to &&
         told.contract == transfer.contract;
}

}  // namespace

Told<TransferCheck> check_transfer(Visit& visit, const core::ChainName& chain, const core::Transfer& transfer) {
  const auto lt = time_of(transfer.key.position);
  const auto owner = account_of(transfer.to.value());
  const auto master = account_of(transfer.contract);
  if (!lt || !owner || (!transfer.contract.empty() && !master)) return TransferCheck::absent;
  const Account account = master ? usdt_wallet(*owner, *master) : *owner;

  const std::uint64_t height = transfer.block.height;
  auto block = visit.master_block(height);
  if (!block) return fail(std::move(block.error()));
  if (!*block) return fail(visit.lagging("lacks block " + std::to_string(height)));
  const std::uint64_t end = (*block)->end_lt;
  if (*lt > end) return TransferCheck::absent;
  auto rows = visit.transactions(std::span(&account, 1), {*lt, end});
  if (!rows) return fail(std::move(rows.error()));
  const bool complete = std::ranges::any_of(
      *rows, [&](const TransactionRow& row) { return row.transaction.account == kWitness && row.block.seqno == height; });
  if (!complete) return fail(visit.lagging("has not yet all transactions of block " + std::to_string(height)));

  const auto row = std::ranges::find_if(
      *rows, [&](const TransactionRow& each) { return each.transaction.account == account && each.transaction.lt == *lt; });
  if (row == rows->end()) return TransferCheck::absent;
  if (!row->master) return fail(visit.lagging("has the transaction but not yet its masterchain block"));
  ports::WatchList list;
  list.addresses = {transfer.to};
  list.native = transfer.contract.empty();
  list.tokens = !list.native;
  const auto told = transfer_to_us(chain, transfer.block, row->transaction, Watched(chain.value(), list));
  if (!told || !same_payment(*told, transfer)) return TransferCheck::absent;
  return *row->master == height && (*block)->ref().hash == transfer.block.hash ? TransferCheck::present
                                                                               : TransferCheck::moved;
}

}  // namespace bepusdt::chains::ton
