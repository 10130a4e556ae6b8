#include "chains/solana/solana_reader.hpp"

#include "base/assert.hpp"
#include "chains/solana/account_scan.hpp"
#include "chains/solana/block_scan.hpp"
#include "chains/solana/nearest_block.hpp"
#include "chains/solana/transfer_check.hpp"

namespace bepusdt::chains::solana {

using ports::ReadError;

namespace {

std::vector<EndpointConfig> endpoint_configs(const SolanaConfig& config) {
  std::vector<EndpointConfig> all;
  for (const SolanaEndpoint& each : config.endpoints) all.push_back(each.endpoint);
  return all;
}

}  // namespace

SolanaReader::SolanaReader(SolanaConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
                           ports::Metrics& metrics)
    : config_(std::move(config)),
      rounds_(*config_.chain, endpoint_configs(config_), config_.limits.back_off, config_.limits.call_budget, clock,
              metrics),
      rpc_(config_.chain->name, config_.limits.rpc, http, clock, log, metrics),
      desk_{config_, rpc_, rounds_.pool(), clock} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::solana);
}

template <class T, class Attempt>
Told<T> SolanaReader::visit(Endpoint& endpoint, Time deadline, Attempt&& attempt) {
  Visit visit(desk_, endpoint, deadline);
  if (auto verified = visit.verify_network(); !verified) return fail(std::move(verified.error()));
  return attempt(visit);
}

Result<core::BlockRef, ReadError> SolanaReader::head() {
  return rounds_.ask<core::BlockRef>([&](Endpoint& endpoint, Time deadline) {
    return visit<core::BlockRef>(endpoint, deadline, [](Visit& visit) -> Told<core::BlockRef> {
      const auto newest = visit.newest();
      if (!newest) return fail(newest.error());
      return nearest_block(visit, *newest, *newest);
    });
  });
}

// A search over many heights at an endpoint of few calls a second is broken off and begun anew; what it found before is known.
Result<std::optional<core::BlockRef>, ReadError> SolanaReader::block_at(std::uint64_t height) {
  using Found = std::optional<core::BlockRef>;
  if (auto known = memory_.blocks.at(height)) return known;
  auto found = rounds_.block_at([&](Endpoint& endpoint, Time deadline) {
    return visit<Found>(endpoint, deadline, [&](Visit& visit) -> Told<Found> {
      std::uint64_t newest = endpoint.height();
      if (newest < height) {
        const auto told = visit.newest();
        if (!told) return fail(told.error());
        newest = *told;
      }
      if (newest < height) return Found{};
      auto block = nearest_block(visit, height, newest);
      if (!block) return fail(std::move(block.error()));
      return Found(std::move(*block));
    });
  });
  if (found && *found) memory_.blocks.add(height, **found);
  return found;
}

Result<std::variant<ports::Scanned, ports::Forked>, ReadError> SolanaReader::scan(const ports::ScanRequest& request) {
  using Scan = EndpointRounds::Scan;
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  prepare(request);
  auto scanned = rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) {
    return visit<Scan>(endpoint, deadline, [&](Visit& visit) -> Told<Scan> {
      if (visit.settings().blocks) return BlockScan(visit, *watched_, request).run();
      return AccountScan(visit, *watched_, memory_, request).run();
    });
  });
  if (scanned && std::holds_alternative<ports::Forked>(*scanned)) memory_ = {};  // of whichever chain that was
  return scanned;
}

Result<ports::TransferCheck, ReadError> SolanaReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return visit<ports::TransferCheck>(endpoint, deadline, [&](Visit& visit) { return check_transfer(visit, transfer); });
  });
}

void SolanaReader::prepare(const ports::ScanRequest& request) {
  if (!watched_ || !watched_->is_for(*request.watch)) {
    watched_.emplace(config_.chain->name, *request.watch);
    memory_.read.clear();
  }
  const std::uint64_t after = request.after.height;
  memory_.listings.keep_only(watched_->listed_accounts(), after);
  std::erase_if(memory_.read, [&](const auto& each) { return each.second.slot <= after; });
}

}  // namespace bepusdt::chains::solana
