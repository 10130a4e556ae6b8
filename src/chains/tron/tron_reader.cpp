#include "chains/tron/tron_reader.hpp"

#include "base/assert.hpp"
#include "chains/tron/scan_attempt.hpp"
#include "chains/tron/transfer_check.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {

using ports::ReadError;

namespace {

std::vector<EndpointConfig> endpoint_configs(const TronConfig& config) {
  std::vector<EndpointConfig> all;
  for (const TronEndpoint& each : config.endpoints) all.push_back(each.endpoint);
  return all;
}

std::vector<Line> make_lines(const TronConfig& config, const LineMaker& make) {
  std::vector<Line> lines;
  for (const TronEndpoint& each : config.endpoints) lines.push_back(make(each));
  return lines;
}

}  // namespace

TronReader::TronReader(TronConfig config, const LineMaker& make_line, ports::Clock& clock, ports::EventLog& log,
                       ports::Metrics& metrics)
    : config_(std::move(config)),
      log_(log),
      reports_(config_.chain->name, clock, log, metrics),
      rounds_(*config_.chain, endpoint_configs(config_), config_.limits.back_off, config_.limits.call_budget, clock,
              metrics),
      lines_(make_lines(config_, make_line)),
      offers_(lines_.size()),
      desk_{config_, rounds_.pool(), lines_, offers_, reports_, clock, log} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::tron);
}

template <class T, class Attempt>
Told<T> TronReader::visit(Endpoint& endpoint, Time deadline, Attempt&& attempt) {
  Visit visit(desk_, endpoint, deadline);
  if (auto verified = visit.verify_network(); !verified) return fail(std::move(verified.error()));
  return attempt(visit);
}

Result<core::BlockRef, ReadError> TronReader::head() {
  return rounds_.ask<core::BlockRef>([&](Endpoint& endpoint, Time deadline) {
    return visit<core::BlockRef>(endpoint, deadline, [](Visit& visit) -> Told<core::BlockRef> {
      auto newest = visit.newest();
      if (!newest) return fail(std::move(newest.error()));
      return newest->header.ref();
    });
  });
}

Result<std::optional<core::BlockRef>, ReadError> TronReader::block_at(std::uint64_t height) {
  using Found = std::optional<core::BlockRef>;
  return rounds_.block_at([&](Endpoint& endpoint, Time deadline) {
    return visit<Found>(endpoint, deadline, [&](Visit& visit) -> Told<Found> {
      auto block = visit.block(height);
      if (!block) return fail(std::move(block.error()));
      if (*block) return Found((*block)->header.ref());
      auto newest = visit.newest();
      if (!newest) return fail(std::move(newest.error()));
      if (newest->header.number == height) return Found(newest->header.ref());
      if (newest->header.number > height) return fail(visit.lagging("lacks a block below its newest"));
      return Found{};
    });
  });
}

Result<std::variant<ports::Scanned, ports::Forked>, ReadError> TronReader::scan(const ports::ScanRequest& request) {
  using Scan = EndpointRounds::Scan;
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  Word after{};
  if (!decode_hex(request.after.hash.value(), after)) after = kZeroWord;
  ancestors_.reach(request.after.height, after);
  witnesses_.reach(request.after.height, after);

  std::vector<Header> covered;
  std::vector<std::pair<Word, Delegation>> delegations;
  auto scanned = rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) {
    return visit<Scan>(endpoint, deadline, [&](Visit& visit) -> Told<Scan> {
      ScanAttempt attempt(desk_, visit, watched, ancestors_, witnesses_, request);
      auto outcome = attempt.run();
      covered = attempt.covered();
      delegations = attempt.delegations();
      return outcome;
    });
  });
  if (scanned && std::holds_alternative<ports::Scanned>(*scanned)) {
    for (const Header& header : covered) {
      if (std::get<ports::Scanned>(*scanned).last.height < header.number) break;
      ancestors_.add(header.number, header.id);
      witnesses_.add(header);
    }
    if (!covered.empty() && std::get<ports::Scanned>(*scanned).last.height == covered.back().number) report(delegations);
  }
  return scanned;
}

Result<ports::TransferCheck, ReadError> TronReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return visit<ports::TransferCheck>(endpoint, deadline, [&](Visit& visit) { return check_transfer(visit, transfer); });
  });
}

const Watched& TronReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list);
  return *watched_;
}

// No payments, so no transfers; but a shop that rents energy wants to see when it comes and goes.
void TronReader::report(const std::vector<std::pair<Word, Delegation>>& delegations) {
  for (const auto& [hash, delegation] : delegations)
    log_.info("wallet.resource", {{"chain", config_.chain->name},
                                  {"wallet", core::tron_address(delegation.receiver).value()},
                                  {"from", core::tron_address(delegation.owner).value()},
                                  {"resource", delegation.resource == Delegation::Resource::energy ? "energy" : "bandwidth"},
                                  {"change", delegation.taken_back ? "taken_back" : "lent"},
                                  {"sun", delegation.sun},
                                  {"hash", hash_text(hash)}});
}

}  // namespace bepusdt::chains::tron
