#include "chains/ton/ton_reader.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "chains/ton/transfer_check.hpp"

namespace bepusdt::chains::ton {

using ports::ReadError;

namespace {

std::vector<Line> make_lines(const TonConfig& config, ports::HttpClient& http, ports::Clock& clock) {
  std::vector<Line> lines;
  for (const EndpointConfig& endpoint : config.endpoints)
    lines.push_back({IndexApi(endpoint, config.limits, http, clock), endpoint.requests_per_second, {}});
  return lines;
}

}  // namespace

TonReader::TonReader(TonConfig config, ports::HttpClient& http, Pause pause, ports::Clock& clock, ports::EventLog& log,
                     ports::Metrics& metrics)
    : config_(std::move(config)),
      pause_(std::move(pause)),
      reports_(config_.chain->name, clock, log, metrics),
      rounds_(*config_.chain, config_.endpoints, config_.limits.back_off, config_.limits.call_budget, clock, metrics),
      lines_(make_lines(config_, http, clock)),
      desk_{config_, rounds_.pool(), lines_, reports_, clock, pause_} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::ton);
}

template <class T, class Attempt>
Told<T> TonReader::visit(Endpoint& endpoint, Time deadline, Attempt&& attempt) {
  Visit visit(desk_, endpoint, deadline);
  if (auto verified = visit.verify_network(); !verified) return fail(std::move(verified.error()));
  return attempt(visit);
}

Result<core::BlockRef, ReadError> TonReader::head() {
  return rounds_.ask<core::BlockRef>([&](Endpoint& endpoint, Time deadline) {
    return visit<core::BlockRef>(endpoint, deadline, [](Visit& visit) -> Told<core::BlockRef> {
      auto newest = visit.newest();
      if (!newest) return fail(std::move(newest.error()));
      return newest->ref();
    });
  });
}

// Below the masterchain's first block is only the state that it began with, which no index tells.
Result<std::optional<core::BlockRef>, ReadError> TonReader::block_at(std::uint64_t wanted) {
  constexpr std::uint64_t kFirst = 1;
  const std::uint64_t height = std::max(wanted, kFirst);
  using Found = std::optional<core::BlockRef>;
  return rounds_.block_at([&](Endpoint& endpoint, Time deadline) {
    return visit<Found>(endpoint, deadline, [&](Visit& visit) -> Told<Found> {
      auto block = visit.master_block(height);
      if (!block) return fail(std::move(block.error()));
      if (*block) return Found((*block)->ref());
      auto newest = visit.newest();
      if (!newest) return fail(std::move(newest.error()));
      if (newest->name.seqno >= height) return fail(visit.lagging("lacks a block below its newest"));
      return Found{};
    });
  });
}

Result<std::variant<ports::Scanned, ports::Forked>, ReadError> TonReader::scan(const ports::ScanRequest& request) {
  using Scan = EndpointRounds::Scan;
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  std::optional<KnownTops> tops;
  auto scanned = rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) {
    return visit<Scan>(endpoint, deadline, [&](Visit& visit) -> Told<Scan> {
      ScanAttempt attempt(desk_, visit, watched, known_tops_, request);
      auto outcome = attempt.run();
      // What may have been told wrongly is asked anew.
      tops = outcome ? attempt.known_tops() : std::nullopt;
      if (!outcome) known_tops_.reset();
      return outcome;
    });
  });
  known_tops_ = std::move(tops);
  return scanned;
}

Result<ports::TransferCheck, ReadError> TonReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return visit<ports::TransferCheck>(endpoint, deadline, [&](Visit& visit) {
      return check_transfer(visit, core::ChainName(std::string(config_.chain->name)), transfer);
    });
  });
}

const Watched& TonReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list);
  return *watched_;
}

}  // namespace bepusdt::chains::ton
