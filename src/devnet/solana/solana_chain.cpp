#include "devnet/solana/solana_chain.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "devnet/solana/solana_keys.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kSystem = "11111111111111111111111111111111";
constexpr std::uint64_t kRent = 2'039'280;

std::string signature_of(std::uint64_t n) {
  const Digest32 left = sha256(bytes_of("signature " + std::to_string(n))), right = sha256(left);
  Bytes both(left.begin(), left.end());
  both.insert(both.end(), right.begin(), right.end());
  return solana_text(both);
}

std::string hash_of(const std::string& text) { return solana_text(sha256(bytes_of(text))); }

}  // namespace

std::vector<std::string> SolanaTx::accounts() const {
  std::vector<std::string> all = keys;
  all.insert(all.end(), writable.begin(), writable.end());
  all.insert(all.end(), readonly.begin(), readonly.end());
  return all;
}

SolanaChain::SolanaChain(const std::string& network, std::int64_t first_second)
    : genesis_(hash_of("genesis of " + network)), first_second_(first_second) {
  mine();
}

const SolanaBlock& SolanaChain::mine(std::vector<SolanaTx> txs, std::optional<std::int64_t> second) {
  SolanaBlock block;
  block.slot = next_slot_++;
  block.parent_slot = blocks_.empty() ? 0 : head();
  block.parent_hash = blocks_.empty() ? std::string(kSystem) : tip().hash;
  block.time = second.value_or(first_second_ + static_cast<std::int64_t>(block.slot * 2 / 5));
  std::string content = genesis_ + block.parent_hash + std::to_string(block.slot) + std::to_string(salt_);
  for (const SolanaTx& tx : txs) content += tx.signature;
  block.hash = hash_of(content);
  block.txs = std::move(txs);
  return blocks_.emplace(block.slot, std::move(block)).first->second;
}

void SolanaChain::mine_empty(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) mine();
}

void SolanaChain::skip(std::uint64_t slots) { next_slot_ += slots; }

void SolanaChain::cut_to(std::uint64_t slot) {
  BEPUSDT_ASSERT(at(slot) != nullptr);
  blocks_.erase(blocks_.upper_bound(slot), blocks_.end());
  next_slot_ = slot + 1;
  salt_ += 1'000'000;
}

const SolanaBlock* SolanaChain::at(std::uint64_t slot) const {
  const auto found = blocks_.find(slot);
  return found == blocks_.end() ? nullptr : &found->second;
}

const SolanaBlock& SolanaChain::nearest(std::uint64_t slot) const { return std::prev(blocks_.upper_bound(slot))->second; }

std::optional<SolanaChain::Place> SolanaChain::find(const std::string& signature) const {
  for (const auto& [slot, block] : blocks_)
    for (const SolanaTx& tx : block.txs)
      if (tx.signature == signature) return Place{&block, &tx};
  return std::nullopt;
}

std::vector<SolanaChain::Place> SolanaChain::naming(const std::string& account) const {
  std::vector<Place> all;
  for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block)
    for (auto tx = block->second.txs.rbegin(); tx != block->second.txs.rend(); ++tx) {
      const std::vector<std::string> named = tx->accounts();
      if (std::ranges::find(named, account) != named.end()) all.push_back({&block->second, &*tx});
    }
  return all;
}

SolanaTx SolanaChain::make(const std::string& payer) {
  SolanaTx tx;
  tx.signature = signature_of(++salt_);
  tx.keys = {payer};
  return tx;
}

void SolanaChain::add_holding(SolanaTx& tx, const std::string& account, const std::string& owner, const std::string& mint,
                              std::int64_t change) {
  const auto known = std::ranges::find(tx.holdings, account, &SolanaHolding::account);
  if (known != tx.holdings.end()) {
    known->after += static_cast<std::uint64_t>(change);
    return;
  }
  const std::uint64_t before = 1'000'000'000 + salt_;
  tx.holdings.push_back({account, owner, mint, before, before + static_cast<std::uint64_t>(change)});
  tx.keys.push_back(account);
}

SolanaTx SolanaChain::coin(const std::string& from, const std::string& to, std::uint64_t lamports) {
  SolanaTx tx = make(from);
  tx.keys.insert(tx.keys.end(), {to, std::string(kSystem)});
  tx.lamports[from] -= static_cast<std::int64_t>(lamports);
  tx.lamports[to] += static_cast<std::int64_t>(lamports);
  tx.pays = {{to, "", lamports}};
  return tx;
}

SolanaTx SolanaChain::token(const std::string& mint, const std::string& from, const std::string& to, std::uint64_t units,
                            bool makes) {
  SolanaTx tx = batch(mint, from, {{to, units}});
  if (!makes) return tx;
  SolanaHolding& received = tx.holdings.back();
  received.after = units;
  received.before = 0;
  received.existed = false;
  tx.keys.push_back(to);
  tx.lamports[from] -= static_cast<std::int64_t>(kRent);
  tx.lamports[received.account] += static_cast<std::int64_t>(kRent);
  return tx;
}

SolanaTx SolanaChain::batch(const std::string& mint, const std::string& from,
                            const std::vector<std::pair<std::string, std::uint64_t>>& to) {
  SolanaTx tx = make(from);
  for (const auto& [owner, units] : to) {
    add_holding(tx, solana_token_account(from, mint), from, mint, -static_cast<std::int64_t>(units));
    add_holding(tx, solana_token_account(owner, mint), owner, mint, static_cast<std::int64_t>(units));
    tx.pays.push_back({owner, mint, units});
  }
  tx.keys.push_back(mint);
  tx.keys.emplace_back(kSolanaTokenProgram);
  return tx;
}

SolanaTx SolanaChain::move(const std::string& mint, const std::string& owner, std::uint64_t units) {
  SolanaTx tx = make(owner);
  add_holding(tx, hash_of("another account of " + owner), owner, mint, -static_cast<std::int64_t>(units));
  add_holding(tx, solana_token_account(owner, mint), owner, mint, static_cast<std::int64_t>(units));
  tx.keys.emplace_back(kSolanaTokenProgram);
  return tx;
}

SolanaTx SolanaChain::with_lookup(SolanaTx tx) {
  tx.version = 0;
  for (const SolanaHolding& holding : tx.holdings) {
    std::erase(tx.keys, holding.account);
    tx.writable.push_back(holding.account);
    tx.readonly.push_back(hash_of("read only beside " + holding.account));
  }
  return tx;
}

std::vector<SolanaTransfer> SolanaChain::transfers(const std::vector<std::string>& wallets,
                                                   const std::vector<std::string>& mints, bool native,
                                                   std::uint64_t after) const {
  std::vector<SolanaTransfer> all;
  for (auto at = blocks_.upper_bound(after); at != blocks_.end(); ++at)
    for (const SolanaTx& tx : at->second.txs) {
      std::map<std::pair<std::string, std::string>, std::uint64_t> sums;
      for (const SolanaPayment& pay : tx.pays) {
        const bool wanted = pay.mint.empty() ? native : std::ranges::find(mints, pay.mint) != mints.end();
        if (tx.ok && wanted && pay.owner != tx.keys.front() && std::ranges::find(wallets, pay.owner) != wallets.end())
          sums[{pay.owner, pay.mint}] += pay.units;
      }
      for (const auto& [key, units] : sums)
        if (units > 0) all.push_back({tx.signature, key.first, key.second, at->second.hash, units, at->first});
    }
  return all;
}

}  // namespace bepusdt::devnet
