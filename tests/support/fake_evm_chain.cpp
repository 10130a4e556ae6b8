#include "support/fake_evm_chain.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "base/digest.hpp"

namespace bepusdt::test {
namespace {

constexpr std::string_view kTransfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
constexpr std::string_view kApproval = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925";

std::string digest(const std::string& text) { return "0x" + to_hex(keccak256(bytes_of(text))); }

std::string digits_of(std::uint64_t n, std::size_t width) {
  std::string text(width, '0');
  for (std::size_t i = width; n > 0; n >>= 4) text[--i] = "0123456789abcdef"[n & 15];
  return text;
}

// 2048 bits as the Yellow Paper numbers them, kept as bits here and not as bytes, to be another reading than the reader's.
void add_to_bloom(std::array<bool, 2048>& bits, const std::string& hex) {
  const auto bytes = from_hex(hex);
  const Digest32 hash = keccak256(*bytes);
  for (const int i : {0, 2, 4}) bits[static_cast<std::size_t>((hash[i] % 8) * 256 + hash[i + 1])] = true;
}

std::string bloom_text(const std::array<bool, 2048>& bits) {
  std::string text = "0x";
  for (std::size_t i = 2048; i > 0; i -= 4)
    text +=
        "0123456789abcdef"[(bits[i - 1] ? 8 : 0) + (bits[i - 2] ? 4 : 0) + (bits[i - 3] ? 2 : 0) + (bits[i - 4] ? 1 : 0)];
  return text;
}

std::array<bool, 2048> bloom_bits(const std::string& text) {
  std::array<bool, 2048> bits{};
  for (std::size_t i = 0; i < 512; ++i) {
    const int digit = hex_digit(text[2 + i]);
    for (std::size_t b = 0; b < 4; ++b) bits[2047 - (i * 4 + b)] = (digit >> (3 - b) & 1) != 0;
  }
  return bits;
}

}  // namespace

std::string evm_address(std::uint64_t n) { return "0x" + digest("address " + std::to_string(n)).substr(26); }
std::string evm_topic(const std::string& address) { return "0x" + std::string(24, '0') + address.substr(2); }
std::string evm_word(std::uint64_t n) { return "0x" + digits_of(n, 64); }
std::string evm_quantity(std::uint64_t n) {
  const std::string digits = digits_of(n, 16);
  const auto first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return "0x" + digits.substr(first);
}

FakeEvmChain::FakeEvmChain(std::int64_t first_time, std::int64_t interval) : interval_(interval) {
  EvmBlock genesis;
  genesis.parent = "0x" + std::string(64, '0');
  genesis.time = first_time;
  seal(genesis);
  blocks_.push_back(std::move(genesis));
}

void FakeEvmChain::seal(EvmBlock& block) const {
  std::array<bool, 2048> bits{};
  std::string text = std::to_string(block.number) + block.parent + std::to_string(block.time) + "/" + std::to_string(salt_);
  for (const EvmTx& tx : block.txs) {
    text += tx.hash + (tx.ok ? "+" : "-");
    if (!tx.ok) continue;
    for (const EvmLog& log : tx.logs) {
      add_to_bloom(bits, log.address);
      for (const std::string& topic : log.topics) add_to_bloom(bits, topic);
    }
  }
  block.hash = digest(text);
  block.bloom = bloom_text(bits);
}

const EvmBlock& FakeEvmChain::mine(std::vector<EvmTx> txs) {
  EvmBlock block;
  block.number = head() + 1;
  block.parent = tip().hash;
  block.time = tip().time + interval_;
  block.txs = std::move(txs);
  seal(block);
  blocks_.push_back(std::move(block));
  return blocks_.back();
}

void FakeEvmChain::mine_empty(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) mine();
}

std::vector<EvmTx> FakeEvmChain::fork(std::uint64_t depth) {
  BEPUSDT_ASSERT(depth < blocks_.size());
  std::vector<EvmTx> txs;
  for (std::size_t i = blocks_.size() - depth; i < blocks_.size(); ++i) {
    txs.insert(txs.end(), blocks_[i].txs.begin(), blocks_[i].txs.end());
    orphans_[blocks_[i].hash] = blocks_[i];
  }
  blocks_.resize(blocks_.size() - depth);
  ++salt_;
  return txs;
}

const EvmBlock* FakeEvmChain::at(std::uint64_t height) const { return height < blocks_.size() ? &blocks_[height] : nullptr; }

const EvmBlock* FakeEvmChain::with_hash(const std::string& hash) const {
  for (const EvmBlock& block : blocks_)
    if (block.hash == hash) return &block;
  const auto orphan = orphans_.find(hash);
  return orphan == orphans_.end() ? nullptr : &orphan->second;
}

void FakeEvmChain::spoil_bloom(const std::vector<std::string>& items) {
  auto bits = bloom_bits(blocks_.back().bloom);
  for (const std::string& item : items) add_to_bloom(bits, item);
  blocks_.back().bloom = bloom_text(bits);
}

EvmLog FakeEvmChain::transfer_log(const std::string& contract, const std::string& from, const std::string& to,
                                  std::uint64_t units) {
  return {contract, {std::string(kTransfer), evm_topic(from), evm_topic(to)}, evm_word(units)};
}
EvmLog FakeEvmChain::other_log(const std::string& contract) {
  return {contract, {std::string(kApproval), evm_topic(evm_address(900)), evm_topic(evm_address(901))}, evm_word(1)};
}

EvmTx FakeEvmChain::token(const std::string& contract, const std::string& from, const std::string& to, std::uint64_t units) {
  EvmTx tx;
  tx.hash = digest("tx " + std::to_string(++salt_));
  tx.from = from;
  tx.to = contract;
  tx.logs.push_back(transfer_log(contract, from, to, units));
  return tx;
}

EvmTx FakeEvmChain::coin(const std::string& from, const std::string& to, std::uint64_t wei) {
  EvmTx tx;
  tx.hash = digest("tx " + std::to_string(++salt_));
  tx.from = from;
  tx.to = to;
  tx.value = evm_quantity(wei);
  return tx;
}

std::vector<EvmTransfer> FakeEvmChain::transfers(const std::vector<std::string>& wallets,
                                                 const std::vector<std::string>& contracts, bool native,
                                                 std::uint64_t after) const {
  const auto has = [](const auto& list, const std::string& item) { return std::ranges::find(list, item) != list.end(); };
  const auto number = [](const std::string& hex) {
    return std::to_string(std::stoull(hex.substr(hex.size() > 18 ? hex.size() - 16 : 2), nullptr, 16));
  };
  std::vector<EvmTransfer> found;
  for (const EvmBlock& block : blocks_) {
    if (block.number <= after) continue;
    for (const EvmTx& tx : block.txs) {
      if (!tx.ok) continue;
      if (native && has(wallets, tx.to) && number(tx.value) != "0")
        found.push_back({tx.hash, "n", "", tx.from, tx.to, number(tx.value), block.hash, block.number});
      for (std::size_t i = 0; i < tx.logs.size(); ++i) {
        const EvmLog& log = tx.logs[i];
        if (!has(contracts, log.address) || log.topics.size() != 3 || log.topics[0] != kTransfer || log.data.size() != 66)
          continue;
        const std::string to = "0x" + log.topics[2].substr(26);
        if (log.topics[2] != evm_topic(to) || !has(wallets, to) || number(log.data) == "0") continue;
        found.push_back({tx.hash, std::to_string(i), log.address, "0x" + log.topics[1].substr(26), to, number(log.data),
                         block.hash, block.number});
      }
    }
  }
  return found;
}

}  // namespace bepusdt::test
