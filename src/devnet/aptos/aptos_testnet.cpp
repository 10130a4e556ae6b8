#include "devnet/aptos/aptos_testnet.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "devnet/aptos/aptos_faults_json.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::uint64_t kMainNetwork = 1;
constexpr std::uint64_t kPayer = 1;  // aptos_account()

std::uint64_t second_of(Time now) { return static_cast<std::uint64_t>(to_unix_seconds(std::chrono::floor<Seconds>(now))); }

}  // namespace

AptosTestnet::AptosTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock)
    : NodeTestnet(row, pace, clock, AptosChain(kMainNetwork, second_of(clock.now())), aptos_fault_rows()) {
  BEPUSDT_ASSERT(row.family == core::Family::aptos);
}

AptosTestnet::Answer AptosTestnet::send(const Payment& payment) {
  if (payment.contract.empty()) return fail("contract is missing: APT itself is not paid here");
  AptosTx tx =
      chain_.transfer(payment.contract, aptos_account(kPayer), payment.to, static_cast<std::uint64_t>(payment.units));
  std::string id = tx.hash;
  return wait(std::move(tx), std::move(id));
}

void AptosTestnet::mine_block(Time now) {
  chain_.mine(queue_.take([](AptosTx& tx) { tx.ok = false; }), std::max(second_of(now), chain_.tip().micros / 1'000'000));
}

AptosTestnet::Done AptosTestnet::replace_blocks(Time, std::uint64_t, bool) {
  return fail("Aptos does not fork: a block that a node tells of is final");
}

std::string_view AptosTestnet::node_method_at(std::string_view path) const {
  return path == "/v1" || path.starts_with("/v1/") ? "GET" : "";
}

}  // namespace bepusdt::devnet
