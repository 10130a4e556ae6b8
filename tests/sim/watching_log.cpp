#include "sim/watching_log.hpp"

#include <algorithm>

namespace bepusdt::sim {
namespace {

// Which fault gives reason for an error event: any of them must have struck before.
struct Reason {
  std::string_view event;
  std::vector<Fault> faults;
};

const std::vector<Fault> kStoreTrouble{
    Fault::store_busy,       Fault::store_full,      Fault::store_unknown_done, Fault::store_unknown_undone,
    Fault::disk_write_error, Fault::disk_sync_error, Fault::disk_full,          Fault::killed_on_disk};
// Whatever makes a node tell of a transfer and then not know it: branches, lag, reorganisations, nodes that leave out or deny.
const std::vector<Fault> kNodesDisagree{
    Fault::fork,          Fault::provider_forked,   Fault::node_lag,    Fault::node_empty_logs,
    Fault::node_left_out, Fault::node_broken_pages, Fault::node_denies, Fault::node_shards_lost};

const std::vector<Reason> kReasons{
    {"order.batch_failed", kStoreTrouble},
    {"order.expire_failed", kStoreTrouble},
    {"quote.release_failed", kStoreTrouble},
    {"chain.store_failed", kStoreTrouble},
    {"transfer.match_failed", kStoreTrouble},
    {"payment.store_failed", kStoreTrouble},
    {"rate.store_failed", kStoreTrouble},
    {"callback.claim_failed", kStoreTrouble},
    {"callback.record_failed", kStoreTrouble},
    {"callback.leases_kept", kStoreTrouble},
    {"endpoint.wrong_chain", {Fault::node_wrong_chain}},
    {"payment.disputed", kNodesDisagree},
    {"chain.reorganised_below_finality", {Fault::deep_fork}},
    {"order.reversed", {Fault::deep_fork}},
    {"order.paid_twice", {Fault::paid_twice, Fault::repeated_request, Fault::changed_request, Fault::paid_late}},
    {"callback.failed",
     {Fault::merchant_500, Fault::merchant_reset, Fault::merchant_slow, Fault::merchant_redirect, Fault::merchant_huge_body,
      Fault::merchant_bad_certificate, Fault::merchant_says_no, Fault::merchant_took_then_timed_out}},
};

}  // namespace

void WatchingLog::write(ports::Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) {
  if (stage_.tracing) {
    std::string line(event);
    for (const ports::Field& field : fields) line += fmt::format(" {}={}", field.key, field.value);
    stage_.tell("  . {}", line);
  }
  if (severity == ports::Severity::error) errors_.emplace_back(event);
}

void WatchingLog::judge() {
  for (const std::string& event : errors_) {
    const auto reason = std::ranges::find(kReasons, event, &Reason::event);
    if (reason == kReasons.end() ||
        std::ranges::none_of(reason->faults, [&](Fault fault) { return stage_.space.count(fault) > 0; }))
      stage_.violate("an error event without reason: {}", event);
  }
  errors_.clear();
}

}  // namespace bepusdt::sim
