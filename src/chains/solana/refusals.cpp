#include "chains/solana/refusals.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::chains::solana {
namespace {

struct Row {
  std::int64_t code;
  Refusal refusal;
};

constexpr std::array kRows{
    Row{-32001, Refusal::not_offered},  // block cleaned up
    Row{-32004, Refusal::lagging},      // block not available for slot
    Row{-32005, Refusal::lagging},      // node unhealthy: it is behind
    Row{-32007, Refusal::skipped},      // slot skipped, or missing due to ledger jump
    Row{-32009, Refusal::skipped},      // slot skipped, or missing in long-term storage
    Row{-32010, Refusal::not_offered},  // key excluded from secondary index
    Row{-32011, Refusal::not_offered},  // transaction history not available
    Row{-32014, Refusal::lagging},      // block status not yet available
    Row{-32015, Refusal::not_offered},  // a transaction version that we did not ask for
    Row{-32016, Refusal::lagging},      // minimum context slot not reached
    Row{-32019, Refusal::failed},       // long-term storage unreachable
    Row{-32600, Refusal::not_offered}, Row{-32601, Refusal::not_offered}, Row{-32602, Refusal::not_offered},
};

}  // namespace

Refusal refusal_of(const RpcErrorObject& error) {
  const auto row = std::ranges::find(kRows, error.code, &Row::code);
  return row == kRows.end() ? Refusal::failed : row->refusal;
}

}  // namespace bepusdt::chains::solana
