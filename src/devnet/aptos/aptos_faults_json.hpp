// AptosFaults as JSON: the members beside those that every family has.
#pragma once

#include "devnet/aptos/aptos_faults.hpp"
#include "devnet/faults_json.hpp"

namespace bepusdt::devnet {

[[nodiscard]] inline std::vector<FaultRow<AptosFaults>> aptos_fault_rows() {
  using F = AptosFaults;
  return with_common_faults<F>({
      {"null_for", &F::null_for},
      {"error_for", &F::error_for},
      {"error", &F::error},
      {"not_found_for", &F::not_found_for},
      {"oldest", &F::oldest},
      {"chain_id", &F::chain_id},
      {"headers_left_out", &F::headers_left_out},
      {"page_most", &F::page_most},
      {"slow_above", &F::slow_above},
      {"page_hole", &F::page_hole},
      {"page_empty", &F::page_empty},
      {"page_shifted", &F::page_shifted},
      {"events_left_out", &F::events_left_out},
      {"vast_blocks", &F::vast_blocks},
      {"wrong_block", &F::wrong_block},
      {"wrong_transaction", &F::wrong_transaction},
      {"pending", &F::pending},
      {"hides_transactions", &F::hides_transactions},
  });
}

}  // namespace bepusdt::devnet
