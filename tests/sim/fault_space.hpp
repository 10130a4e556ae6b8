// FaultSpace: what a run, or many runs, really did: how often each fault struck, each kind of step ran, each step interrupted
// each other one, and each order moved from state to state. What is listed here and never occurs in the normal test run fails it,
// so that a fault cannot quietly stop being injected. Counts of several runs are added up. Used by one thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/order_state.hpp"

namespace bepusdt::sim {

// The steps of the gateway; a simulation runs each whenever the seed says so, and inside others where threads would.
enum class Step { accept, scan, match, confirm, expire, release, claim, deliver, rates, checkpoint, count };

// What goes wrong, and what people do.
enum class Fault {
  // chains
  fork,
  deep_fork,
  head_back,
  late_block,
  mined_again,
  failed_transaction,
  spoofed_token,
  two_transfers,
  provider_forked,
  skipped_slot,
  summed_transfers,
  bounced_message,
  shards_changed,
  look_alike,
  // nodes
  node_down,
  node_timeout,
  node_429,
  node_500,
  node_html,
  node_truncated,
  node_null,
  node_error_object,
  node_missing_answer,
  node_other_block,
  node_lag,
  node_reordered,
  node_repeated,
  node_empty_logs,
  node_removed_logs,
  node_no_logs_method,
  node_no_tags,
  node_small_limits,
  node_wrong_chain,
  node_empty_list,
  node_broken_pages,
  node_left_out,
  node_denies,
  node_pruned,
  node_unwritten,
  node_false_skip,
  node_too_many_as_skip,
  node_shards_lost,
  node_guesses,
  // merchants
  merchant_500,
  merchant_reset,
  merchant_slow,
  merchant_took_then_timed_out,
  merchant_redirect,
  merchant_huge_body,
  merchant_bad_certificate,
  merchant_says_no,
  // store
  store_busy,
  store_full,
  store_unknown_done,
  store_unknown_undone,
  disk_write_error,
  disk_sync_error,
  disk_full,
  // the process and the machine
  killed_idle,
  killed_in_network,
  killed_before_commit,
  killed_after_commit,
  killed_on_disk,
  power_cut,
  restart,
  clock_back,
  clock_forward,
  // prices
  price_jump,
  price_source_down,
  // clients and payers
  repeated_request,
  concurrent_request,
  changed_request,
  refused_request,
  cancel,
  cancel_after_payment,
  lost_answer,
  paid_twice,
  paid_wrong_amount,
  paid_neighbour_amount,
  paid_wrong_token,
  paid_late,
  paid_with_coin,
  operator_accepts_late,
  operator_assigns,
  operator_resends,
  // what the auditor could judge at the end
  chain_slept,
  paid_in_time_and_served,
  paid_late_and_kept,
  reversed_after_finality,
  served_on_solana,
  served_on_aptos,
  served_on_ton,
  count
};

inline constexpr std::size_t kSteps = static_cast<std::size_t>(Step::count);
inline constexpr std::size_t kFaults = static_cast<std::size_t>(Fault::count);

[[nodiscard]] std::string_view name_of(Step step);
[[nodiscard]] std::string_view name_of(Fault fault);

class FaultSpace {
 public:
  void struck(Fault fault) { ++faults_[index(fault)]; }
  void ran(Step step) { ++steps_[index(step)]; }
  // `inner` ran while `outer` was waiting for the network, the store or another thread.
  void interrupted(Step outer, Step inner) { ++interleavings_[index(outer)][index(inner)]; }
  void moved(core::OrderState from, core::OrderState to);
  void lived(std::uint64_t seeds, std::uint64_t steps, std::uint64_t virtual_seconds) {
    seeds_ += seeds;
    all_steps_ += steps;
    virtual_seconds_ += virtual_seconds;
  }
  void add(const FaultSpace& other);

  [[nodiscard]] std::uint64_t count(Fault fault) const { return faults_[index(fault)]; }
  [[nodiscard]] std::uint64_t count(Step step) const { return steps_[index(step)]; }
  [[nodiscard]] std::uint64_t count(Step outer, Step inner) const { return interleavings_[index(outer)][index(inner)]; }
  [[nodiscard]] std::uint64_t count(core::OrderState from, core::OrderState to) const;
  [[nodiscard]] std::uint64_t seeds() const { return seeds_; }
  [[nodiscard]] std::uint64_t all_steps() const { return all_steps_; }
  [[nodiscard]] std::uint64_t virtual_seconds() const { return virtual_seconds_; }

  // Everything that should occur and did not, as readable names.
  [[nodiscard]] std::vector<std::string> missing() const;

  // As JSON, one member a count, and back; false: `text` is none.
  [[nodiscard]] std::string to_json() const;
  [[nodiscard]] bool from_json(std::string_view text);

  // Whether a second thread of a gateway could run `inner` while `outer` waits: one chain's loop does not interrupt itself
  // and some steps hold a lock that others need.
  [[nodiscard]] static bool may_interrupt(Step outer, Step inner);

 private:
  template <class E>
  static constexpr std::size_t index(E e) {
    return static_cast<std::size_t>(e);
  }
  std::array<std::uint64_t, kFaults> faults_{};
  std::array<std::uint64_t, kSteps> steps_{};
  std::array<std::array<std::uint64_t, kSteps>, kSteps> interleavings_{};
  std::array<std::uint64_t, core::kLegalMoves.size()> moves_{};
  std::uint64_t seeds_ = 0;
  std::uint64_t all_steps_ = 0;
  std::uint64_t virtual_seconds_ = 0;
};

}  // namespace bepusdt::sim
