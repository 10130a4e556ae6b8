#include "chains/evm/transfers.hpp"

#include "base/assert.hpp"

namespace bepusdt::chains::evm {

std::optional<std::uint64_t> position_of(const Log& log, const Receipt& receipt) {
  if (log.index == kUnknown || receipt.first_log_index == kUnknown || log.index < receipt.first_log_index)
    return std::nullopt;
  return log.index - receipt.first_log_index;
}

std::vector<core::Transfer> token_transfers(const core::ChainName& chain, const core::BlockRef& block,
                                            const Receipt& receipt, const Watched& watched) {
  std::vector<core::Transfer> found;
  if (receipt.status != Status::succeeded) return found;
  for (const Log& log : receipt.logs) {
    if (log.removed || log.data_size != log.data.size() || log.data == kZeroWord) continue;
    const catalog::TokenContract* contract = watched.contract(log.address);
    if (contract == nullptr || !watched.wants({log.topics.data(), log.topic_count})) continue;
    const auto position = position_of(log, receipt);
    if (!position) continue;
    const core::TradeType* trade_type = catalog::find_trade_type(contract->trade_type);
    BEPUSDT_ASSERT(trade_type != nullptr);
    core::Transfer transfer;
    transfer.key = {chain, core::TxHash(text_of(receipt.transaction_hash)), core::Position(std::to_string(*position))};
    transfer.trade_type = trade_type;
    transfer.contract = std::string(contract->contract);
    transfer.from = core::Address(text_of(std::span(log.topics[1]).subspan<12>()));
    transfer.to = core::Address(text_of(std::span(log.topics[2]).subspan<12>()));
    transfer.units = units_of(log.data);
    transfer.block = block;
    found.push_back(std::move(transfer));
  }
  return found;
}

core::Transfer traced_transfer(const core::ChainName& chain, const core::TradeType& coin, const core::BlockRef& block,
                               const Word& transaction, const CoinMove& move) {
  core::Transfer transfer;
  transfer.key = {chain, core::TxHash(text_of(transaction)), core::Position(move.position)};
  transfer.trade_type = &coin;
  transfer.from = core::Address(text_of(move.from));
  transfer.to = core::Address(text_of(move.to));
  transfer.units = units_of(move.value);
  transfer.block = block;
  return transfer;
}

std::optional<core::Transfer> native_transfer(const core::ChainName& chain, const core::TradeType& coin,
                                              const core::BlockRef& block, const Transaction& transaction,
                                              const Receipt& receipt, const Watched& watched) {
  if (receipt.status != Status::succeeded || transaction.creates || transaction.value == kZeroWord) return std::nullopt;
  if (!watched.has_wallet(transaction.to)) return std::nullopt;
  core::Transfer transfer;
  transfer.key = {chain, core::TxHash(text_of(transaction.hash)), core::Position(std::string(kNativePosition))};
  transfer.trade_type = &coin;
  transfer.from = core::Address(text_of(transaction.from));
  transfer.to = core::Address(text_of(transaction.to));
  transfer.units = units_of(transaction.value);
  transfer.block = block;
  return transfer;
}

}  // namespace bepusdt::chains::evm
