#include "devnet/ton/ton_testnet.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "base/hex.hpp"
#include "devnet/ton/ton_faults_json.hpp"

namespace bepusdt::devnet {
namespace {

constexpr int kMainNetwork = -239;
constexpr std::uint64_t kPayer = 1;                     // ton_wallet()
constexpr std::array<unsigned, 4> kShards{1, 2, 4, 2};  // in turn

TonChain chain_with_a_past(std::int64_t now) {
  TonChain chain(kMainNetwork, now - static_cast<std::int64_t>(TonTestnet::kPast * 2 / 5));
  chain.mine_empty(TonTestnet::kPast - 1);
  return chain;
}

// The message comes back to who sent it.
void spoil(TonTx& tx) {
  tx.aborted = true;
  tx.succeeded = tx.acted = false;
  tx.sent_back = true;
  tx.pays.clear();
}

}  // namespace

TonTestnet::TonTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock)
    : NodeTestnet(row, pace, clock, chain_with_a_past(to_unix_seconds(std::chrono::floor<Seconds>(clock.now()))),
                  ton_fault_rows(), clock) {
  BEPUSDT_ASSERT(row.family == core::Family::ton);
}

TonTestnet::Answer TonTestnet::send(const Payment& payment) {
  const std::string payer = ton_wallet(kPayer);
  // A stranger's token has a wallet of its own for each owner.
  const std::string wallet = payment.genuine ? "" : ton_usdt_wallet(payment.to, payment.contract);
  TonTx tx = !payment.contract.empty() ? TonChain::token(payer, payment.to, payment.units, wallet)
                                       : TonChain::coin(payer, payment.to, payment.units);
  const Digest32 hash = sha256(bytes_of(chain_.at(1)->hash + " payment " + std::to_string(++payments_)));
  tx.hash.assign(hash.begin(), hash.end());
  return wait(std::move(tx), to_hex(hash));
}

void TonTestnet::mine_block(Time now) {
  chain_.set_shards(kShards[(chain_.head() - kPast) / kBetweenReshards % kShards.size()]);
  const std::int64_t second = to_unix_seconds(std::chrono::floor<Seconds>(now));
  chain_.mine(queue_.take(spoil), std::max(second, chain_.tip().time));
}

TonTestnet::Done TonTestnet::replace_blocks(Time, std::uint64_t, bool) {
  return fail("TON does not fork: what a masterchain block refers to is final");
}

std::string_view TonTestnet::node_method_at(std::string_view path) const {
  return path.starts_with("/api/v3/") ? "GET" : "";
}

}  // namespace bepusdt::devnet
