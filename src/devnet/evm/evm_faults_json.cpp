#include "devnet/evm/evm_faults_json.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;
using F = EvmFaults;

using Slot = std::variant<bool F::*, int F::*, std::uint64_t F::*, double F::*, std::string F::*,
                          std::vector<std::uint64_t> F::*, std::vector<bool> F::*>;
struct Row {
  std::string_view name;
  Slot slot;
};

const std::array kRows{
    Row{"down", &F::down},
    Row{"times_out", &F::times_out},
    Row{"html", &F::html},
    Row{"http_status", &F::http_status},
    Row{"retry_after", &F::retry_after},
    Row{"truncated_body", &F::truncated_body},
    Row{"drop_method", &F::drop_method},
    Row{"null_method", &F::null_method},
    Row{"error_method", &F::error_method},
    Row{"repeat_an_answer", &F::repeat_an_answer},
    Row{"string_ids", &F::string_ids},
    Row{"in_order", &F::in_order},
    Row{"id_last", &F::id_last},
    Row{"lags", &F::lags},
    Row{"lags_in_turn", &F::lags_in_turn},
    Row{"empty_logs_within", &F::empty_logs_within},
    Row{"empty_logs_calls", &F::empty_logs_calls},
    Row{"logs_disabled", &F::logs_disabled},
    Row{"block_receipts_disabled", &F::block_receipts_disabled},
    Row{"block_receipts_cut", &F::block_receipts_cut},
    Row{"most_log_range", &F::most_log_range},
    Row{"slow_log_range", &F::slow_log_range},
    Row{"most_batch", &F::most_batch},
    Row{"no_tags", &F::no_tags},
    Row{"marks_removed", &F::marks_removed},
    Row{"ghost_logs", &F::ghost_logs},
    Row{"chain_id", &F::chain_id},
    Row{"random_trouble", &F::random_trouble},
};

template <class T>
bool read_into(const dom::element& value, T& into) {
  return !value.get(into);
}
bool read_into(const dom::element& value, int& into) {  // the one int is a status
  std::uint64_t number = 0;
  if (value.get(number) || number < 200 || number > 599) return false;
  into = static_cast<int>(number);
  return true;
}
bool read_into(const dom::element& value, double& into) { return !value.get(into) && into >= 0 && into <= 1; }
bool read_into(const dom::element& value, std::string& into) {
  std::string_view text;
  // It goes into answers and header lines as it stands.
  const auto harmless = [](char c) { return c >= ' ' && c < 127 && c != '"' && c != '\\'; };
  if (value.get(text) || text.size() > 100 || !std::ranges::all_of(text, harmless)) return false;
  into = text;
  return true;
}
template <class T>
bool read_into(const dom::element& value, std::vector<T>& into) {
  dom::array list;
  if (value.get(list)) return false;
  into.clear();
  for (const dom::element item : list) {
    T one{};
    if (item.get(one)) return false;
    into.push_back(one);
  }
  return true;
}

}  // namespace

Result<EvmFaults, std::string> read_faults(const dom::object& object, EvmFaults none) {
  EvmFaults faults = std::move(none);
  for (const dom::key_value_pair member : object) {
    const auto row = std::ranges::find(kRows, member.key, &Row::name);
    if (row == kRows.end()) return fail("no fault has the name " + std::string(member.key));
    if (!std::visit([&](auto slot) { return read_into(member.value, faults.*slot); }, row->slot))
      return fail("not what it should be: " + std::string(member.key));
  }
  return faults;
}

}  // namespace bepusdt::devnet
