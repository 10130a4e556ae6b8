#include "devnet/evm/evm_chain.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/assert.hpp"
#include "base/digest.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kTransfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
constexpr std::string_view kApproval = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925";

std::string digest(const std::string& text) { return "0x" + to_hex(keccak256(bytes_of(text))); }

std::string hex_of(const core::BaseUnits& n) { return n.str(0, std::ios_base::hex); }

std::string decimal_of(const std::string& hex) {
  const auto units = core::units_from_hex(hex);
  BEPUSDT_ASSERT(units.has_value());
  return units->str();
}

// 2048 bits as the Yellow Paper numbers them, kept as the digits of their text, to be another reading than the reader's.
void set_bloom_bit(std::string& text, std::size_t bit) {
  char& digit = text[text.size() - 1 - bit / 4];
  digit = "0123456789abcdef"[hex_digit(digit) | (1 << (bit % 4))];
}

}  // namespace

std::string evm_address(std::uint64_t n) { return "0x" + digest("address " + std::to_string(n)).substr(26); }
std::string evm_topic(const std::string& address) { return "0x" + std::string(24, '0') + address.substr(2); }
std::string evm_word(const core::BaseUnits& n) {
  const std::string digits = hex_of(n);
  return "0x" + std::string(64 - digits.size(), '0') + digits;
}
std::string evm_quantity(std::uint64_t n) {
  std::array<char, 16> digits;
  return "0x" + std::string(digits.data(), std::to_chars(digits.begin(), digits.end(), n, 16).ptr);
}
std::string evm_quantity(const core::BaseUnits& n) { return "0x" + hex_of(n); }

EvmChain::EvmChain(std::int64_t first_time, std::int64_t interval) : interval_(interval) {
  EvmBlock genesis;
  genesis.parent = "0x" + std::string(64, '0');
  genesis.time = first_time;
  seal(genesis);
  heights_[genesis.hash] = 0;
  blocks_.push_back(std::move(genesis));
}

void EvmChain::seal(EvmBlock& block) {
  const std::string nothing = "0x" + std::string(512, '0');
  block.bloom = nothing;
  std::string text = std::to_string(block.number) + block.parent + std::to_string(block.time) + "/" + std::to_string(salt_);
  for (EvmTx& tx : block.txs) {
    text += tx.hash + (tx.ok ? "+" : "-");
    tx.bloom = nothing;
    if (!tx.ok) continue;
    for (const EvmLog& log : tx.logs)
      for (std::string* bloom : {&tx.bloom, &block.bloom}) {
        add_to_bloom(*bloom, log.address);
        for (const std::string& topic : log.topics) add_to_bloom(*bloom, topic);
      }
  }
  block.hash = digest(text);
}

void EvmChain::add_to_bloom(std::string& bloom, const std::string& item) {
  auto known = bloom_bits_.find(item);
  if (known == bloom_bits_.end()) {
    const auto bytes = from_hex(item);
    BEPUSDT_ASSERT(bytes.has_value());
    const Digest32 hash = keccak256(*bytes);
    std::array<std::uint16_t, 3> bits{};
    for (std::size_t i = 0; i < 3; ++i) bits[i] = static_cast<std::uint16_t>((hash[2 * i] % 8) * 256 + hash[2 * i + 1]);
    known = bloom_bits_.emplace(item, bits).first;
  }
  for (const std::uint16_t bit : known->second) set_bloom_bit(bloom, bit);
}

const EvmBlock& EvmChain::mine(std::vector<EvmTx> txs, std::optional<std::int64_t> time) {
  EvmBlock block;
  block.number = head() + 1;
  block.parent = tip().hash;
  block.time = time.value_or(tip().time + interval_);
  BEPUSDT_ASSERT(block.time >= tip().time);
  block.txs = std::move(txs);
  seal(block);
  heights_[block.hash] = block.number;
  for (std::size_t i = 0; i < block.txs.size(); ++i) spots_.try_emplace(block.txs[i].hash, Spot{block.number, i});
  blocks_.push_back(std::move(block));
  return blocks_.back();
}

void EvmChain::mine_empty(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) mine();
}

std::vector<EvmTx> EvmChain::fork(std::uint64_t depth) {
  BEPUSDT_ASSERT(depth < blocks_.size());
  std::vector<EvmTx> txs;
  for (std::size_t i = blocks_.size() - depth; i < blocks_.size(); ++i) {
    EvmBlock& block = blocks_[i];
    txs.insert(txs.end(), block.txs.begin(), block.txs.end());
    for (std::size_t at = 0; at < block.txs.size(); ++at) {
      const std::string& tx = block.txs[at].hash;
      taken_[tx] = {block.hash, at};
      if (const auto spot = spots_.find(tx); spot != spots_.end() && spot->second.height == block.number) spots_.erase(spot);
    }
    heights_.erase(block.hash);
    std::string hash = block.hash;
    orphans_.insert_or_assign(std::move(hash), std::move(block));
  }
  blocks_.resize(blocks_.size() - depth);
  ++salt_;
  return txs;
}

