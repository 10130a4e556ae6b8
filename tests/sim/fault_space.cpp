#include "sim/fault_space.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/assert.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::array<std::string_view, kSteps> kStepNames{"accept",  "scan",  "match",   "confirm", "expire",
                                                          "release", "claim", "deliver", "rates",   "checkpoint"};

constexpr std::array<std::string_view, kFaults> kFaultNames{
    "fork",
    "deep_fork",
    "head_back",
    "late_block",
    "mined_again",
    "failed_transaction",
    "spoofed_token",
    "two_transfers",
    "provider_forked",
    "skipped_slot",
    "summed_transfers",
    "bounced_message",
    "shards_changed",
    "look_alike",
    "node_down",
    "node_timeout",
    "node_429",
    "node_500",
    "node_html",
    "node_truncated",
    "node_null",
    "node_error_object",
    "node_missing_answer",
    "node_other_block",
    "node_lag",
    "node_reordered",
    "node_repeated",
    "node_empty_logs",
    "node_removed_logs",
    "node_no_logs_method",
    "node_no_tags",
    "node_small_limits",
    "node_wrong_chain",
    "node_empty_list",
    "node_broken_pages",
    "node_left_out",
    "node_denies",
    "node_pruned",
    "node_unwritten",
    "node_false_skip",
    "node_too_many_as_skip",
    "node_shards_lost",
    "node_guesses",
    "merchant_500",
    "merchant_reset",
    "merchant_slow",
    "merchant_took_then_timed_out",
    "merchant_redirect",
    "merchant_huge_body",
    "merchant_bad_certificate",
    "merchant_says_no",
    "store_busy",
    "store_full",
    "store_unknown_done",
    "store_unknown_undone",
    "disk_write_error",
    "disk_sync_error",
    "disk_full",
    "killed_idle",
    "killed_in_network",
    "killed_before_commit",
    "killed_after_commit",
    "killed_on_disk",
    "power_cut",
    "restart",
    "clock_back",
    "clock_forward",
    "price_jump",
    "price_source_down",
    "repeated_request",
    "concurrent_request",
    "changed_request",
    "refused_request",
    "cancel",
    "cancel_after_payment",
    "lost_answer",
    "paid_twice",
    "paid_wrong_amount",
    "paid_neighbour_amount",
    "paid_wrong_token",
    "paid_late",
    "paid_with_coin",
    "operator_accepts_late",
    "operator_assigns",
    "operator_resends",
    "chain_slept",
    "paid_in_time_and_served",
    "paid_late_and_kept",
    "reversed_after_finality",
    "served_on_solana",
    "served_on_aptos",
    "served_on_ton",
};
static_assert(!kFaultNames.back().empty() && !kStepNames.back().empty());

std::size_t move_index(core::OrderState from, core::OrderState to) {
  for (std::size_t i = 0; i < core::kLegalMoves.size(); ++i)
    if (core::kLegalMoves[i] == std::pair(from, to)) return i;
  return core::kLegalMoves.size();
}

std::string move_name(std::size_t i) {
  return fmt::format("{} -> {}", core::name_of(core::kLegalMoves[i].first), core::name_of(core::kLegalMoves[i].second));
}

// Which loop of the gateway runs a step; senders are many, and there is a chain loop for each chain.
enum class Loop { acceptor, chains, expirer, claimer, senders, rates, checkpoints };

Loop loop_of(Step step) {
  switch (step) {
    case Step::accept: return Loop::acceptor;
    case Step::scan:
    case Step::match:
    case Step::confirm: return Loop::chains;
    case Step::expire:
    case Step::release: return Loop::expirer;
    case Step::claim: return Loop::claimer;
    case Step::deliver: return Loop::senders;
    case Step::rates: return Loop::rates;
    case Step::checkpoint:
    case Step::count: break;
  }
  return Loop::checkpoints;
}

bool holds_reservations(Step step) { return step == Step::accept || step == Step::release; }
bool holds_deliveries(Step step) { return step == Step::claim; }
bool wants_deliveries(Step step) { return step == Step::claim || step == Step::deliver; }

}  // namespace

std::string_view name_of(Step step) { return kStepNames.at(static_cast<std::size_t>(step)); }
std::string_view name_of(Fault fault) { return kFaultNames.at(static_cast<std::size_t>(fault)); }

