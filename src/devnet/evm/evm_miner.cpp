#include "devnet/evm/evm_miner.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"

namespace bepusdt::devnet {
namespace {

// The genesis block is part of it: another run of a test chain is another chain, and its payments are others.
std::string hash_of(const EvmTx& tx, const EvmBlock& genesis) {
  std::string text = genesis.hash;
  for (const std::string& part : {tx.from, tx.to, tx.value, tx.input, std::to_string(tx.nonce)}) text += "/" + part;
  return "0x" + to_hex(keccak256(bytes_of(text)));
}

}  // namespace

EvmMiner::EvmMiner(EvmNode::Host& host, EvmLedger genesis, Pace pace)
    : host_(host),
      chain_(*host.chain),
      genesis_(std::move(genesis)),
      ledger_(genesis_),
      final_depth_(pace.final_depth),
      timer_(pace.interval) {
  BEPUSDT_ASSERT(chain_.head() == 0);
  host_.finalized = 0;
}

std::optional<std::string> EvmMiner::send(EvmTx tx) {
  if (pending_.size() >= kMostPending) return std::nullopt;
  tx.nonce = next_nonce(tx.from);
  tx.hash = hash_of(tx, *chain_.at(0));
  pending_.push_back(std::move(tx));
  return pending_.back().hash;
}

std::uint64_t EvmMiner::next_nonce(const std::string& sender) const {
  std::uint64_t next = ledger_.next_nonce(sender);
  for (const EvmTx& tx : pending_)
    if (tx.from == sender) next = std::max(next, tx.nonce + 1);
  return next;
}

void EvmMiner::tick(Time now) {
  if (timer_.due(now)) mine_one(now);
}

void EvmMiner::mine(Time now, std::uint64_t blocks) {
  for (std::uint64_t i = 0; i < blocks; ++i) mine_one(now);
}

void EvmMiner::mine_one(Time now) {
  for (EvmTx& tx : pending_) {
    if (to_fail_ > 0) {
      --to_fail_;
      tx.ok = false;
    }
    ledger_.carry_out(tx);
  }
  const std::int64_t stamp = to_unix_seconds(std::chrono::floor<Seconds>(now));
  chain_.mine(std::exchange(pending_, {}), std::max(stamp, chain_.tip().time));
  host_.finalized = chain_.head() - std::min(chain_.head(), final_depth_);
}

bool EvmMiner::fork(Time now, std::uint64_t depth, bool again) {
  if (depth > chain_.head()) return false;
  std::vector<EvmTx> taken = chain_.fork(depth);
  ledger_ = genesis_;
  for (std::uint64_t height = 1; height <= chain_.head(); ++height)
    for (const EvmTx& tx : chain_.at(height)->txs) ledger_.repeat(tx);
  if (again) {
    for (EvmTx& tx : taken) tx.ok = true;
    pending_.insert(pending_.begin(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
  }
  mine(now, depth);
  return true;
}

}  // namespace bepusdt::devnet
