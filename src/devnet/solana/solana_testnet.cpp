#include "devnet/solana/solana_testnet.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "devnet/solana/solana_faults_json.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::string_view kMainNetwork = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";  // its genesis
constexpr std::uint64_t kPayer = 1;                                                        // solana_wallet()

SolanaChain chain_of(std::int64_t second) {
  return SolanaChain("devnet of " + std::to_string(second), second, kMainNetwork);
}

}  // namespace

SolanaTestnet::SolanaTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock)
    : NodeTestnet(row, pace, clock, chain_of(to_unix_seconds(std::chrono::floor<Seconds>(clock.now()))),
                  solana_fault_rows()) {
  BEPUSDT_ASSERT(row.family == core::Family::solana);
  host_.finalized = chain_.head();
}

SolanaTestnet::Answer SolanaTestnet::send(const Payment& payment) {
  const std::string payer = solana_wallet(kPayer);
  const auto units = static_cast<std::uint64_t>(payment.units);
  SolanaTx tx = !payment.contract.empty() ? chain_.token(payment.contract, payer, payment.to, units)
                                          : chain_.coin(payer, payment.to, units);
  std::string id = tx.signature;
  return wait(std::move(tx), std::move(id));
}

void SolanaTestnet::mine_block(Time now) {
  const std::int64_t second = to_unix_seconds(std::chrono::floor<Seconds>(now));
  chain_.mine(queue_.take([](SolanaTx& tx) { tx.ok = false; }), std::max(second, chain_.tip().time));
  chain_.skip(kEmptySlots);
  auto final = chain_.blocks().rbegin();
  for (std::uint64_t i = 0; i < final_depth() && std::next(final) != chain_.blocks().rend(); ++i) ++final;
  host_.finalized = std::max(*host_.finalized, final->first);
}

SolanaTestnet::Done SolanaTestnet::replace_blocks(Time now, std::uint64_t depth, bool again) {
  std::vector<SolanaTx> taken;
  auto above = chain_.blocks().end();
  for (std::uint64_t i = 0; i < depth; ++i) {
    if (std::prev(above)->first <= *host_.finalized) return fail("Solana takes back no block that is finalized");
    --above;
  }
  for (auto block = above; block != chain_.blocks().end(); ++block)
    taken.insert(taken.end(), block->second.txs.begin(), block->second.txs.end());
  for (SolanaTx& tx : taken) tx.ok = true;
  const std::uint64_t newest = chain_.head();
  chain_.cut_to(std::prev(above)->first);
  chain_.skip(newest + kEmptySlots - chain_.head());  // the slots of what is gone stay empty
  if (again) queue_.put_back(std::move(taken));
  for (std::uint64_t i = 0; i < depth; ++i) mine_block(now);
  return {};
}

std::string_view SolanaTestnet::node_method_at(std::string_view path) const {
  return path.empty() || path == "/" ? "POST" : "";
}

}  // namespace bepusdt::devnet
