#include "devnet/evm/evm_ledger.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "devnet/evm/erc20_call.hpp"

namespace bepusdt::devnet {

void EvmLedger::give(const std::string& holder, const core::BaseUnits& units, const std::string& contract) {
  BEPUSDT_ASSERT(contract.empty() || token(contract) != nullptr);
  balances_[{contract, holder}] += units;
}

core::BaseUnits EvmLedger::balance(const std::string& holder, const std::string& contract) const {
  const auto found = balances_.find({contract, holder});
  return found == balances_.end() ? core::BaseUnits(0) : found->second;
}

std::uint64_t EvmLedger::next_nonce(const std::string& sender) const {
  const auto found = next_nonces_.find(sender);
  return found == next_nonces_.end() ? 0 : found->second;
}

const EvmToken* EvmLedger::token(const std::string& contract) const {
  const auto found = std::ranges::find(tokens_, contract, &EvmToken::contract);
  return found == tokens_.end() ? nullptr : &*found;
}

std::optional<EvmLedger::Movement> EvmLedger::movement(const EvmTx& tx) const {
  const auto value = core::units_from_hex(tx.value);
  BEPUSDT_ASSERT(value.has_value());
  if (token(tx.to) == nullptr) return Movement{"", tx.from, tx.to, *value};
  const auto call = read_erc20_call(tx.input);
  if (!call || !value->is_zero()) return std::nullopt;  // none of the functions is payable
  if (call->kind != Erc20Call::Kind::transfer) return Movement{tx.to, tx.from, tx.from, 0};
  return Movement{tx.to, tx.from, call->address, call->units};
}

void EvmLedger::carry_out(EvmTx& tx) {
  const auto moved = tx.ok ? movement(tx) : std::nullopt;
  tx.ok = moved && balance(tx.from, moved->contract) >= moved->units;
  tx.logs.clear();
  if (tx.ok && !moved->contract.empty() && read_erc20_call(tx.input)->kind == Erc20Call::Kind::transfer)
    tx.logs.push_back(EvmChain::transfer_log(tx.to, tx.from, moved->to, moved->units));
  repeat(tx);
}

void EvmLedger::repeat(const EvmTx& tx) {
  next_nonces_[tx.from] = std::max(next_nonce(tx.from), tx.nonce + 1);
  if (!tx.ok) return;
  const auto moved = movement(tx);
  BEPUSDT_ASSERT(moved.has_value());
  move(*moved);
}

void EvmLedger::move(const Movement& movement) {
  core::BaseUnits& source = balances_[{movement.contract, movement.from}];
  BEPUSDT_ASSERT(source >= movement.units);
  source -= movement.units;
  balances_[{movement.contract, movement.to}] += movement.units;
}

}  // namespace bepusdt::devnet
