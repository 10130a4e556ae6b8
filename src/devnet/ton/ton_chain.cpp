#include "devnet/ton/ton_chain.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/hex.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::uint64_t kStep = 2'000'000;  // of logical time, from one masterchain block to the next
constexpr std::uint64_t kEarlier =
    2'500'000;  // a shard's block begins so much before the masterchain block that refers to it

std::string digest(const std::string& text) {
  const auto hash = sha256(bytes_of(text));
  return {hash.begin(), hash.end()};
}

std::uint64_t half_of(std::uint64_t shard) { return shard & (~shard + 1); }

bool holds(std::uint64_t shard, const std::string& account) {
  const std::uint64_t prefix = std::stoull(account.substr(account.find(':') + 1, 16), nullptr, 16);
  const std::uint64_t half = half_of(shard);
  return prefix >= shard - half && prefix <= shard + (half - 1);
}

}  // namespace

TonChain::TonChain(int network, std::int64_t first_second) : network_(network), first_second_(first_second) {
  TonBlock first{
      .name = {0}, .hash = digest("first " + std::to_string(network)), .time = first_second, .start_lt = 1, .end_lt = 2};
  first.previous = {{0, first.name.shard, 0}};
  tops_ = {first.name};
  put(std::move(first));
  mine();
}

void TonChain::put(TonBlock block) {
  const TonName name = block.name;
  blocks_[name] = std::move(block);
}

void TonChain::stamp(TonBlock& block, TonTx tx) {
  auto& [lt, hash] = last_[tx.account];
  tx.previous_lt = lt;
  tx.previous_hash = lt == 0 ? std::string(32, '\0') : hash;
  block.end_lt += 2;
  tx.lt = block.end_lt - 1;
  tx.hash = digest("tx " + std::to_string(network_) + tx.account + std::to_string(tx.lt) + block.hash);
  lt = tx.lt;
  hash = tx.hash;
  block.txs.push_back(std::move(tx));
}

const TonBlock* TonChain::at(std::uint64_t height) const {
  return height >= 1 && height <= masters_.size() ? &blocks_.at(masters_[height - 1]) : nullptr;
}

const TonBlock& TonChain::mine(std::vector<TonTx> txs, std::optional<std::int64_t> second) {
  const std::uint64_t height = masters_.size() + 1;
  const std::int64_t time = second.value_or(first_second_ + static_cast<std::int64_t>(height * 2 / 5));
  std::vector<TonName> tops;
  for (unsigned i = 0; i < shards_; ++i) {
    const std::uint64_t half = (std::uint64_t{1} << 63) / shards_;
    const std::uint64_t shard = half + 2 * half * i;
    std::vector<TonTx> own;
    for (const TonTx& tx : txs)
      if (holds(shard, tx.account)) own.push_back(tx);
    std::ranges::copy(shard_block(shard, height, time, std::move(own)), std::back_inserter(tops));
  }
  tops_ = tops;
  TonBlock block{.name = {-1}, .time = time};
  block.name.seqno = height;
  block.start_lt = block.end_lt = height * kStep + 10 * kStep;
  block.master = height;
  if (height > 1) block.previous = {masters_.back()};
  block.hash = digest("master " + std::to_string(network_) + std::to_string(height) +
                      (height > 1 ? blocks_.at(masters_.back()).hash : ""));
  for (const TonName& top : tops_) block.hash = digest(block.hash + blocks_.at(top).hash);
  for (int i = 0; i < 2; ++i) stamp(block, {.account = kTonWitness, .system = true});
  block.tops = tops_;
  masters_.push_back(block.name);
  put(std::move(block));
  return tip();
}

// The shard's new top: one block, or two of which the second is empty.
std::vector<TonName> TonChain::shard_block(std::uint64_t shard, std::uint64_t height, std::int64_t time,
                                           std::vector<TonTx> txs) {
  TonBlock block;
  block.name = {0, shard, 0};
  for (const TonName& top : tops_) {
    const std::uint64_t larger = std::max(half_of(top.shard), half_of(shard));
    if ((top.shard ^ shard) / larger / 2 != 0) continue;  // neither holds the other
    block.previous.push_back(top);
    block.name.seqno = std::max(block.name.seqno, top.seqno + 1);
  }
  block.time = time;
  block.master = height;
  block.start_lt = block.end_lt = height * kStep + 10 * kStep - kEarlier;
  block.hash = digest("shard " + std::to_string(network_) + std::to_string(shard) + std::to_string(height) +
                      std::to_string(txs.size()));
  for (TonTx& tx : txs) stamp(block, std::move(tx));
  const bool second = height % 3 == 0;
  TonBlock next{.name = {0, shard, block.name.seqno + 1}, .hash = digest(block.hash), .time = block.time};
  next.start_lt = next.end_lt = block.end_lt + 1'000;
  next.master = height;
  next.previous = {block.name};
  std::vector<TonName> top{second ? next.name : block.name};
  put(std::move(block));
  if (second) put(std::move(next));
  return top;
}

void TonChain::mine_empty(std::uint64_t count) {
  while (count-- > 0) mine();
}

TonTx TonChain::coin(const std::string& from, const std::string& to, const core::BaseUnits& nanotons, TonCell body) {
  TonTx tx{.account = to, .from = from, .value = nanotons, .body = std::move(body)};
  if (!nanotons.is_zero()) tx.pays.push_back({"", from, to, nanotons});
  return tx;
}

TonTx TonChain::token(const std::string& from, const std::string& to, const core::BaseUnits& units, std::string wallet) {
  TonTx tx{.account = wallet.empty() ? ton_usdt_wallet(to, kTonUsdt) : wallet,
           .from = ton_usdt_wallet(from, kTonUsdt),
           .value = 50'000'000,
           .body = ton_internal_transfer(units, from)};
  if (wallet.empty() && !units.is_zero()) tx.pays.push_back({kTonUsdt, from, to, units});
  return tx;
}

std::vector<TonTransfer> TonChain::transfers(const std::vector<std::string>& wallets, bool native,
                                             std::uint64_t after) const {
  std::vector<TonTransfer> found;
  for (const auto& [name, block] : blocks_)
    for (const TonTx& tx : block.txs)
      for (const TonPayment& pay : tx.pays) {
        if (block.master <= after || (pay.contract.empty() && !native)) continue;
        if (std::ranges::find(wallets, pay.to) == wallets.end()) continue;
        found.push_back({to_hex(bytes_of(tx.hash)), std::to_string(tx.lt), pay.contract, pay.from, pay.to, pay.units.str(),
                         to_hex(bytes_of(at(block.master)->hash)), block.master});
      }
  std::ranges::sort(found);
  return found;
}

}  // namespace bepusdt::devnet
