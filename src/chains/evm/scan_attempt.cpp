#include "chains/evm/scan_attempt.hpp"

#include <algorithm>
#include <set>

#include "base/assert.hpp"
#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains::evm {
namespace {

constexpr Millis kDebtToStopAt{5'000};  // an endpoint that is overdrawn by this much ends the call, not the next step

const core::TradeType* native_trade_type(std::string_view chain) {
  for (const core::TradeType& row : catalog::trade_types())
    if (row.native && row.chain == chain) return &row;
  return nullptr;
}

std::uint64_t blocks_near_head(const EvmConfig& config) {
  if (config.limits.near_head > 0) return config.limits.near_head;
  constexpr std::int64_t kMinute = 60'000;
  const std::int64_t interval = std::max<std::int64_t>(1, config.chain->block_interval.count());
  return static_cast<std::uint64_t>(std::clamp<std::int64_t>(kMinute / interval, 12, 128));
}

}  // namespace

ScanAttempt::ScanAttempt(Desk& desk, Node& node, const Watched& watched, const Ancestors& ancestors,
                         const ports::ScanRequest& request)
    : desk_(desk),
      node_(node),
      watched_(watched),
      ancestors_(ancestors),
      request_(request),
      chain_(std::string(desk.config.chain->name)),
      coin_(watched.native() ? native_trade_type(desk.config.chain->name) : nullptr),
      traces_(coin_ != nullptr && node.is_to_trace()),
      covered_(request.after.height),
      covered_hash_(word_of(request.after.hash.value()).value_or(kZeroWord)) {}

Sieves ScanAttempt::sieves() const { return {watched_.recipient_sieve(), watched_.log_sieve()}; }

ScanAttempt::Outcome ScanAttempt::run() {
  const auto conclude = [&](const Stop& why) -> Outcome {
    if (why.forked) return ports::Forked{};
    return fail(why.error);
  };
  auto look = look_at_head(desk_, node_, ancestors_, covered_, covered_hash_);
  if (!look) return conclude(look.error());
  look_ = std::move(*look);
  const std::uint64_t near = std::max(blocks_near_head(desk_.config), desk_.config.finality.on_top);
  deep_limit_ = look_.head.number > near ? look_.head.number - near : 0;
  if (desk_.config.finality.by_tag()) deep_limit_ = std::min(deep_limit_, look_.finality.height(look_.head.number));
  scanned_.last = request_.after;
  scanned_.head = look_.head.number;
  target_ = std::min(look_.head.number, request_.after.height + request_.max_blocks);
  while (covered_ < target_) {
    Step step = plan(covered_ + 1);
    if (const auto done = read(step); !done) {
      if (covered_ == request_.after.height) return conclude(done.error());
      break;  // the steps before it count; what stopped this one shows again at the next call
    }
    take(std::move(step));
    if (desk_.clock.now() >= node_.deadline() || node_.endpoint().bucket().wait(desk_.clock.now()) > kDebtToStopAt) break;
  }
  scanned_.final_height = look_.finality.height(covered_);
  return std::move(scanned_);
}

ScanAttempt::Step ScanAttempt::plan(std::uint64_t from) const {
  const EvmLimits& limits = desk_.config.limits;
  Step step;
  step.from = from;
  step.by_range = watched_.tokens() && from <= deep_limit_ && node_.offers_logs();
  std::uint64_t most = step.by_range ? node_.offers().log_range.blocks() : limits.blocks_per_step;
  if (coin_ != nullptr) most = std::min(most, limits.whole_blocks_per_step);
  if (traces_) most = std::min(most, node_.offers().traced_blocks.blocks());
  step.to = std::min(target_, from + std::max<std::uint64_t>(1, most) - 1);
  if (step.by_range) step.to = std::min(step.to, deep_limit_);
  return step;
}

ScanAttempt::Done ScanAttempt::read(Step& step) {
  if (auto done = step.by_range ? read_range(step) : read_blocks_one_by_one(step); !done) return done;
  if (traces_)
    if (auto done = read_traces(step); !done) return done;
  if (auto done = read_receipts(step); !done) return done;
  if (step.by_range)
    if (auto done = check_range_still_there(step); !done) return done;
  if (look_.tag_block)
    if (const auto same = step.blocks.find(look_.tag_block->number);
        same != step.blocks.end() && same->second.hash != look_.tag_block->hash)
      return stop(node_.lagging("names a final block that is not on its chain"));
  return {};
}

ScanAttempt::Done ScanAttempt::read_blocks_one_by_one(Step& step) {
  Questions questions;
  std::vector<std::pair<std::size_t, std::uint64_t>> asked;
  for (std::uint64_t height = step.from; height <= step.to; ++height) {
    if (coin_ != nullptr)
      asked.emplace_back(questions.whole_block(height), height);
    else if (height == look_.head.number)
      step.blocks.emplace(height, look_.head);
    else
      asked.emplace_back(questions.block(height), height);
  }
  if (!questions.empty()) {
    auto answers = node_.ask(questions, sieves());
    if (!answers) return stop(read_error(answers.error()));
    for (const auto& [i, height] : asked) {
      if (const RpcErrorObject* error = answers->error(i)) return stop(node_.refused("eth_getBlockByNumber", *error));
      Block* block = answers->get<Block>(i);
      if (block == nullptr) {
        // Not there yet at this one of the nodes behind the name: what is below it still counts.
        if (height == step.from) return stop(node_.lagging("lacks block " + std::to_string(height) + " below its newest"));
        step.to = height - 1;
        step.blocks.erase(step.blocks.lower_bound(height), step.blocks.end());
        break;
      }
      if (block->number != height) return stop(node_.malformed("answered with another block than asked for"));
      if (coin_ != nullptr && !block->is_whole()) return stop(node_.malformed("a whole block without its transactions"));
      step.blocks.emplace(height, std::move(*block));
    }
  }
  if (auto linked = check_links(step); !linked) return linked;
  std::vector<const Block*> blocks;
  for (const auto& [height, block] : step.blocks) blocks.push_back(&block);
  auto logs = BlockLogs(desk_, node_, watched_).read(blocks);
  if (!logs) return stop(logs.error());
  step.logs = std::move(*logs);
  return {};
}

ScanAttempt::Done ScanAttempt::read_range(Step& step) {
  LogRange& range = node_.offers().log_range;
  for (;;) {
    // Headers: the ends, the newest final block and those above it, the tag's own, all where whole blocks are needed.
    const std::uint64_t first_listed = std::max(step.from, std::min(look_.finality.height(step.to), step.to));
    std::set<std::uint64_t> heights{step.from, step.to};
    for (std::uint64_t h = coin_ != nullptr ? step.from : first_listed; h <= step.to; ++h) heights.insert(h);
    if (look_.tag_block && look_.tag_block->number >= step.from && look_.tag_block->number <= step.to)
      heights.insert(look_.tag_block->number);

    Questions questions;
    std::vector<std::pair<std::size_t, std::uint64_t>> asked;
    std::vector<std::size_t> asked_logs;
    for (const std::uint64_t h : heights)
      asked.emplace_back(coin_ != nullptr ? questions.whole_block(h) : questions.block(h), h);
    for (const std::string& filter : watched_.filters())
      asked_logs.push_back(questions.logs_in_range(step.from, step.to, filter));

    const std::uint64_t span = step.to - step.from + 1;
    auto answers = node_.ask(questions, sieves());
    if (!answers) {
      if (answers.error().kind == RpcFailure::Kind::too_large) range.shrink(span);
      return stop(read_error(answers.error()));
    }
    const RpcErrorObject* refusal = nullptr;
    for (const std::size_t i : asked_logs)
      if (answers->error(i) != nullptr) refusal = answers->error(i);
    if (refusal != nullptr) {
      const RpcMeaning meaning = meaning_of(*refusal);
      if ((meaning == RpcMeaning::range_too_large || meaning == RpcMeaning::limit_exceeded) && range.shrink(span)) {
        desk_.log.debug("endpoint.log_range",
                        {{"chain", chain_.value()}, {"host", node_.host()}, {"blocks", range.blocks()}});
        step.to = step.from + range.blocks() - 1;
        continue;
      }
      if (meaning == RpcMeaning::method_missing)
        node_.logs_refused(refusal->message);
      else if (meaning != RpcMeaning::range_too_large && meaning != RpcMeaning::limit_exceeded)
        return stop(node_.refused("eth_getLogs", *refusal));
      // Not by ranges at all, or not even one block: by hash, or by receipts.
      step.by_range = false;
      step.to = std::min(
          step.to,
          step.from + (coin_ ? desk_.config.limits.whole_blocks_per_step : desk_.config.limits.blocks_per_step) - 1);
      step.blocks.clear();
      return read_blocks_one_by_one(step);
    }
    for (const auto& [i, h] : asked) {
      if (const RpcErrorObject* error = answers->error(i)) return stop(node_.refused("eth_getBlockByNumber", *error));
      Block* block = answers->get<Block>(i);
      if (block == nullptr) return stop(node_.lagging("lacks block " + std::to_string(h) + " below its newest"));
      if (block->number != h) return stop(node_.malformed("answered with another block than asked for"));
      if (coin_ != nullptr && !block->is_whole()) return stop(node_.malformed("a whole block without its transactions"));
      step.blocks.emplace(h, std::move(*block));
    }
    if (auto linked = check_links(step); !linked) return linked;
    for (const std::size_t i : asked_logs) {
      for (Log& log : *answers->get<std::vector<Log>>(i)) {
        if (log.removed) continue;
        if (log.block_number < step.from || log.block_number > step.to || log.transaction_hash == kZeroWord)
          return stop(node_.malformed("eth_getLogs answered for other blocks"));
        step.logs.push_back(log);
      }
    }
    std::vector<const Block*> listed;
    for (auto at = step.blocks.lower_bound(first_listed); at != step.blocks.end(); ++at) listed.push_back(&at->second);
    if (auto held = BlockLogs(desk_, node_, watched_).hold_against_bloom(listed, step.logs); !held)
      return stop(held.error());
    range.grow();
    return {};
  }
}

ScanAttempt::Done ScanAttempt::check_links(const Step& step) const {
  std::uint64_t below = covered_;
  Word hash = covered_hash_;
  for (const auto& [height, block] : step.blocks) {
    if (height == below + 1 && block.parent != hash) {
      // Above the caller's own block it is a fork; above one that we read a moment ago two views of the chain met.
      if (below == request_.after.height) return fork();
      return stop(
          node_.lagging("its blocks " + std::to_string(below) + " and " + std::to_string(height) + " do not fit together"));
    }
    below = height;
    hash = block.hash;
  }
  if (const auto at_head = step.blocks.find(look_.head.number);
      at_head != step.blocks.end() && at_head->second.hash != look_.head.hash)
    return stop(node_.lagging("its newest block changed meanwhile"));
  return {};
}

// The second look at the range's last block, after its logs; and at every block that a log names.
ScanAttempt::Done ScanAttempt::check_range_still_there(Step& step) {
  std::set<std::uint64_t> heights{step.to};
  for (const Log& log : step.logs) heights.insert(log.block_number);
  Questions questions;
  std::vector<std::pair<std::size_t, std::uint64_t>> asked;
  for (const std::uint64_t h : heights) asked.emplace_back(questions.block(h), h);
  auto answers = node_.ask(questions);
  if (!answers) return stop(read_error(answers.error()));
  for (const auto& [i, h] : asked) {
    const Block* block = answers->get<Block>(i);
    if (block == nullptr) return stop(node_.lagging("lacks block " + std::to_string(h) + " below its newest"));
    const auto known = step.blocks.find(h);
    if (known != step.blocks.end() && known->second.hash != block->hash)
      return stop(node_.lagging("block " + std::to_string(h) + " changed while its logs were read"));
    for (const Log& log : step.logs)
      if (log.block_number == h && log.block_hash != block->hash)
        return stop(node_.lagging("a log of block " + std::to_string(h) + " names another hash"));
    for (core::Transfer& transfer : step.transfers)
      if (transfer.block.height == h) transfer.block = block->ref();
  }
  return {};
}

ScanAttempt::Done ScanAttempt::read_traces(Step& step) {
  std::vector<const Block*> blocks;
  for (const auto& [height, block] : step.blocks) blocks.push_back(&block);
  auto traced = BlockTraces(node_, watched_.recipient_sieve()).read(blocks);
  if (!traced) return stop(traced.error());
  for (std::size_t i = 0; i < blocks.size(); ++i) step.traces.emplace(blocks[i]->number, std::move((*traced)[i]));
  return {};
}

ScanAttempt::Done ScanAttempt::read_receipts(Step& step) {
  auto transfers = ReceiptReader(chain_, coin_, node_, watched_).read(step.logs, step.blocks, step.traces);
  if (!transfers) return fail(transfers.error());
  step.transfers = std::move(*transfers);
  return {};
}

void ScanAttempt::take(Step step) {
  const auto last = step.blocks.find(step.to);
  BEPUSDT_ASSERT(last != step.blocks.end() && last == std::prev(step.blocks.end()));
  covered_ = step.to;
  covered_hash_ = last->second.hash;
  for (const auto& [height, block] : step.blocks) scanned_.blocks.push_back(block.ref());
  scanned_.last = scanned_.blocks.back();
  std::ranges::move(step.transfers, std::back_inserter(scanned_.transfers));
}

}  // namespace bepusdt::chains::evm
