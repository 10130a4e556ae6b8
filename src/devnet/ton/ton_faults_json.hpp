// TonFaults as JSON: the members beside those that every family has.
#pragma once

#include "devnet/faults_json.hpp"
#include "devnet/ton/ton_faults.hpp"

namespace bepusdt::devnet {

[[nodiscard]] inline std::vector<FaultRow<TonFaults>> ton_fault_rows() {
  using F = TonFaults;
  return with_common_faults<F>({
      {"null_method", &F::null_method},
      {"empty_method", &F::empty_method},
      {"error_method", &F::error_method},
      {"error", &F::error},
      {"rows_cut", &F::rows_cut},
      {"rows_lost", &F::rows_lost},
      {"shard_block_lost", &F::shard_block_lost},
      {"shard_lost", &F::shard_lost},
      {"shard_rows_lost", &F::shard_rows_lost},
      {"bodies_left_out", &F::bodies_left_out},
      {"emulated_too", &F::emulated_too},
  });
}

}  // namespace bepusdt::devnet
