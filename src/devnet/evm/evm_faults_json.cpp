#include "devnet/evm/evm_faults_json.hpp"

#include "devnet/faults_json.hpp"

namespace bepusdt::devnet {
namespace {

using F = EvmFaults;
using Row = FaultRow<F>;

const std::vector<Row> kRows = with_common_faults<F>({
    Row{"drop_method", &F::drop_method},
    Row{"null_method", &F::null_method},
    Row{"error_method", &F::error_method},
    Row{"repeat_an_answer", &F::repeat_an_answer},
    Row{"string_ids", &F::string_ids},
    Row{"in_order", &F::in_order},
    Row{"id_last", &F::id_last},
    Row{"lags_in_turn", &F::lags_in_turn},
    Row{"empty_logs_within", &F::empty_logs_within},
    Row{"empty_logs_calls", &F::empty_logs_calls},
    Row{"unknown_logs_empty", &F::unknown_logs_empty},
    Row{"logs_disabled", &F::logs_disabled},
    Row{"hashes_only", &F::hashes_only},
    Row{"transactions_untold", &F::transactions_untold},
    Row{"status_untold", &F::status_untold},
    Row{"block_receipts_disabled", &F::block_receipts_disabled},
    Row{"block_receipts_cut", &F::block_receipts_cut},
    Row{"no_call_tracer", &F::no_call_tracer},
    Row{"no_trace_block", &F::no_trace_block},
    Row{"traces_unnamed", &F::traces_unnamed},
    Row{"traces_cut", &F::traces_cut},
    Row{"traces_of_parent", &F::traces_of_parent},
    Row{"untraceable", &F::untraceable},
    Row{"slow_traces", &F::slow_traces},
    Row{"most_log_range", &F::most_log_range},
    Row{"slow_log_range", &F::slow_log_range},
    Row{"slow_batch", &F::slow_batch},
    Row{"most_batch", &F::most_batch},
    Row{"no_tags", &F::no_tags},
    Row{"marks_removed", &F::marks_removed},
    Row{"ghost_logs", &F::ghost_logs},
    Row{"chain_id", &F::chain_id},
});

}  // namespace

Result<EvmFaults, std::string> read_faults(const simdjson::dom::object& object, EvmFaults none) {
  return read_faults<EvmFaults>(kRows, object, std::move(none));
}

}  // namespace bepusdt::devnet