bool FaultSpace::may_interrupt(Step outer, Step inner) {
  if (outer == Step::checkpoint) return false;  // asks nobody for anything
  if (holds_reservations(outer) && holds_reservations(inner)) return false;
  if (holds_deliveries(outer) && wants_deliveries(inner)) return false;
  const Loop loop = loop_of(outer);
  return loop == Loop::chains || loop == Loop::senders || loop != loop_of(inner);
}

void FaultSpace::moved(core::OrderState from, core::OrderState to) {
  const std::size_t i = move_index(from, to);
  if (i < moves_.size()) ++moves_[i];
}

std::uint64_t FaultSpace::count(core::OrderState from, core::OrderState to) const {
  const std::size_t i = move_index(from, to);
  BEPUSDT_ASSERT(i < moves_.size());
  return moves_[i];
}

void FaultSpace::add(const FaultSpace& other) {
  const auto add_all = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  add_all(faults_, other.faults_);
  add_all(steps_, other.steps_);
  add_all(moves_, other.moves_);
  for (std::size_t i = 0; i < kSteps; ++i) add_all(interleavings_[i], other.interleavings_[i]);
  lived(other.seeds_, other.all_steps_, other.virtual_seconds_);
}

std::vector<std::string> FaultSpace::missing() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kFaults; ++i)
    if (faults_[i] == 0) names.push_back(fmt::format("fault {}", kFaultNames[i]));
  for (std::size_t i = 0; i < moves_.size(); ++i)
    if (moves_[i] == 0) names.push_back(fmt::format("move {}", move_name(i)));
  for (std::size_t i = 0; i < kSteps; ++i) {
    if (steps_[i] == 0) names.push_back(fmt::format("step {}", kStepNames[i]));
    for (std::size_t j = 0; j < kSteps; ++j)
      if (interleavings_[i][j] == 0 && may_interrupt(static_cast<Step>(i), static_cast<Step>(j)))
        names.push_back(fmt::format("{} while {} waits", kStepNames[j], kStepNames[i]));
  }
  return names;
}

std::string FaultSpace::to_json() const {
  std::string text =
      fmt::format("{{\n  \"seeds\": {},\n  \"steps\": {},\n  \"virtual_seconds\": {}", seeds_, all_steps_, virtual_seconds_);
  const auto line = [&](const std::string& name, std::uint64_t n) { text += fmt::format(",\n  \"{}\": {}", name, n); };
  for (std::size_t i = 0; i < kFaults; ++i) line(fmt::format("fault {}", kFaultNames[i]), faults_[i]);
  for (std::size_t i = 0; i < moves_.size(); ++i) line(fmt::format("move {}", move_name(i)), moves_[i]);
  for (std::size_t i = 0; i < kSteps; ++i) line(fmt::format("step {}", kStepNames[i]), steps_[i]);
  for (std::size_t i = 0; i < kSteps; ++i)
    for (std::size_t j = 0; j < kSteps; ++j)
      if (may_interrupt(static_cast<Step>(i), static_cast<Step>(j)))
        line(fmt::format("{} while {} waits", kStepNames[j], kStepNames[i]), interleavings_[i][j]);
  return text + "\n}\n";
}

bool FaultSpace::from_json(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::object counts;
  if (parser.parse(simdjson::padded_string(text)).get(counts)) return false;
  const auto read = [&](const std::string& name) -> std::uint64_t {
    std::uint64_t n = 0;
    return counts[name].get(n) ? 0 : n;  // a fault that is younger than the text has not occurred in it
  };
  *this = {};
  lived(read("seeds"), read("steps"), read("virtual_seconds"));
  for (std::size_t i = 0; i < kFaults; ++i) faults_[i] = read(fmt::format("fault {}", kFaultNames[i]));
  for (std::size_t i = 0; i < moves_.size(); ++i) moves_[i] = read(fmt::format("move {}", move_name(i)));
  for (std::size_t i = 0; i < kSteps; ++i) steps_[i] = read(fmt::format("step {}", kStepNames[i]));
  for (std::size_t i = 0; i < kSteps; ++i)
    for (std::size_t j = 0; j < kSteps; ++j)
      interleavings_[i][j] = read(fmt::format("{} while {} waits", kStepNames[j], kStepNames[i]));
  return true;
}

}  // namespace bepusdt::sim
