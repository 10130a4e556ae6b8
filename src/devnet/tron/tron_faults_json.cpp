#include "devnet/tron/tron_faults_json.hpp"

#include <array>

#include "devnet/faults_json.hpp"

namespace bepusdt::devnet {
namespace {

using F = TronFaults;
using Row = FaultRow<F>;

const std::array kRows{
    Row{"down", &F::down},
    Row{"times_out", &F::times_out},
    Row{"html", &F::html},
    Row{"http_status", &F::http_status},
    Row{"retry_after", &F::retry_after},
    Row{"truncated_body", &F::truncated_body},
    Row{"null_method", &F::null_method},
    Row{"missing_method", &F::missing_method},
    Row{"error_method", &F::error_method},
    Row{"error", &F::error},
    Row{"lags", &F::lags},
    Row{"infos_disabled", &F::infos_disabled},
    Row{"infos_empty", &F::infos_empty},
    Row{"infos_cut", &F::infos_cut},
    Row{"logs_left_out", &F::logs_left_out},
    Row{"logs_of_calls_left_out", &F::logs_of_calls_left_out},
    Row{"blocks_cut", &F::blocks_cut},
    Row{"wrong_height", &F::wrong_height},
    Row{"random_trouble", &F::random_trouble},
};

}  // namespace

Result<TronFaults, std::string> read_tron_faults(const simdjson::dom::object& object) {
  return read_faults<TronFaults>(kRows, object, {});
}

}  // namespace bepusdt::devnet
