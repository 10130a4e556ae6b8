#include "chains/tron/transfer_check.hpp"

#include <algorithm>

#include "chains/tron/transfers.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {
namespace {

using ports::TransferCheck;

bool same_coin(const Transaction& transaction, const core::Transfer& transfer) {
  return transfer.key.position.value() == kNativePosition && transaction.coin &&
         core::tron_address(transaction.coin->to) == transfer.to && transaction.coin->sun == transfer.units;
}

bool same_token(const TokenTransfer& token, const core::Transfer& transfer) {
  return token.position == transfer.key.position.value() && token.units == transfer.units &&
         core::tron_address(token.to) == transfer.to && core::tron_address(token.contract).value() == transfer.contract;
}

Told<bool> happened(Visit& visit, const Block& block, const Transaction& transaction, const core::Transfer& transfer) {
  if (!transaction.succeeded) return false;
  if (transfer.contract.empty()) return same_coin(transaction, transfer);
  if (!transaction.runs_code) return false;
  auto infos = visit.infos(block);
  if (!infos) return fail(std::move(infos.error()));
  std::vector<TokenTransfer> tokens;
  if (*infos) {
    const auto info = std::ranges::find(**infos, transaction.hash, &Info::hash);
    if (info == (*infos)->end()) return fail(visit.lagging("has the transaction but not yet what came of it"));
    tokens = token_transfers(transaction, *info);
    const auto asked = token_transfer_by_call(transaction);
    if (asked && same_token(*asked, transfer) &&
        std::ranges::find(tokens, kCallPosition, &TokenTransfer::position) == tokens.end())
      return fail(visit.lagging("has the transaction but not the transfer that it asked for"));
  } else if (auto by_call = token_transfer_by_call(transaction)) {
    tokens.push_back(std::move(*by_call));
  }
  return std::ranges::any_of(tokens, [&](const TokenTransfer& token) { return same_token(token, transfer); });
}

}  // namespace

Told<TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer) {
  Word hash;
  if (!decode_hex(transfer.key.hash.value(), hash)) return TransferCheck::absent;
  auto block = visit.block(transfer.block.height);
  if (!block) return fail(std::move(block.error()));
  if (!*block) return fail(visit.lagging("lacks block " + std::to_string(transfer.block.height)));
  if (const Transaction* transaction = (*block)->find(hash)) {
    auto there = happened(visit, **block, *transaction, transfer);
    if (!there) return fail(std::move(there.error()));
    if (!*there) return TransferCheck::absent;
    return (*block)->header.ref().hash == transfer.block.hash ? TransferCheck::present : TransferCheck::moved;
  }

  auto info = visit.info(hash);
  if (!info) return fail(std::move(info.error()));
  if (!*info) return TransferCheck::absent;
  if ((*info)->block_number == transfer.block.height)
    return fail(visit.lagging("its block and its transaction do not fit together"));
  auto other = visit.block((*info)->block_number);
  if (!other) return fail(std::move(other.error()));
  const Transaction* transaction = *other ? (*other)->find(hash) : nullptr;
  if (transaction == nullptr) return fail(visit.lagging("its block and its transaction do not fit together"));
  auto there = happened(visit, **other, *transaction, transfer);
  if (!there) return fail(std::move(there.error()));
  return *there ? TransferCheck::moved : TransferCheck::absent;
}

}  // namespace bepusdt::chains::tron
