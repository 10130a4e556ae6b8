// The metrics as rows (contract part 5 §4): everything that the gateway counts or measures, by the name under which it is
// found at /metrics. A name that is not here cannot be recorded; callers use the constants.
// Immutable. Label values come from closed sets (our own tables, the operator's settings), never from a request's text.
#pragma once

#include <span>
#include <string_view>

namespace bepusdt::catalog {

namespace metric {
inline constexpr std::string_view kHttpRequests = "bepusdt_http_requests_total";
inline constexpr std::string_view kHttpRequestSeconds = "bepusdt_http_request_seconds";
inline constexpr std::string_view kHttpConnections = "bepusdt_http_connections";
inline constexpr std::string_view kHttpEventStreams = "bepusdt_http_event_streams";
inline constexpr std::string_view kSignatureVariant = "bepusdt_signature_variant_total";
inline constexpr std::string_view kSignatureRefused = "bepusdt_signature_refused_total";
inline constexpr std::string_view kOrders = "bepusdt_orders_total";
inline constexpr std::string_view kAcceptBatchSize = "bepusdt_accept_batch_size";
inline constexpr std::string_view kStoreCommitSeconds = "bepusdt_store_commit_seconds";
inline constexpr std::string_view kStoreFailures = "bepusdt_store_failures_total";
inline constexpr std::string_view kChainScannedHeight = "bepusdt_chain_scanned_height";
inline constexpr std::string_view kChainHeadHeight = "bepusdt_chain_head_height";
inline constexpr std::string_view kChainLagBlocks = "bepusdt_chain_lag_blocks";
inline constexpr std::string_view kChainReadErrors = "bepusdt_chain_read_errors_total";
inline constexpr std::string_view kChainForks = "bepusdt_chain_forks_total";
inline constexpr std::string_view kCrossCheckDisagreements = "bepusdt_cross_check_disagreements_total";
inline constexpr std::string_view kEndpointHealthy = "bepusdt_endpoint_healthy";
inline constexpr std::string_view kTransfers = "bepusdt_transfers_total";
inline constexpr std::string_view kCallbacks = "bepusdt_callbacks_total";
inline constexpr std::string_view kCallbacksInFlight = "bepusdt_callbacks_in_flight";
inline constexpr std::string_view kCallbackDelaySeconds = "bepusdt_callback_delay_seconds";
inline constexpr std::string_view kRateAgeSeconds = "bepusdt_rate_age_seconds";
inline constexpr std::string_view kRateRefusals = "bepusdt_rate_refusals_total";
inline constexpr std::string_view kRateFetchFailures = "bepusdt_rate_fetch_failures_total";
inline constexpr std::string_view kInvariantViolations = "bepusdt_invariant_violations_total";
inline constexpr std::string_view kAuditFindings = "bepusdt_audit_findings";
inline constexpr std::string_view kAuditFinishedSeconds = "bepusdt_audit_finished_seconds";
inline constexpr std::string_view kAuditDurationSeconds = "bepusdt_audit_duration_seconds";
inline constexpr std::string_view kBuildInfo = "bepusdt_build_info";
inline constexpr std::string_view kStartTimeSeconds = "bepusdt_start_time_seconds";
inline constexpr std::string_view kResidentMemoryBytes = "bepusdt_resident_memory_bytes";
}  // namespace metric

enum class MetricKind { counter, gauge, histogram };

struct MetricRow {
  std::string_view name;
  MetricKind kind;
  std::string_view unit;                     // "requests", "seconds", "blocks", ...
  std::span<const std::string_view> labels;  // in the order in which ports::Metrics takes their values
  std::span<const double> buckets;           // upper bounds, ascending; histograms only
  std::string_view sentence;                 // HELP text
};

[[nodiscard]] std::span<const MetricRow> metric_rows();
[[nodiscard]] const MetricRow* find_metric(std::string_view name);

}  // namespace bepusdt::catalog