const EvmBlock* EvmChain::at(std::uint64_t height) const { return height < blocks_.size() ? &blocks_[height] : nullptr; }

const EvmBlock* EvmChain::with_hash(const std::string& hash) const {
  if (const auto height = heights_.find(hash); height != heights_.end()) return &blocks_[height->second];
  const auto orphan = orphans_.find(hash);
  return orphan == orphans_.end() ? nullptr : &orphan->second;
}

std::optional<EvmChain::Place> EvmChain::find(const std::string& tx) const {
  const auto spot = spots_.find(tx);
  if (spot == spots_.end()) return std::nullopt;
  return Place{&blocks_[spot->second.height], spot->second.index};
}

std::optional<EvmChain::Place> EvmChain::ghost(const std::string& tx) const {
  const auto taken = taken_.find(tx);
  if (taken == taken_.end() || spots_.contains(tx)) return std::nullopt;
  return Place{&orphans_.at(taken->second.block), taken->second.index};
}

std::vector<EvmChain::Place> EvmChain::ghosts(std::uint64_t height) const {
  std::vector<Place> found;
  for (const auto& [tx, taken] : taken_)
    if (const auto place = ghost(tx); place && place->block->number == height) found.push_back(*place);
  return found;
}

void EvmChain::spoil_bloom(const std::vector<std::string>& items) {
  for (const std::string& item : items) add_to_bloom(blocks_.back().bloom, item);
}

EvmLog EvmChain::transfer_log(const std::string& contract, const std::string& from, const std::string& to,
                              const core::BaseUnits& units) {
  return {contract, {std::string(kTransfer), evm_topic(from), evm_topic(to)}, evm_word(units)};
}
EvmLog EvmChain::other_log(const std::string& contract) {
  return {contract, {std::string(kApproval), evm_topic(evm_address(900)), evm_topic(evm_address(901))}, evm_word(1)};
}

EvmTx EvmChain::token(const std::string& contract, const std::string& from, const std::string& to,
                      const core::BaseUnits& units) {
  EvmTx tx;
  tx.hash = digest("tx " + std::to_string(++salt_));
  tx.from = from;
  tx.to = contract;
  tx.logs.push_back(transfer_log(contract, from, to, units));
  return tx;
}

EvmTx EvmChain::coin(const std::string& from, const std::string& to, const core::BaseUnits& wei) {
  EvmTx tx;
  tx.hash = digest("tx " + std::to_string(++salt_));
  tx.from = from;
  tx.to = to;
  tx.value = evm_quantity(wei);
  return tx;
}

std::vector<EvmTransfer> EvmChain::transfers(const std::vector<std::string>& wallets,
                                             const std::vector<std::string>& contracts, bool native, std::uint64_t after,
                                             bool traces) const {
  const auto has = [](const auto& list, const std::string& item) { return std::ranges::find(list, item) != list.end(); };
  const auto nothing = [](const std::string& hex) { return hex.find_first_not_of('0', 2) == std::string::npos; };
  std::vector<std::string> topics;
  for (const std::string& wallet : wallets) topics.push_back(evm_topic(wallet));
  std::vector<EvmTransfer> found;
  for (std::uint64_t height = after + 1; height < blocks_.size(); ++height) {
    const EvmBlock& block = blocks_[height];
    for (const EvmTx& tx : block.txs) {
      if (!tx.ok) continue;
      if (native && has(wallets, tx.to) && !nothing(tx.value))
        found.push_back({tx.hash, "n", "", tx.from, tx.to, decimal_of(tx.value), block.hash, block.number});
      if (native && traces)
        for (const EvmPaid& paid : paid_by_calls(tx))
          if (has(wallets, paid.to))
            found.push_back(
                {tx.hash, paid.position, "", paid.from, paid.to, decimal_of(paid.value), block.hash, block.number});
      for (std::size_t i = 0; i < tx.logs.size(); ++i) {
        const EvmLog& log = tx.logs[i];
        if (log.topics.size() != 3 || log.topics[0] != kTransfer || log.data.size() != 66) continue;
        if (!has(topics, log.topics[2]) || !has(contracts, log.address) || nothing(log.data)) continue;
        found.push_back({tx.hash, std::to_string(i), log.address, "0x" + log.topics[1].substr(26),
                         "0x" + log.topics[2].substr(26), decimal_of(log.data), block.hash, block.number});
      }
    }
  }
  return found;
}

}  // namespace bepusdt::devnet
