#include "devnet/aptos/aptos_chain.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "base/hex.hpp"
#include "devnet/aptos/aptos_json.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::uint64_t kIntervalMicros = 250'000;

AptosEvent fee_statement() {
  return {"0x1::transaction_fee::FeeStatement", R"({"execution_gas_units":"155","total_charge_gas_units":"1426"})"};
}

}  // namespace

std::string aptos_account(std::uint64_t n) { return "0x" + to_hex(sha256(bytes_of("account " + std::to_string(n)))); }

std::string aptos_primary_store(const std::string& owner, const std::string& asset) {
  const auto seed = from_hex(owner.substr(2) + asset.substr(2) + "fc");
  BEPUSDT_ASSERT(seed && seed->size() == 65);
  return "0x" + to_hex(sha3_256(*seed));
}

AptosEvent aptos_deposit(const std::string& store, std::uint64_t units, const std::string& type) {
  return {type, R"({"amount":")" + std::to_string(units) + R"(","store":")" + aptos_short(store) + R"("})"};
}

AptosChain::AptosChain(std::uint64_t chain_id, std::uint64_t first_second)
    : chain_id_(chain_id), first_second_(first_second) {
  AptosBlock& block = blocks_.emplace_back();
  block.hash = new_hash("block");
  block.txs.push_back({.kind = AptosTx::Kind::genesis, .hash = new_hash("genesis"), .sender = {}});
}

std::string AptosChain::new_hash(const std::string& seed) {
  return "0x" +
         to_hex(sha3_256(bytes_of(seed + " " + std::to_string(chain_id_) + " " + std::to_string(first_second_ + ++made_))));
}

const AptosBlock& AptosChain::mine(std::vector<AptosTx> txs, std::optional<std::uint64_t> second) {
  AptosBlock block;
  block.height = blocks_.size();
  block.hash = new_hash("block");
  block.micros = second ? *second * 1'000'000 : first_second_ * 1'000'000 + block.height * kIntervalMicros;
  std::uint64_t version = blocks_.back().last();
  block.txs.push_back({.kind = AptosTx::Kind::begins_block, .hash = new_hash("begin"), .sender = {}});
  for (AptosTx& tx : txs) block.txs.push_back(std::move(tx));
  block.txs.push_back({.kind = AptosTx::Kind::checkpoint, .hash = new_hash("checkpoint"), .sender = {}});
  for (AptosTx& tx : block.txs) {
    tx.version = ++version;
    if (!tx.ok) tx.events = {fee_statement()};
  }
  blocks_.push_back(std::move(block));
  return blocks_.back();
}

void AptosChain::mine_empty(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) mine();
}

void AptosChain::forget(std::uint64_t depth) {
  BEPUSDT_ASSERT(depth < blocks_.size());
  blocks_.resize(blocks_.size() - depth);
  made_ += 1'000'000;
}

const AptosBlock* AptosChain::at(std::uint64_t height) const { return height < blocks_.size() ? &blocks_[height] : nullptr; }

std::optional<AptosChain::Place> AptosChain::at_version(std::uint64_t version) const {
  const auto block = std::ranges::lower_bound(blocks_, version, {}, &AptosBlock::last);
  if (block == blocks_.end()) return std::nullopt;
  return Place{&*block, &block->txs[version - block->first()]};
}

std::optional<AptosChain::Place> AptosChain::find(const std::string& hash) const {
  for (const AptosBlock& block : blocks_)
    for (const AptosTx& tx : block.txs)
      if (tx.hash == hash) return Place{&block, &tx};
  return std::nullopt;
}

AptosTx AptosChain::emitting(const std::string& from, std::vector<AptosEvent> events) {
  AptosTx tx{.hash = new_hash("user"), .sender = from, .events = std::move(events)};
  tx.events.push_back(fee_statement());
  return tx;
}

AptosTx AptosChain::payout(const std::string& asset, const std::string& from,
                           const std::vector<std::pair<std::string, std::uint64_t>>& to) {
  std::vector<AptosEvent> events;
  std::vector<AptosPayment> pays;
  for (const auto& [wallet, units] : to) {
    events.push_back(aptos_deposit(aptos_primary_store(from, asset), units, "0x1::fungible_asset::Withdraw"));
    pays.push_back({events.size(), asset, wallet, units});
    events.push_back(aptos_deposit(aptos_primary_store(wallet, asset), units));
  }
  AptosTx tx = emitting(from, std::move(events));
  tx.pays = std::move(pays);
  return tx;
}

AptosTx AptosChain::transfer(const std::string& asset, const std::string& from, const std::string& to, std::uint64_t units) {
  return payout(asset, from, {{to, units}});
}

AptosTx AptosChain::into_store(const std::string& store, const std::string& from, std::uint64_t units) {
  return emitting(from, {aptos_deposit(store, units)});
}

std::vector<AptosTransfer> AptosChain::transfers(const std::vector<std::string>& wallets,
                                                 const std::vector<std::string>& assets, std::uint64_t after) const {
  const auto among = [](const std::vector<std::string>& list, const std::string& one) {
    return std::ranges::find(list, one) != list.end();
  };
  std::vector<AptosTransfer> all;
  for (const AptosBlock& block : blocks_) {
    if (block.height <= after) continue;
    for (const AptosTx& tx : block.txs)
      for (const AptosPayment& pay : tx.pays)
        if (tx.ok && pay.units > 0 && among(wallets, pay.to) && among(assets, pay.asset))
          all.push_back({tx.hash, std::to_string(pay.event), pay.asset, tx.sender, pay.to, std::to_string(pay.units),
                         block.hash, block.height});
  }
  return all;
}

}  // namespace bepusdt::devnet
