#include "catalog/metrics.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::catalog {
namespace {

using enum MetricKind;
using Labels = std::span<const std::string_view>;
using Buckets = std::span<const double>;

template <std::size_t N>
using Names = std::array<std::string_view, N>;

constexpr Names<2> kRouteStatus{"route", "status"};
constexpr Names<1> kRoute{"route"};
constexpr Names<2> kMerchantVariant{"merchant", "variant"};
constexpr Names<1> kReason{"reason"};
constexpr Names<2> kEventTradeType{"event", "trade_type"};
constexpr Names<1> kKind{"kind"};
constexpr Names<1> kChain{"chain"};
constexpr Names<2> kChainKind{"chain", "kind"};
constexpr Names<2> kChainHost{"chain", "host"};
constexpr Names<2> kChainStatus{"chain", "status"};
constexpr Names<2> kEventOutcome{"event", "outcome"};
constexpr Names<1> kEvent{"event"};
constexpr Names<1> kPair{"pair"};
constexpr Names<1> kSource{"source"};
constexpr Names<1> kInvariant{"invariant"};
constexpr Names<1> kVersion{"version"};

constexpr std::array kRequestBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};
constexpr std::array kCommitBuckets{0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5};
constexpr std::array kDelayBuckets{0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 600.0, 7200.0};
constexpr std::array kBatchBuckets{1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0};

const std::array kRows{
    MetricRow{metric::kHttpRequests,
              counter,
              "requests",
              Labels(kRouteStatus),
              {},
              "Answered HTTP requests, by route and HTTP status."},
    MetricRow{metric::kHttpRequestSeconds, histogram, "seconds", Labels(kRoute), Buckets(kRequestBuckets),
              "Time from the request's last byte to the answer's first, by route."},
    MetricRow{metric::kHttpConnections, gauge, "connections", {}, {}, "Open HTTP connections."},
    MetricRow{metric::kHttpEventStreams, gauge, "streams", {}, {}, "Checkout pages that listen for events."},
    MetricRow{metric::kSignatureVariant,
              counter,
              "requests",
              Labels(kMerchantVariant),
              {},
              "Accepted signatures, by merchant and the variant that matched (contract part 1, 1 to 6, epay)."},
    MetricRow{metric::kSignatureRefused, counter, "requests", Labels(kReason), {}, "Refused signatures, by reason."},
    MetricRow{
        metric::kOrders,
        counter,
        "orders",
        Labels(kEventTradeType),
        {},
        "What became of orders (accepted, rebuilt, paid, expired, cancelled), by trade type; empty where it is not known."},
    MetricRow{metric::kAcceptBatchSize,
              histogram,
              "commands",
              {},
              Buckets(kBatchBuckets),
              "Commands that were accepted in one store transaction."},
    MetricRow{metric::kStoreCommitSeconds,
              histogram,
              "seconds",
              {},
              Buckets(kCommitBuckets),
              "Time of one durable store transaction, from begin to commit."},
    MetricRow{metric::kStoreFailures,
              counter,
              "transactions",
              Labels(kKind),
              {},
              "Store transactions that failed, by kind (busy, full, unknown, broken)."},
    MetricRow{metric::kChainScannedHeight, gauge, "blocks", Labels(kChain), {}, "Last block that was read and stored."},
    MetricRow{metric::kChainHeadHeight, gauge, "blocks", Labels(kChain), {}, "Newest block that the nodes know."},
    MetricRow{metric::kChainLagBlocks, gauge, "blocks", Labels(kChain), {}, "Blocks between the head and what was read."},
    MetricRow{metric::kChainReadErrors,
              counter,
              "reads",
              Labels(kChainKind),
              {},
              "Looks at a chain that failed, by kind (unreachable, lagging, malformed)."},
    MetricRow{metric::kChainForks, counter, "forks", Labels(kChain), {}, "Reorganisations that were unwound."},
    MetricRow{metric::kCrossCheckDisagreements,
              counter,
              "transfers",
              Labels(kChain),
              {},
              "Transfers that a second endpoint did not confirm."},
    MetricRow{metric::kEndpointHealthy,
              gauge,
              "boolean",
              Labels(kChainHost),
              {},
              "1 while the endpoint answers and keeps up, else 0."},
    MetricRow{metric::kTransfers,
              counter,
              "transfers",
              Labels(kChainStatus),
              {},
              "Transfers to watched addresses, by chain and what became of them (seen, matched, late, unmatched, gone)."},
    MetricRow{metric::kCallbacks,
              counter,
              "attempts",
              Labels(kEventOutcome),
              {},
              "Callback attempts, by event (paid, waiting, expired) and outcome (delivered, failed, dead, dropped)."},
    MetricRow{metric::kCallbacksInFlight, gauge, "attempts", {}, {}, "Callback attempts that are running."},
    MetricRow{metric::kCallbackDelaySeconds, histogram, "seconds", Labels(kEvent), Buckets(kDelayBuckets),
              "Time from the state's commit to the callback's delivery."},
    MetricRow{metric::kRateAgeSeconds, gauge, "seconds", Labels(kPair), {}, "Age of the newest good price of a pair."},
    MetricRow{
        metric::kRateRefusals, counter, "orders", Labels(kPair), {}, "Orders refused because no current rate was known."},
    MetricRow{metric::kRateFetchFailures, counter, "fetches", Labels(kSource), {}, "Fetches of prices that failed."},
    MetricRow{metric::kInvariantViolations,
              counter,
              "violations",
              Labels(kInvariant),
              {},
              "Violations that the audit found, each counted once; anything but 0 needs a person at once."},
    MetricRow{metric::kAuditFindings,
              gauge,
              "violations",
              Labels(kInvariant),
              {},
              "Violations that the last whole run of the audit found, by invariant."},
    MetricRow{metric::kAuditFinishedSeconds,
              gauge,
              "seconds",
              {},
              {},
              "When the last whole run of the audit ended, seconds since 1970."},
    MetricRow{metric::kAuditDurationSeconds,
              gauge,
              "seconds",
              {},
              {},
              "How long the last whole run of the audit worked, its pauses not counted."},
    MetricRow{metric::kBuildInfo, gauge, "boolean", Labels(kVersion), {}, "Always 1; the label tells the version."},
    MetricRow{metric::kStartTimeSeconds, gauge, "seconds", {}, {}, "When the process started, seconds since 1970."},
    MetricRow{metric::kResidentMemoryBytes, gauge, "bytes", {}, {}, "Memory of the process that is resident."},
};

}  // namespace

std::span<const MetricRow> metric_rows() { return kRows; }

const MetricRow* find_metric(std::string_view name) {
  const auto row = std::ranges::find(kRows, name, &MetricRow::name);
  return row == kRows.end() ? nullptr : &*row;
}

}  // namespace bepusdt::catalog
