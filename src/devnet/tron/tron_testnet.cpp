#include "devnet/tron/tron_testnet.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "devnet/tron/tron_faults_json.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::size_t kWitnesses = 27;
constexpr std::string_view kMainNetwork = "00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc";
constexpr std::uint64_t kPayer = 1;  // tron_wallet()

}  // namespace

TronTestnet::TronTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock)
    : NodeTestnet(row, pace, clock,
                  TronChain(kWitnesses, "devnet", to_unix_seconds(std::chrono::floor<Seconds>(clock.now())), kMainNetwork),
                  tron_fault_rows()) {
  BEPUSDT_ASSERT(row.family == core::Family::tron);
  host_.solidified = 0;
}

TronTestnet::Answer TronTestnet::send(const Payment& payment) {
  const std::string payer = tron_wallet(kPayer);
  TronTx tx = !payment.contract.empty() ? chain_.token(payment.contract, payer, payment.to, payment.units)
                                        : chain_.coin(payer, payment.to, static_cast<std::uint64_t>(payment.units));
  std::string id = tx.hash;
  return wait(std::move(tx), std::move(id));
}

void TronTestnet::mine_block(Time now) {
  const std::int64_t second = to_unix_seconds(std::chrono::floor<Seconds>(now));
  chain_.mine(queue_.take([](TronTx& tx) { tx.ok = false; }), std::max(second, chain_.tip().time_ms / 1'000));
  host_.solidified = chain_.head() - std::min(chain_.head(), final_depth());
}

TronTestnet::Done TronTestnet::replace_blocks(Time now, std::uint64_t depth, bool again) {
  if (depth > chain_.head()) return fail("there are not so many blocks");
  std::vector<TronTx> taken = chain_.fork(depth);
  for (TronTx& tx : taken) tx.ok = true;
  if (again) queue_.put_back(std::move(taken));
  for (std::uint64_t i = 0; i < depth; ++i) mine_block(now);
  return {};
}

std::string_view TronTestnet::node_method_at(std::string_view path) const {
  return path.starts_with("/wallet/") || path.starts_with("/walletsolidity/") ? "POST" : "";
}

}  // namespace bepusdt::devnet
