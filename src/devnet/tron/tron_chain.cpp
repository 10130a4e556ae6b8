#include "devnet/tron/tron_chain.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "base/hex.hpp"
#include "core/tron_account.hpp"
#include "devnet/tron/tron_wire.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::int64_t kInterval = 3'000;
constexpr std::string_view kGasFree = "TFFAMQLZybALaLb4uxHA9RBE7pxhUAjF3U";

std::string text_of(const Digest32& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

std::string unhex(std::string_view digits) {
  const auto bytes = from_hex(digits);
  BEPUSDT_ASSERT(bytes);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::string prefixed(const std::string& address) { return '\x41' + tron_bytes(address); }

std::string word(const core::BaseUnits& units) {
  std::string text(32, '\0');
  core::BaseUnits rest = units;
  for (auto at = text.rbegin(); at != text.rend() && !rest.is_zero(); ++at, rest >>= 8)
    *at = static_cast<char>(static_cast<unsigned>(rest & 0xff));
  return text;
}

std::string address_word(const std::string& address, bool dirty = false) {
  return std::string(11, '\0') + (dirty ? '\x41' : '\0') + tron_bytes(address);
}

core::TronAccount account_of(std::uint64_t n) {
  core::TronAccount account{};
  for (std::size_t i = 0; i < 8; ++i) account[19 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  account[0] = 0xa5;
  return account;
}

}  // namespace

std::string tron_wallet(std::uint64_t n) { return core::tron_address(account_of(n)).value(); }

std::string tron_bytes(const std::string& address) {
  const core::TronAccount account = core::tron_account(address);
  return {reinterpret_cast<const char*>(account.data()), account.size()};
}

std::string tron_hex(std::string_view bytes) { return to_hex(bytes_of(bytes)); }

TronChain::TronChain(std::size_t witnesses, std::string network, std::int64_t first_second, std::string_view first_id)
    : witnesses_(witnesses), network_(std::move(network)), first_second_(first_second) {
  mine();
  if (!first_id.empty()) blocks_.back().id = first_id;
}

const TronBlock& TronChain::mine(std::vector<TronTx> txs, std::optional<std::int64_t> second) {
  TronBlock block;
  block.number = blocks_.size();
  block.parent = blocks_.empty() ? to_hex(sha256(bytes_of(network_))) : blocks_.back().id;
  block.time_ms = second ? *second * 1000 : blocks_.empty() ? first_second_ * 1000 : blocks_.back().time_ms + kInterval;
  const core::TronAccount witness = account_of(10'000 + (block.number + salt_ / 1'000'000) % witnesses_);
  block.witness.assign(witness.begin(), witness.end());
  std::string hashes;
  for (const TronTx& tx : txs) hashes += tx.hash;
  TronMessage header;
  header.number(1, static_cast<std::uint64_t>(block.time_ms))
      .bytes(2, text_of(sha256(bytes_of(hashes + std::to_string(salt_)))))
      .bytes(3, unhex(block.parent))
      .number(7, block.number)
      .bytes(9, block.number == 0 ? std::string("a sentence that is no account") : '\x41' + block.witness)
      .number(10, 31);
  block.raw = header.text();
  std::string id = text_of(sha256(bytes_of(block.raw)));
  for (std::size_t i = 0; i < 8; ++i) id[i] = static_cast<char>(block.number >> (56 - 8 * i));
  block.id = tron_hex(id);
  block.txs = std::move(txs);
  blocks_.push_back(std::move(block));
  return blocks_.back();
}

void TronChain::mine_empty(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) mine();
}

std::vector<TronTx> TronChain::fork(std::uint64_t depth) {
  BEPUSDT_ASSERT(depth < blocks_.size());
  ++salt_;
  std::vector<TronTx> taken;
  for (auto at = blocks_.end() - static_cast<std::ptrdiff_t>(depth); at != blocks_.end(); ++at)
    taken.insert(taken.end(), at->txs.begin(), at->txs.end());
  blocks_.erase(blocks_.end() - static_cast<std::ptrdiff_t>(depth), blocks_.end());
  return taken;
}

const TronBlock* TronChain::at(std::uint64_t height) const { return height < blocks_.size() ? &blocks_[height] : nullptr; }

std::optional<TronChain::Place> TronChain::find(const std::string& tx) const {
  for (const TronBlock& block : blocks_)
    for (const TronTx& each : block.txs)
      if (each.hash == tx) return Place{&block, &each};
  return std::nullopt;
}

TronTx TronChain::make(int type, const std::string& name, const std::string& value) {
  TronMessage any, contract, raw;
  any.bytes(1, "type.googleapis.com/protocol." + name).bytes(2, value);
  contract.number(1, static_cast<std::uint64_t>(type)).bytes(2, any.text());
  raw.bytes(1, "\x12\x34")
      .bytes(4, "12345678")
      .number(8, static_cast<std::uint64_t>(first_second_) * 1'000 + 60'000)
      .bytes(11, contract.text())
      .number(14, static_cast<std::uint64_t>(first_second_) * 1'000 + ++salt_)
      .number(18, 30'000'000);
  TronTx tx;
  tx.raw = raw.text();
  tx.hash = to_hex(sha256(bytes_of(tx.raw)));
  return tx;
}

TronTx TronChain::call(const std::string& caller, const std::string& called, const std::string& data) {
  TronMessage message;
  message.bytes(1, prefixed(caller)).bytes(2, prefixed(called)).bytes(4, data);
  return make(31, "TriggerSmartContract", message.text());
}

TronTx TronChain::coin(const std::string& from, const std::string& to, std::uint64_t sun) {
  TronMessage message;
  message.bytes(1, prefixed(from)).bytes(2, prefixed(to)).number(3, sun);
  TronTx tx = make(1, "TransferContract", message.text());
  tx.pays.push_back({"n", "", from, to, sun});
  return tx;
}

TronTx TronChain::token(const std::string& contract, const std::string& from, const std::string& to,
                        const core::BaseUnits& units, bool dirty) {
  TronTx tx = call(from, contract, unhex("a9059cbb") + address_word(to, dirty) + word(units));
  tx.logs.push_back(transfer_log(contract, from, to, units));
  tx.pays.push_back({"call", contract, from, to, units});
  return tx;
}

TronTx TronChain::token_from(const std::string& contract, const std::string& spender, const std::string& from,
                             const std::string& to, const core::BaseUnits& units) {
  TronTx tx = call(spender, contract, unhex("23b872dd") + address_word(from) + address_word(to) + word(units));
  tx.logs.push_back(transfer_log(contract, from, to, units));
  tx.pays.push_back({"call", contract, from, to, units});
  return tx;
}

TronTx TronChain::payout(const std::string& contract, const std::string& payer,
                         const std::vector<std::pair<std::string, core::BaseUnits>>& to) {
  TronTx tx = call(payer, tron_wallet(77'777), unhex("deadbeef") + word(to.size()));
  for (const auto& [wallet, units] : to) {
    tx.pays.push_back({std::to_string(tx.logs.size()), contract, payer, wallet, units});
    tx.logs.push_back(transfer_log(contract, payer, wallet, units));
  }
  return tx;
}

TronTx TronChain::permit(const std::string& token, const std::string& user, const std::string& receiver,
                         const core::BaseUnits& units) {
  std::string data = unhex("6f21b898") + address_word(token) + address_word(user) + address_word(receiver) + word(units);
  for (const unsigned n : {1'000'000u, 1'800'000'000u, 1u, 9u, 0x120u, 65u, 1u, 1u, 1u}) data += word(n);
  TronTx tx = call(tron_wallet(66'666), std::string(kGasFree), data);
  tx.logs.push_back(other_log(token));
  tx.logs.push_back(transfer_log(token, user, tron_wallet(66'667), 500'000));  // the provider's fee
  tx.logs.push_back(transfer_log(token, user, receiver, units));
  tx.pays.push_back({"1", token, user, tron_wallet(66'667), 500'000});
  tx.pays.push_back({"call", token, user, receiver, units});
  return tx;
}

TronTx TronChain::delegation(const std::string& owner, const std::string& receiver, bool energy, std::uint64_t sun,
                             bool back) {
  TronMessage message;
  message.bytes(1, prefixed(owner)).number(2, energy ? 1 : 0).number(3, sun).bytes(4, prefixed(receiver));
  return make(back ? 58 : 57, back ? "UnDelegateResourceContract" : "DelegateResourceContract", message.text());
}

TronLog TronChain::transfer_log(const std::string& contract, const std::string& from, const std::string& to,
                                const core::BaseUnits& units) {
  return {tron_bytes(contract),
          {unhex("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"), address_word(from), address_word(to)},
          word(units)};
}

TronLog TronChain::other_log(const std::string& contract) {
  return {tron_bytes(contract),
          {unhex("8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"), address_word(tron_wallet(1)),
           address_word(tron_wallet(2))},
          word(5)};
}

std::vector<TronTransfer> TronChain::transfers(const std::vector<std::string>& wallets,
                                               const std::vector<std::string>& contracts, bool native,
                                               std::uint64_t after) const {
  std::vector<TronTransfer> all;
  for (const TronBlock& block : blocks_) {
    if (block.number <= after) continue;
    for (const TronTx& tx : block.txs)
      for (const TronPayment& pay : tx.pays) {
        const bool wanted = pay.contract.empty() ? native : std::ranges::find(contracts, pay.contract) != contracts.end();
        if (!tx.ok || pay.units.is_zero() || !wanted || std::ranges::find(wallets, pay.to) == wallets.end()) continue;
        all.push_back({tx.hash, pay.position, pay.contract, pay.from, pay.to, pay.units.str(), block.id, block.number});
      }
  }
  return all;
}

std::string tron_block_message(const TronBlock& block) {
  TronMessage message;
  for (const TronTx& tx : block.txs) {
    TronMessage ret, transaction, item, result;
    ret.number(3, tx.ok ? 1 : 2);  // REVERT
    result.number(1, 1);           // the wrapper says true of everything
    transaction.bytes(1, tx.raw).bytes(2, std::string(65, 's')).bytes(5, ret.text());
    item.bytes(1, transaction.text()).bytes(2, unhex(tx.hash)).bytes(4, result.text());
    message.bytes(1, item.text());
  }
  TronMessage header;
  header.bytes(1, block.raw).bytes(2, std::string(65, 's'));
  return message.bytes(2, header.text()).bytes(3, unhex(block.id)).text();
}

std::string tron_info_message(const TronBlock& block, const TronTx& tx) {
  TronMessage message;
  message.bytes(1, unhex(tx.hash))
      .number(2, 1'000)
      .number(3, block.number)
      .number(4, static_cast<std::uint64_t>(block.time_ms));
  for (const TronLog& log : tx.ok ? tx.logs : std::vector<TronLog>()) {
    TronMessage one;
    one.bytes(1, log.account);
    for (const std::string& topic : log.topics) one.bytes(2, topic);
    one.bytes(3, log.data);
    message.bytes(8, one.text());
  }
  return message.number(9, tx.ok ? 0 : 1).text();
}

}  // namespace bepusdt::devnet
