#include "chains/ton/ton_reader.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "catalog/lite_server_url.hpp"
#include "chains/ton/lite/lite_check.hpp"
#include "chains/ton/transfer_check.hpp"

namespace bepusdt::chains::ton {

using ports::ReadError;

namespace {

std::vector<Line> make_lines(const TonConfig& config, ports::HttpClient& http, const LiteLineMaker& make_lite_line,
                             ports::Clock& clock) {
  std::vector<Line> lines;
  for (const EndpointConfig& endpoint : config.endpoints) {
    Line& line = lines.emplace_back();
    line.per_second = endpoint.requests_per_second;
    if (catalog::is_lite_server_url(endpoint.url))
      line.lite = make_lite_line(endpoint);
    else
      line.index.emplace(endpoint, config.limits, http, clock);
  }
  return lines;
}

}  // namespace

TonReader::TonReader(TonConfig config, ports::HttpClient& http, const LiteLineMaker& make_lite_line, Pause pause,
                     ports::Clock& clock, ports::EventLog& log, ports::Metrics& metrics)
    : config_(std::move(config)),
      pause_(std::move(pause)),
      reports_(config_.chain->name, clock, log, metrics),
      rounds_(*config_.chain, config_.endpoints, config_.limits.back_off, config_.limits.call_budget, clock, metrics),
      lines_(make_lines(config_, http, make_lite_line, clock)),
      desk_{config_, rounds_.pool(), lines_, reports_, clock, pause_} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::ton);
}

template <class T, class OfIndex, class OfLite>
Told<T> TonReader::visit(Endpoint& endpoint, Time deadline, OfIndex&& of_index, OfLite&& of_lite) {
  const auto attempt = [](auto visit, auto& of_kind) -> Told<T> {
    if (auto verified = visit.verify_network(); !verified) return fail(std::move(verified.error()));
    return of_kind(visit);
  };
  if (desk_.line_of(endpoint).lite) return attempt(LiteVisit(desk_, endpoint, deadline), of_lite);
  return attempt(Visit(desk_, endpoint, deadline), of_index);
}

Result<core::BlockRef, ReadError> TonReader::head() {
  using Head = core::BlockRef;
  return rounds_.ask<Head>([&](Endpoint& endpoint, Time deadline) {
    return visit<Head>(
        endpoint, deadline,
        [](Visit& visit) -> Told<Head> {
          auto newest = visit.newest();
          if (!newest) return fail(std::move(newest.error()));
          return newest->ref();
        },
        [](LiteVisit& visit) -> Told<Head> {
          const auto newest = visit.newest();
          if (!newest) return fail(newest.error());
          const auto block = visit.block(*newest, {});
          if (!block) return fail(block.error());
          return ref_of(*block);
        });
  });
}

// Below the masterchain's first block is only the state that it began with, which no index tells.
Result<std::optional<core::BlockRef>, ReadError> TonReader::block_at(std::uint64_t wanted) {
  constexpr std::uint64_t kFirst = 1;
  const std::uint64_t height = std::max(wanted, kFirst);
  using Found = std::optional<core::BlockRef>;
  return rounds_.block_at([&](Endpoint& endpoint, Time deadline) {
    return visit<Found>(
        endpoint, deadline,
        [&](Visit& visit) -> Told<Found> {
          auto block = visit.master_block(height);
          if (!block) return fail(std::move(block.error()));
          if (*block) return Found((*block)->ref());
          auto newest = visit.newest();
          if (!newest) return fail(std::move(newest.error()));
          if (newest->name.seqno >= height) return fail(visit.lagging("lacks a block below its newest"));
          return Found{};
        },
        [&](LiteVisit& visit) -> Told<Found> {
          const auto newest = visit.newest();
          if (!newest) return fail(newest.error());
          if (newest->seqno < height) return Found{};
          const auto ids = visit.masters(height, height);
          if (!ids) return fail(ids.error());
          const auto block = visit.block(ids->front(), {});
          if (!block) return fail(block.error());
          return Found(ref_of(*block));
        });
  });
}

Result<std::variant<ports::Scanned, ports::Forked>, ReadError> TonReader::scan(const ports::ScanRequest& request) {
  using Scan = EndpointRounds::Scan;
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  // What may have been told wrongly is asked anew.
  const auto run = [](auto attempt, auto& known) -> Told<Scan> {
    auto outcome = attempt.run();
    known = outcome ? attempt.known_tops() : std::nullopt;
    return outcome;
  };
  return rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) {
    return visit<Scan>(
        endpoint, deadline,
        [&](Visit& visit) { return run(ScanAttempt(desk_, visit, watched, known_tops_, request), known_tops_); },
        [&](LiteVisit& visit) { return run(LiteScan(desk_, visit, watched, read_tops_, request), read_tops_); });
  });
}

Result<ports::TransferCheck, ReadError> TonReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return visit<ports::TransferCheck>(
        endpoint, deadline, [&](Visit& visit) { return check_transfer(visit, transfer); },
        [&](LiteVisit& visit) { return check_transfer_whole(desk_, visit, transfer); });
  });
}

const Watched& TonReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list);
  return *watched_;
}

}  // namespace bepusdt::chains::ton
