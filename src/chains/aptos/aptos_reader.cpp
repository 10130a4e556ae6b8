#include "chains/aptos/aptos_reader.hpp"

#include "base/assert.hpp"
#include "chains/aptos/scan_attempt.hpp"
#include "chains/aptos/transfer_check.hpp"

namespace bepusdt::chains::aptos {

using ports::ReadError;

namespace {

std::vector<Line> make_lines(const AptosConfig& config, ports::HttpClient& http, ports::Clock& clock) {
  std::vector<Line> lines;
  for (const EndpointConfig& each : config.endpoints)
    lines.push_back({std::make_unique<RestApi>(each.url, each.key, config.chain_id, config.rest, http, clock), {}});
  return lines;
}

}  // namespace

AptosReader::AptosReader(AptosConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
                         ports::Metrics& metrics)
    : config_(std::move(config)),
      clock_(clock),
      log_(log),
      reports_(config_.chain->name, clock, log, metrics),
      rounds_(*config_.chain, config_.endpoints, config_.limits.back_off, config_.limits.call_budget, clock, metrics),
      lines_(make_lines(config_, http, clock)),
      desk_{config_, rounds_.pool(), lines_, reports_, clock} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::aptos);
}

template <class T, class Attempt>
Told<T> AptosReader::visit(Endpoint& endpoint, Time deadline, Attempt&& attempt) {
  Visit visit(desk_, endpoint, deadline);
  if (auto verified = visit.verify_network(); !verified) return fail(std::move(verified.error()));
  return attempt(visit);
}

Result<core::BlockRef, ReadError> AptosReader::head() {
  return rounds_.ask<core::BlockRef>([&](Endpoint& endpoint, Time deadline) {
    return visit<core::BlockRef>(endpoint, deadline, [](Visit& visit) -> Told<core::BlockRef> {
      auto ledger = visit.ledger();
      if (!ledger) return fail(std::move(ledger.error()));
      auto block = visit.block_below_head(ledger->height);
      if (!block) return fail(std::move(block.error()));
      return block->ref();
    });
  });
}

Result<std::optional<core::BlockRef>, ReadError> AptosReader::block_at(std::uint64_t height) {
  using Found = std::optional<core::BlockRef>;
  return rounds_.block_at([&](Endpoint& endpoint, Time deadline) {
    return visit<Found>(endpoint, deadline, [&](Visit& visit) -> Told<Found> {
      auto block = visit.block(height);
      if (!block) return fail(std::move(block.error()));
      if (*block) return Found((*block)->ref());
      auto ledger = visit.ledger();
      if (!ledger) return fail(std::move(ledger.error()));
      if (ledger->height >= height) return fail(visit.lagging("lacks a block that is not above its newest"));
      return Found{};
    });
  });
}

Result<std::variant<ports::Scanned, ports::Forked>, ReadError> AptosReader::scan(const ports::ScanRequest& request) {
  using Scan = EndpointRounds::Scan;
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  ancestors_.reach(request.after.height, word_of(request.after.hash.value()).value_or(kZeroWord));

  other_blocks_.reach(request.after);

  auto scanned = rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) {
    return visit<Scan>(endpoint, deadline, [&](Visit& visit) -> Told<Scan> {
      ScanAttempt attempt(desk_, visit, watched, ancestors_, request);
      auto outcome = attempt.run();
      if (outcome && std::holds_alternative<ports::Forked>(*outcome)) return fail(contradicted(visit, attempt.other()));
      return outcome;
    });
  });
  if (!scanned && other_blocks_.two_agree()) return Scan(ports::Forked{});
  if (!scanned) return scanned;
  other_blocks_.clear();
  for (const core::BlockRef& block : std::get<ports::Scanned>(*scanned).blocks)
    if (const auto hash = word_of(block.hash.value())) ancestors_.add(block.height, *hash);
  return scanned;
}

Result<ports::TransferCheck, ReadError> AptosReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return visit<ports::TransferCheck>(endpoint, deadline, [&](Visit& visit) { return check_transfer(visit, transfer); });
  });
}

// It is not left alone as one that failed is: the one who told of the caller's block may be the one who lied, and then this one
// is needed. Others are asked first for a while, and a person is told.
ReadError AptosReader::contradicted(Visit& visit, const Header& other) {
  visit.endpoint().set_stalled(clock_.now());
  if (other_blocks_.add(rounds_.pool().index_of(visit.endpoint()), other))
    log_.error(
        "endpoint.other_block",
        {{"chain", config_.chain->name}, {"host", visit.host()}, {"height", other.height}, {"hash", text_of(other.hash)}});
  return visit.lagging("has another block " + std::to_string(other.height) + " than the one that was read");
}

const Watched& AptosReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list);
  return *watched_;
}

}  // namespace bepusdt::chains::aptos
