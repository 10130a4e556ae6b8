#include "chains/evm/evm_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "catalog/metrics.hpp"
#include "chains/evm/scan_attempt.hpp"
#include "chains/evm/transfer_check.hpp"

namespace bepusdt::chains::evm {

using ports::ReadError;

namespace {

// What is worse to hear, when every endpoint had something to say: lagging ones do answer, malformed ones at least speak.
int weight(ReadError::Kind kind) {
  return kind == ReadError::Kind::lagging ? 2 : kind == ReadError::Kind::malformed ? 1 : 0;
}

}  // namespace

EvmReader::EvmReader(EvmConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
                     ports::Metrics& metrics)
    : config_(std::move(config)),
      clock_(clock),
      rpc_(config_.chain->name, config_.limits.rpc, http, clock, log, metrics),
      pool_(config_.endpoints, config_.limits.back_off),
      offers_(pool_.size(), Offers{LogRange(config_.limits.first_log_range, config_.limits.most_log_range), {}, {}, false}),
      desk_{config_, rpc_, pool_, offers_, clock, log} {
  BEPUSDT_ASSERT(config_.chain->family == core::Family::evm);
  publish_health();
  for (const ports::EndpointHealth& endpoint : health_)
    metrics.set(catalog::metric::kEndpointHealthy, 1, {config_.chain->name, endpoint.host});
}

template <class T, class Attempt>
Result<T, ReadError> EvmReader::at_endpoints(const Endpoint* last_resort, Attempt&& attempt) {
  const Time deadline = clock_.now() + config_.limits.call_budget;
  std::optional<ReadError> worst;
  const auto heard = [&](ReadError error) {
    if (!worst) {
      worst = std::move(error);
      return;
    }
    worst->reason += "; " + error.reason;
    if (weight(error.kind) > weight(worst->kind)) worst->kind = error.kind;
  };
  std::optional<T> result;
  for (Endpoint* endpoint : pool_.candidates(clock_.now(), tolerated_lag(), last_resort)) {
    if (clock_.now() >= deadline) break;
    Node node(desk_, *endpoint, deadline);
    if (auto verified = node.verify_chain(); !verified) {
      heard(read_error(verified.error()));
      continue;
    }
    Result<T, ReadError> answer = attempt(node);
    if (answer) {
      result = std::move(*answer);
      break;
    }
    heard(std::move(answer.error()));
  }
  publish_health();
  if (result) return std::move(*result);
  if (!worst)
    worst = ReadError{ReadError::Kind::unreachable,
                      pool_.size() == 0 ? "no endpoint is set" : "all endpoints are being left alone for a while",
                      {}};
  if (worst->kind == ReadError::Kind::lagging) {
    worst->retry_after = std::clamp(config_.chain->block_interval, Millis(250), Millis(2'000));
  } else {
    worst->retry_after = pool_.shortest_rest(clock_.now());
  }
  return fail(std::move(*worst));
}

Result<core::BlockRef, ReadError> EvmReader::head() {
  return at_endpoints<core::BlockRef>(nullptr, [&](Node& node) -> Result<core::BlockRef, ReadError> {
    Questions questions;
    const auto asked = questions.block("latest");
    auto answers = node.ask(questions);
    if (!answers) return fail(read_error(answers.error()));
    if (const RpcErrorObject* error = answers->error(asked)) return fail(node.refused("eth_getBlockByNumber", *error));
    const Block* block = answers->get<Block>(asked);
    if (block == nullptr) return fail(node.lagging("has no newest block"));
    node.endpoint().saw_height(block->number, clock_.now());
    return block->ref();
  });
}

// A chain is shorter only when every endpoint that answers says so and none contradicts itself.
Result<std::optional<core::BlockRef>, ReadError> EvmReader::block_at(std::uint64_t height) {
  bool shorter = false;
  auto found = at_endpoints<core::BlockRef>(nullptr, [&](Node& node) -> Result<core::BlockRef, ReadError> {
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
      return block->ref();
    }
    if (head->number >= height) return fail(node.lagging("lacks a block below its newest"));
    shorter = true;
    return fail(node.lagging("is at height " + std::to_string(head->number)));
  });
  if (found) return std::optional(std::move(*found));
  if (shorter) return std::optional<core::BlockRef>{};
  return fail(std::move(found.error()));
}

Result<EvmReader::Scan, ReadError> EvmReader::scan(const ports::ScanRequest& request) {
  BEPUSDT_ASSERT(request.watch != nullptr && request.max_blocks > 0);
  const Watched& watched = watched_for(*request.watch);
  ancestors_.reach(request.after.height, word_of(request.after.hash.value()).value_or(kZeroWord));

  std::optional<Scan> nothing_new;  // of an endpoint whose head has stood still for long: the next one may know more
  Endpoint* stuck = nullptr;
  auto scanned = at_endpoints<Scan>(nullptr, [&](Node& node) -> Result<Scan, ReadError> {
    Result<Scan, ReadError> answer = ScanAttempt(desk_, node, watched, ancestors_, request).run();
    if (!answer) return answer;
    const auto* read = std::get_if<ports::Scanned>(&*answer);
    if (stuck != nullptr && read != nullptr && read->head > stuck->height()) stuck->set_stalled(clock_.now());
    if (stuck == nullptr && read != nullptr && read->last == request.after && may_be_stuck(node.endpoint())) {
      stuck = &node.endpoint();
      stuck->look_again(clock_.now());
      nothing_new = std::move(*answer);
      return fail(node.lagging("has shown no new block for long"));
    }
    told_last_ = &node.endpoint();
    return answer;
  });
  if (!scanned && nothing_new) scanned = std::move(*nothing_new);
  if (scanned)
    if (const auto* read = std::get_if<ports::Scanned>(&*scanned)) remember(request, *read);
  return scanned;
}

Result<ports::TransferCheck, ReadError> EvmReader::check(const core::Transfer& transfer) {
  // Who told of this transfer may have been any endpoint, before a restart, too: two that agree cannot both be the one that lies.
  bool agreed = false;
  const auto ask = [&](Node& node) -> Result<ports::TransferCheck, ReadError> {
    auto answer = check_transfer(node, transfer);
    if (answer && *answer == ports::TransferCheck::present && !std::exchange(agreed, true))
      return fail(node.lagging("agrees; another is asked, too"));
    return answer;
  };
  auto checked = at_endpoints<ports::TransferCheck>(told_last_, ask);
  if (!checked && agreed) return ports::TransferCheck::present;  // no other answered
  return checked;
}

std::vector<ports::EndpointHealth> EvmReader::endpoints() const {
  const std::lock_guard lock(health_mutex_);
  return health_;
}

bool EvmReader::may_be_stuck(const Endpoint& endpoint) const {
  if (pool_.size() < 2) return false;
  const Millis patience = std::max(Millis(15'000), config_.chain->block_interval * 10);
  return clock_.now() - endpoint.risen_at() > patience;
}

std::uint64_t EvmReader::tolerated_lag() const {
  constexpr std::int64_t kHalfMinute = 30'000;
  const std::int64_t interval = std::max<std::int64_t>(1, config_.chain->block_interval.count());
  return static_cast<std::uint64_t>(std::max<std::int64_t>(3, kHalfMinute / interval));
}

const Watched& EvmReader::watched_for(const ports::WatchList& list) {
  if (!watched_ || !watched_->is_for(list)) watched_.emplace(config_.chain->name, list, config_.limits.wallets_per_filter);
  return *watched_;
}

void EvmReader::remember(const ports::ScanRequest& request, const ports::Scanned& scanned) {
  for (const core::BlockRef& block : scanned.blocks)
    if (const auto hash = word_of(block.hash.value()); hash && block.height > request.after.height)
      ancestors_.add(block.height, *hash);
}

void EvmReader::publish_health() {
  std::vector<ports::EndpointHealth> now = pool_.health();
  const std::lock_guard lock(health_mutex_);
  health_ = std::move(now);
}

}  // namespace bepusdt::chains::evm
