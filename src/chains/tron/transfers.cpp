#include "chains/tron/transfers.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {
namespace {

const core::TradeType* coin_of(std::string_view chain) {
  for (const core::TradeType& row : catalog::trade_types())
    if (row.native && row.chain == chain) return &row;
  return nullptr;
}

// The last 20 bytes: a log's address comes from the contract itself, which may leave anything in the rest.
Account account_of_word(const Word& word) {
  Account account;
  std::copy(word.begin() + 12, word.end(), account.begin());
  return account;
}

bool is_transfer(const Log& log) {
  return log.topics.size() == 3 && log.topics[0] == kTransferTopic && log.data_size == log.data.size() &&
         log.data != kZeroWord;
}

}  // namespace

std::vector<TokenTransfer> token_transfers(const Transaction& transaction, const Info& info) {
  std::vector<TokenTransfer> found;
  if (!transaction.succeeded || info.failed) return found;
  bool call_seen = !transaction.call;
  for (std::size_t i = 0; i < info.logs.size(); ++i) {
    const Log& log = info.logs[i];
    if (!is_transfer(log)) continue;
    TokenTransfer transfer{std::to_string(i), log.contract, account_of_word(log.topics[1]), account_of_word(log.topics[2]),
                           units_of(log.data)};
    if (!call_seen && transfer.contract == transaction.call->contract && transfer.to == transaction.call->to) {
      transfer.position = kCallPosition;
      call_seen = true;
    }
    found.push_back(std::move(transfer));
  }
  return found;
}

std::optional<TokenTransfer> token_transfer_by_call(const Transaction& transaction) {
  if (!transaction.succeeded || !transaction.call || transaction.call->units.is_zero()) return std::nullopt;
  const TokenCall& call = *transaction.call;
  return TokenTransfer{std::string(kCallPosition), call.contract, call.from, call.to, call.units};
}

bool lacks_its_call(const Transaction& transaction, const Info& info, const Watched& watched) {
  const auto asked = token_transfer_by_call(transaction);
  if (!asked || watched.contract(asked->contract) == nullptr || !watched.has_wallet(asked->to)) return false;
  return std::ranges::none_of(token_transfers(transaction, info),
                              [](const TokenTransfer& transfer) { return transfer.position == kCallPosition; });
}

std::vector<core::Transfer> transfers_to_us(const core::ChainName& chain, const Block& block, const Transaction& transaction,
                                            const Info* info, const Watched& watched) {
  std::vector<core::Transfer> ours;
  if (!transaction.succeeded) return ours;
  const auto add = [&](std::string_view position, const core::TradeType* trade_type, std::string_view contract,
                       const Account& from, const Account& to, core::BaseUnits units) {
    BEPUSDT_ASSERT(trade_type != nullptr);
    core::Transfer transfer;
    transfer.key = {chain, core::TxHash(hash_text(transaction.hash)), core::Position(std::string(position))};
    transfer.trade_type = trade_type;
    transfer.contract = std::string(contract);
    transfer.from = core::tron_address(from);
    transfer.to = core::tron_address(to);
    transfer.units = std::move(units);
    transfer.block = block.header.ref();
    ours.push_back(std::move(transfer));
  };
  if (watched.native() && transaction.coin && transaction.coin->sun > 0 && watched.has_wallet(transaction.coin->to))
    add(kNativePosition, coin_of(chain.value()), "", transaction.coin->from, transaction.coin->to, transaction.coin->sun);
  if (!watched.tokens()) return ours;
  std::vector<TokenTransfer> tokens;
  if (info != nullptr)
    tokens = token_transfers(transaction, *info);
  else if (auto by_call = token_transfer_by_call(transaction))
    tokens.push_back(std::move(*by_call));
  for (const TokenTransfer& token : tokens) {
    const catalog::TokenContract* row = watched.contract(token.contract);
    if (row == nullptr || !watched.has_wallet(token.to)) continue;
    add(token.position, catalog::find_trade_type(row->trade_type), row->contract, token.from, token.to, token.units);
  }
  return ours;
}

}  // namespace bepusdt::chains::tron
