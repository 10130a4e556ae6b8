// SolanaFaults as JSON: the members beside those that every family has.
#pragma once

#include "devnet/faults_json.hpp"
#include "devnet/solana/solana_faults.hpp"

namespace bepusdt::devnet {

[[nodiscard]] inline std::vector<FaultRow<SolanaFaults>> solana_fault_rows() {
  using F = SolanaFaults;
  return with_common_faults<F>({
      {"null_method", &F::null_method},
      {"empty_method", &F::empty_method},
      {"error_method", &F::error_method},
      {"error_code", &F::error_code},
      {"error", &F::error},
      {"written_behind", &F::written_behind},
      {"first_slot", &F::first_slot},
      {"forgets_before", &F::forgets_before},
      {"pages_shifted", &F::pages_shifted},
      {"slots_left_out", &F::slots_left_out},
      {"untold", &F::untold},
      {"told_failed", &F::told_failed},
      {"tokens_left_out", &F::tokens_left_out},
      {"times_left_out", &F::times_left_out},
  });
}

}  // namespace bepusdt::devnet
