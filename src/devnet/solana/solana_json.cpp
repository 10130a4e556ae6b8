#include "devnet/solana/solana_json.hpp"

#include <algorithm>

namespace bepusdt::devnet {
namespace {

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

template <class Items, class Write>
std::string array(const Items& items, Write&& write) {
  std::string text = "[";
  for (const auto& item : items) text += (text.size() > 1 ? "," : "") + write(item);
  return text + "]";
}

std::string strings(const std::vector<std::string>& items) { return array(items, in_quotes); }

std::string error_json(const SolanaTx& tx) {
  return tx.ok ? std::string("null") : std::string(R"({"InstructionError":[2,{"Custom":1}]})");
}

std::string lamports_json(const SolanaTx& tx, bool after) {
  std::uint64_t index = 0;
  return array(tx.accounts(), [&](const std::string& account) {
    std::uint64_t amount = 500'000'000'000'000'000U + 7 * index;
    if (after && index == 0) amount -= tx.fee;
    if (const auto change = tx.lamports.find(account); after && tx.ok && change != tx.lamports.end())
      amount += static_cast<std::uint64_t>(change->second);
    ++index;
    return std::to_string(amount);
  });
}

std::string tokens_json(const SolanaTx& tx, bool after, const SolanaTelling& telling) {
  if (!telling.tokens) return "null";
  const std::vector<std::string> accounts = tx.accounts();
  std::vector<SolanaHolding> there;
  for (const SolanaHolding& holding : tx.holdings)
    if (holding.existed || (after && tx.ok)) there.push_back(holding);
  return array(there, [&](const SolanaHolding& holding) {
    const std::string amount = std::to_string(after && tx.ok ? holding.after : holding.before);
    return R"({"accountIndex":)" + std::to_string(std::ranges::find(accounts, holding.account) - accounts.begin()) +
           R"(,"mint":)" + in_quotes(holding.mint) + R"(,"owner":)" + in_quotes(holding.owner) +
           R"(,"programId":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","uiTokenAmount":{"amount":)" + in_quotes(amount) +
           R"(,"decimals":6,"uiAmount":null,"uiAmountString":"0"}})";
  });
}

std::string balances_json(const SolanaTx& tx, const SolanaTelling& telling) {
  return R"("err":)" + error_json(tx) + R"(,"fee":)" + std::to_string(tx.fee) + R"(,"postBalances":)" +
         lamports_json(tx, true) + R"(,"postTokenBalances":)" + tokens_json(tx, true, telling) + R"(,"preBalances":)" +
         lamports_json(tx, false) + R"(,"preTokenBalances":)" + tokens_json(tx, false, telling) + R"(,"status":{)" +
         (tx.ok ? R"("Ok":null})" : R"("Err":)" + error_json(tx) + "}");
}

std::string version_json(const SolanaTx& tx) { return tx.version < 0 ? in_quotes("legacy") : std::to_string(tx.version); }

std::string accounts_entry(const SolanaTx& tx, const SolanaTelling& telling) {
  std::size_t index = 0;
  const std::string keys = array(tx.accounts(), [&](const std::string& account) {
    const bool loaded = index++ >= tx.keys.size();
    return R"({"pubkey":)" + in_quotes(account) + R"(,"signer":)" + (index == 1 ? "true" : "false") + R"(,"source":")" +
           (loaded ? "lookupTable" : "transaction") + R"(","writable":true})";
  });
  return R"({"meta":{)" + balances_json(tx, telling) + R"(},"transaction":{"accountKeys":)" + keys + R"(,"signatures":[)" +
         in_quotes(tx.signature) + R"(]},"version":)" + version_json(tx) + "}";
}

}  // namespace

std::string solana_tx_json(const SolanaBlock& block, const SolanaTx& tx, const SolanaTelling& telling) {
  const std::string loaded = tx.version > 0 ? ""
                                            : R"("loadedAddresses":{"readonly":)" + strings(tx.readonly) +
                                                  R"(,"writable":)" + strings(tx.writable) + "},";
  return R"({"blockTime":)" + std::to_string(block.time) + R"(,"meta":{"computeUnitsConsumed":150,"innerInstructions":[],)" +
         loaded + R"("logMessages":["Program log: \"quoted\" {["],"rewards":[],)" + balances_json(tx, telling) +
         R"(},"slot":)" + std::to_string(block.slot) + R"(,"transaction":{"message":{"accountKeys":)" + strings(tx.keys) +
         R"(,"header":{"numReadonlySignedAccounts":0},"instructions":[],"recentBlockhash":)" + in_quotes(block.parent_hash) +
         R"(},"signatures":[)" + in_quotes(tx.signature) + R"(]},"version":)" + version_json(tx) + "}";
}

std::string solana_block_json(const SolanaBlock& block, std::string_view details, const SolanaTelling& telling) {
  std::string json = R"({"blockHeight":)" + std::to_string(block.slot) + R"(,"blockTime":)" +
                     (telling.time ? std::to_string(block.time) : "null") + R"(,"blockhash":)" + in_quotes(block.hash) +
                     R"(,"parentSlot":)" + std::to_string(block.parent_slot) + R"(,"previousBlockhash":)" +
                     in_quotes(block.parent_hash);
  if (details == "signatures")
    json += R"(,"signatures":)" + array(block.txs, [](const SolanaTx& tx) { return in_quotes(tx.signature); });
  if (details == "accounts")
    json += R"(,"transactions":)" + array(block.txs, [&](const SolanaTx& tx) { return accounts_entry(tx, telling); });
  return json + "}";
}

std::string solana_line_json(const SolanaChain::Place& place) {
  return R"({"blockTime":)" + std::to_string(place.block->time) + R"(,"confirmationStatus":"finalized","err":)" +
         error_json(*place.tx) + R"(,"memo":null,"signature":)" + in_quotes(place.tx->signature) + R"(,"slot":)" +
         std::to_string(place.block->slot) + "}";
}

}  // namespace bepusdt::devnet
