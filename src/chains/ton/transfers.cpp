#include "chains/ton/transfers.hpp"

#include "base/assert.hpp"
#include "chains/ton/jetton_wallet.hpp"

namespace bepusdt::chains::ton {
namespace {

bool took_a_message(const Transaction& transaction) {
  return transaction.ordinary && !transaction.sent_back && transaction.in &&
         transaction.in->kind == Message::Kind::internal && !transaction.in->bounced &&
         transaction.in->to == transaction.account;
}

}  // namespace

std::optional<CoinReceipt> received_coin(const Transaction& transaction) {
  if (!took_a_message(transaction) || !transaction.credited || transaction.in->value.is_zero()) return std::nullopt;
  return CoinReceipt{transaction.in->from, transaction.in->value};
}

std::optional<TokenReceipt> received_token(const Transaction& transaction) {
  if (!took_a_message(transaction) || transaction.aborted || !transaction.computed || !transaction.acted)
    return std::nullopt;
  if (transaction.in->body == nullptr) return std::nullopt;
  auto transfer = decode_internal_transfer(*transaction.in->body);
  if (!transfer || transfer->units.is_zero()) return std::nullopt;
  return TokenReceipt{transfer->from, std::move(transfer->units)};
}

std::optional<core::Transfer> transfer_to_us(const core::ChainName& chain, const core::BlockRef& block,
                                             const Transaction& transaction, const Watched& watched) {
  core::Transfer transfer;
  const auto fill = [&](const Account& to, const std::optional<Account>& from, core::BaseUnits units) {
    transfer.key = {chain, core::TxHash(to_hex(transaction.hash)), core::Position(std::to_string(transaction.lt))};
    // A message has a sender always; who paid a token may be left out, and then the token wallet that sent it is named.
    if (from) transfer.from = address_of(*from);
    transfer.to = address_of(to);
    transfer.units = std::move(units);
    transfer.block = block;
    return transfer;
  };
  if (const core::TradeType* coin = watched.coin_for(transaction.account)) {
    auto receipt = received_coin(transaction);
    if (!receipt) return std::nullopt;
    transfer.trade_type = coin;
    return fill(transaction.account, receipt->from, std::move(receipt->units));
  }
  if (const Watched::TokenWallet* wallet = watched.token_wallet(transaction.account)) {
    auto receipt = received_token(transaction);
    if (!receipt) return std::nullopt;
    transfer.trade_type = catalog::find_trade_type(wallet->contract->trade_type);
    BEPUSDT_ASSERT(transfer.trade_type != nullptr);
    transfer.contract = std::string(wallet->contract->contract);
    return fill(wallet->owner, receipt->from ? receipt->from : transaction.in->from, std::move(receipt->units));
  }
  return std::nullopt;
}

}  // namespace bepusdt::chains::ton
