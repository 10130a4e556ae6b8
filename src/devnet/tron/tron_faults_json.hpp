// TronFaults as JSON: the members beside those that every family has.
#pragma once

#include "devnet/faults_json.hpp"
#include "devnet/tron/tron_faults.hpp"

namespace bepusdt::devnet {

[[nodiscard]] inline std::vector<FaultRow<TronFaults>> tron_fault_rows() {
  using F = TronFaults;
  return with_common_faults<F>({
      {"null_method", &F::null_method},
      {"missing_method", &F::missing_method},
      {"error_method", &F::error_method},
      {"error", &F::error},
      {"infos_disabled", &F::infos_disabled},
      {"infos_empty", &F::infos_empty},
      {"infos_cut", &F::infos_cut},
      {"logs_left_out", &F::logs_left_out},
      {"logs_of_calls_left_out", &F::logs_of_calls_left_out},
      {"blocks_cut", &F::blocks_cut},
      {"wrong_height", &F::wrong_height},
  });
}

}  // namespace bepusdt::devnet
