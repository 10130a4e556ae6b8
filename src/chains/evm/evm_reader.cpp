#include "chains/evm/evm_reader.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "chains/evm/scan_attempt.hpp"
#include "chains/evm/transfer_check.hpp"

namespace bepusdt::chains::evm {

using ports::ReadError;

EvmReader::EvmReader(EvmConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
                     ports::Metrics& metrics)
    : config_(std::move(config)),
      clock_(clock),
      rpc_(config_.chain->name, config_.limits.rpc, http, clock, log, metrics),
      rounds_(*config_.chain, {config_.endpoints.begin(), config_.endpoints.end()}, config_.limits.back_off,
              config_.limits.call_budget, clock, metrics),
      offers_(rounds_.pool().size(), Offers{LogRange(config_.limits.first_log_range, config_.limits.most_log_range),
                                            LogRange(1, config_.limits.traced_blocks_per_request),
                                            {},
                                            {},
                                            {},
                                            {},
                                            false}),
      desk_{config_, rpc_, rounds_.pool(), offers_, traces_, clock, log} {
  for (const EvmEndpoint& endpoint : config_.endpoints) traces_.push_back(endpoint.traces);
  BEPUSDT_ASSERT(config_.chain->family == core::Family::evm);
}

template <class T, class Attempt>
Result<T, ReadError> EvmReader::at_node(Endpoint& endpoint, Time deadline, Attempt&& attempt) {
  Node node(desk_, endpoint, deadline);
  if (auto verified = node.verify_chain(); !verified) return fail(read_error(verified.error()));
  return attempt(node);
}

Result<core::BlockRef, ReadError> EvmReader::head() {
  using Head = Result<core::BlockRef, ReadError>;
  const auto look = [&](Node& node) -> Head {
    Questions questions;
    const auto asked = questions.block("latest");
    auto answers = node.ask(questions);
    if (!answers) return fail(read_error(answers.error()));
    if (const RpcErrorObject* error = answers->error(asked)) return fail(node.refused("eth_getBlockByNumber", *error));
    const Block* block = answers->get<Block>(asked);
    if (block == nullptr) return fail(node.lagging("has no newest block"));
    node.endpoint().saw_height(block->number, clock_.now());
    return block->ref();
  };
  return rounds_.ask<core::BlockRef>(
      [&](Endpoint& endpoint, Time deadline) { return at_node<core::BlockRef>(endpoint, deadline, look); });
}

Result<std::optional<core::BlockRef>, ReadError> EvmReader::block_at(std::uint64_t height) {
  using Found = std::optional<core::BlockRef>;
  const auto look = [&](Node& node) -> Result<Found, ReadError> {
    Questions questions;
    const auto asked = questions.block(height);
    const auto latest = questions.block("latest");
    auto answers = node.ask(questions);
    if (!answers) return fail(read_error(answers.error()));
    for (const auto i : {asked, latest})
      if (const RpcErrorObject* error = answers->error(i)) return fail(node.refused("eth_getBlockByNumber", *error));
    const Block* block = answers->get<Block>(asked);
    const Block* head = answers->get<Block>(latest);
    if (head == nullptr) return fail(node.lagging("has no newest block"));
    node.endpoint().saw_height(head->number, clock_.now());
    if (block != nullptr) {
      if (block->number != height) return fail(node.malformed("answered with another block than asked for"));
      return Found(block->ref());
    }
    if (head->number >= height) return fail(node.lagging("lacks a block below its newest"));
    return Found{};
  };
  return rounds_.block_at([&](Endpoint& endpoint, Time deadline) { return at_node<Found>(endpoint, deadline, look); });
}

Result<EvmReader::Scan, ReadError> EvmReader::scan(const ports::ScanRequest& request) {
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  ancestors_.reach(request.after.height, word_of(request.after.hash.value()).value_or(kZeroWord));
  auto scanned = rounds_.scan(request, [&](Endpoint& endpoint, Time deadline) -> Result<Scan, ReadError> {
    if (lacks_traces(endpoint, watched))
      return fail(ReadError{ReadError::Kind::unreachable, endpoint.host() + ": is not marked with traces", {}});
    return at_node<Scan>(endpoint, deadline, [&](Node& node) -> Result<Scan, ReadError> {
      if (watched.native() && node.is_to_trace() && !node.offers_calls() && !node.offers_traces())
        return fail(node.no_traces({}));
      return ScanAttempt(desk_, node, watched, ancestors_, request).run();
    });
  });
  if (scanned)
    if (const auto* read = std::get_if<ports::Scanned>(&*scanned)) remember(request, *read);
  return scanned;
}

Result<ports::TransferCheck, ReadError> EvmReader::check(const core::Transfer& transfer) {
  return rounds_.check(config_.cross_check, [&](Endpoint& endpoint, Time deadline) {
    return at_node<ports::TransferCheck>(endpoint, deadline, [&](Node& node) { return check_transfer(node, transfer); });
  });
}

std::vector<ports::EndpointHealth> EvmReader::endpoints() const { return rounds_.health(); }

const Watched& EvmReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list, config_.limits.wallets_per_filter);
  return *watched_;
}

bool EvmReader::lacks_traces(Endpoint& endpoint, const Watched& watched) const {
  return watched.native() && std::ranges::find(traces_, true) != traces_.end() && !traces_[desk_.pool.index_of(endpoint)];
}

void EvmReader::remember(const ports::ScanRequest& request, const ports::Scanned& scanned) {
  for (const core::BlockRef& block : scanned.blocks)
    if (const auto hash = word_of(block.hash.value()); hash && block.height > request.after.height)
      ancestors_.add(block.height, *hash);
}

}  // namespace bepusdt::chains::evm
