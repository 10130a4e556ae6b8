#include "chains/solana/credits.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::chains::solana {
namespace {

// What an owner's accounts of one mint hold together.
struct Holding {
  core::BaseUnits before = 0, after = 0;
};

using Holdings = std::map<std::string, Holding>;  // by owner

Holdings holdings_of(const Transaction& transaction, const std::string& mint) {
  Holdings all;
  for (const TokenBalance& balance : transaction.tokens_before)
    if (balance.mint == mint) all[balance.owner].before += balance.units;
  for (const TokenBalance& balance : transaction.tokens_after)
    if (balance.mint == mint) all[balance.owner].after += balance.units;
  return all;
}

std::string payer_of(const Transaction& transaction, const Holdings& holdings) {
  std::string payer = transaction.accounts.front();
  core::BaseUnits most = 0;
  for (const auto& [owner, holding] : holdings) {
    if (holding.before <= holding.after || holding.before - holding.after <= most) continue;
    most = holding.before - holding.after;
    payer = owner;
  }
  return payer;
}

void add_tokens(const Transaction& transaction, const Watched& watched, std::vector<Credit>& credits) {
  std::vector<std::string> mints;
  for (const TokenBalance& balance : transaction.tokens_after)
    if (watched.has_wallet(balance.owner) && watched.mint(balance.mint) != nullptr) mints.push_back(balance.mint);
  std::ranges::sort(mints);
  const auto repeated = std::ranges::unique(mints);
  mints.erase(repeated.begin(), repeated.end());
  for (const std::string& mint : mints) {
    const Holdings holdings = holdings_of(transaction, mint);
    for (const auto& [owner, holding] : holdings)
      if (watched.has_wallet(owner) && holding.after > holding.before)
        credits.push_back({owner, mint, holding.after - holding.before, payer_of(transaction, holdings)});
  }
}

std::string lamport_payer_of(const Transaction& transaction) {
  std::size_t payer = 0;
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < transaction.accounts.size(); ++i) {
    const std::uint64_t kept = transaction.lamports_after[i], had = transaction.lamports_before[i];
    std::uint64_t lost = had > kept ? had - kept : 0;
    if (i == 0) lost -= std::min(lost, transaction.fee);
    if (lost <= most) continue;
    most = lost;
    payer = i;
  }
  return transaction.accounts[payer];
}

// What the owner's token accounts lost in SOL.
core::BaseUnits lost_by_own_token_accounts(const Transaction& transaction, const std::string& owner) {
  core::BaseUnits lost = 0;
  for (const TokenBalance& balance : transaction.tokens_before) {
    const std::uint64_t had = transaction.lamports_before[balance.account];
    const std::uint64_t has = transaction.lamports_after[balance.account];
    if (balance.owner == owner && had > has) lost += had - has;
  }
  return lost;
}

void add_lamports(const Transaction& transaction, const Watched& watched, std::vector<Credit>& credits) {
  for (std::size_t i = 0; i < transaction.accounts.size(); ++i) {
    const std::string& owner = transaction.accounts[i];
    const std::uint64_t had = transaction.lamports_before[i], has = transaction.lamports_after[i];
    if (has <= had || !watched.has_wallet(owner)) continue;
    const core::BaseUnits gained = has - had, moved = lost_by_own_token_accounts(transaction, owner);
    if (gained > moved) credits.push_back({owner, "", gained - moved, lamport_payer_of(transaction)});
  }
}

}  // namespace

Decoded<std::vector<Credit>> credits_to_us(const Transaction& transaction, const Watched& watched) {
  std::vector<Credit> credits;
  if (!transaction.succeeded) return credits;
  if (!transaction.tokens_told) return fail(DecodeError{"transaction: its token balances are not told"});
  const auto nobodys = [&](const TokenBalance& balance) {
    return balance.owner.empty() && watched.mint(balance.mint) != nullptr;
  };
  if (std::ranges::any_of(transaction.tokens_before, nobodys) || std::ranges::any_of(transaction.tokens_after, nobodys))
    return fail(DecodeError{"transaction: whose token balances these are is not told"});
  if (watched.tokens()) add_tokens(transaction, watched, credits);
  if (watched.native()) add_lamports(transaction, watched, credits);
  return credits;
}

core::Transfer transfer_of(const core::ChainName& chain, const std::string& signature, const Credit& credit,
                           const core::BlockRef& block) {
  core::Transfer transfer;
  transfer.key = {chain, core::TxHash(signature), core::Position(credit.position())};
  if (credit.mint.empty()) {
    const auto coin = std::ranges::find_if(
        catalog::trade_types(), [&](const core::TradeType& row) { return row.native && row.chain == chain.value(); });
    BEPUSDT_ASSERT(coin != catalog::trade_types().end());
    transfer.trade_type = &*coin;
  } else {
    const catalog::TokenContract* row = catalog::find_contract(chain.value(), credit.mint);
    BEPUSDT_ASSERT(row != nullptr);
    transfer.trade_type = catalog::find_trade_type(row->trade_type);
  }
  transfer.contract = credit.mint;
  transfer.from = core::Address(credit.from);
  transfer.to = core::Address(credit.owner);
  transfer.units = credit.units;
  transfer.block = block;
  return transfer;
}

}  // namespace bepusdt::chains::solana
