#include "chains/evm/scan_attempt.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/assert.hpp"
#include "chains/evm/transfers.hpp"
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
      covered_(request.after.height),
      covered_hash_(word_of(request.after.hash.value()).value_or(kZeroWord)) {}

Sieves ScanAttempt::sieves() const {
  return {watched_.recipient_sieve(), watched_.log_sieve()};
}

ScanAttempt::Outcome ScanAttempt::run() {
  const auto conclude = [&](const Stop& why) -> Outcome {
    if (why.forked) return ports::Forked{};
    return fail(why.error);
  };
  if (const auto looked = look_at_head(); !looked) return conclude(looked.error());
  scanned_.last = request_.after;
  scanned_.head = head_.number;
  target_ = std::min(head_.number, request_.after.height + request_.max_blocks);
  while (covered_ < target_) {
    Step step = plan(covered_ + 1);
    if (const auto done = read(step); !done) {
      if (covered_ == request_.after.height) return conclude(done.error());
      break;  // the steps before it count; what stopped this one shows again at the next call
    }
    take(std::move(step));
    if (desk_.clock.now() >= node_.deadline() || node_.endpoint().bucket().wait(desk_.clock.now()) > kDebtToStopAt) break;
  }
  scanned_.final_height = finality_.height(covered_);
  return std::move(scanned_);
}

ScanAttempt::Done ScanAttempt::look_at_head() {
  Questions questions;
  const auto latest = questions.block("latest");
  const auto anchor = questions.block(request_.after.height);
  std::optional<std::size_t> tag;
  if (desk_.config.finality.by_tag()) tag = questions.block(desk_.config.finality.tag());
  auto answers = node_.ask(questions);
  if (!answers) return fail(failed(answers.error()));
  for (const auto i : {latest, anchor})
    if (const RpcErrorObject* error = answers->error(i)) return stop(node_.refused("eth_getBlockByNumber", *error));
  Block* head = answers->get<Block>(latest);
  if (head == nullptr) return stop(node_.lagging("has no newest block"));
  head_ = std::move(*head);
  node_.endpoint().saw_height(head_.number, desk_.clock.now());

  if (auto judged = judge_anchor(answers->get<Block>(anchor)); !judged) return judged;
  if (tag) {
    if (auto judged = judge_tag(*answers, *tag); !judged) return judged;
  } else {
    finality_ = FinalityNow::blocks_on_top(desk_.config.finality.on_top);
  }
  const std::uint64_t near = std::max(blocks_near_head(desk_.config), desk_.config.finality.on_top);
  deep_limit_ = head_.number > near ? head_.number - near : 0;
  if (desk_.config.finality.by_tag()) deep_limit_ = std::min(deep_limit_, finality_.height(head_.number));
  return {};
}

// Is the caller's block still on the chain? A shorter chain proves nothing: only another hash does.
ScanAttempt::Done ScanAttempt::judge_anchor(const Block* anchor) {
  const std::uint64_t height = request_.after.height;
  if (anchor != nullptr) {
    if (anchor->number != height) return stop(node_.malformed("answered with another block than asked for"));
    if (anchor->hash != covered_hash_) return fork();
    if (head_.number == height && head_.hash != covered_hash_) return fork();
    if (head_.number < height) return stop(node_.lagging("its newest block is older than one it knows"));
    return {};
  }
  if (head_.number >= height) return stop(node_.lagging("lacks a block below its newest"));
  if (const auto known = ancestors_.at(head_.number); known && *known != head_.hash) return fork();
  return stop(node_.lagging("is at height " + std::to_string(head_.number) + ", below " + std::to_string(height)));
}

ScanAttempt::Done ScanAttempt::judge_tag(Answers& answers, std::size_t asked) {
  if (const RpcErrorObject* error = answers.error(asked)) {
    const RpcMeaning meaning = meaning_of(*error);
    if (meaning == RpcMeaning::block_unknown) return {};  // the tag is known, such a block not yet: nothing is final
    if (meaning != RpcMeaning::bad_parameter && meaning != RpcMeaning::method_missing)
      return stop(node_.refused(desk_.config.finality.tag(), *error));
    if (!node_.offers().unknown_tag_reported) {
      node_.offers().unknown_tag_reported = true;
      desk_.log.warning("endpoint.no_finality_tag", {{"chain", chain_.value()},
                                                     {"host", node_.host()},
                                                     {"tag", desk_.config.finality.tag()},
                                                     {"blocks_instead", desk_.config.chain->finality_fallback_blocks}});
    }
    finality_ = FinalityNow::blocks_on_top(static_cast<std::uint64_t>(desk_.config.chain->finality_fallback_blocks));
    return {};
  }
  const Block* block = answers.get<Block>(asked);
  if (block == nullptr) return {};
  if (block->number == request_.after.height && block->hash != covered_hash_) return fork();
  if (block->number < request_.after.height)
    if (const auto known = ancestors_.at(block->number); known && *known != block->hash) return fork();
  finality_ = FinalityNow::up_to(block->number);
  tag_block_ = *block;
  return {};
}

ScanAttempt::Step ScanAttempt::plan(std::uint64_t from) const {
  const EvmLimits& limits = desk_.config.limits;
  Step step;
  step.from = from;
  step.by_range = watched_.tokens() && from <= deep_limit_ && node_.offers_logs();
  std::uint64_t most = step.by_range ? node_.offers().log_range.blocks() : limits.blocks_per_step;
  if (coin_ != nullptr) most = std::min(most, limits.whole_blocks_per_step);
  step.to = std::min(target_, from + std::max<std::uint64_t>(1, most) - 1);
  if (step.by_range) step.to = std::min(step.to, deep_limit_);
  return step;
}

ScanAttempt::Done ScanAttempt::read(Step& step) {
  if (auto done = step.by_range ? read_range(step) : read_blocks_one_by_one(step); !done) return done;
  if (auto done = read_receipts(step); !done) return done;
  if (step.by_range)
    if (auto done = check_range_still_there(step); !done) return done;
  if (tag_block_)
    if (const auto same = step.blocks.find(tag_block_->number); same != step.blocks.end() && same->second.hash != tag_block_->hash)
      return stop(node_.lagging("names a final block that is not on its chain"));
  return {};
}

ScanAttempt::Done ScanAttempt::read_blocks_one_by_one(Step& step) {
  Questions questions;
  std::vector<std::pair<std::size_t, std::uint64_t>> asked;
  for (std::uint64_t height = step.from; height <= step.to; ++height) {
    if (coin_ != nullptr) asked.emplace_back(questions.whole_block(height), height);
    else if (height == head_.number) step.blocks.emplace(height, head_);
    else asked.emplace_back(questions.block(height), height);
  }
  if (!questions.empty()) {
    auto answers = node_.ask(questions, sieves());
    if (!answers) return fail(failed(answers.error()));
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
    // Headers: the ends, those that are not final, the tag's own, all where whole blocks are needed.
    const std::uint64_t first_listed = std::max(step.from, std::min(finality_.height(step.to), step.to) + 1);
    std::set<std::uint64_t> heights{step.from, step.to};
    for (std::uint64_t h = coin_ != nullptr ? step.from : first_listed; h <= step.to; ++h) heights.insert(h);
    if (tag_block_ && tag_block_->number >= step.from && tag_block_->number <= step.to) heights.insert(tag_block_->number);

    Questions questions;
    std::vector<std::pair<std::size_t, std::uint64_t>> asked;
    std::vector<std::size_t> asked_logs;
    for (const std::uint64_t h : heights)
      asked.emplace_back(coin_ != nullptr ? questions.whole_block(h) : questions.block(h), h);
    for (const std::string& filter : watched_.filters()) asked_logs.push_back(questions.logs_in_range(step.from, step.to, filter));

    const std::uint64_t span = step.to - step.from + 1;
    auto answers = node_.ask(questions, sieves());
    if (!answers) {
      if (answers.error().kind == RpcFailure::Kind::too_large) range.shrink(span);
      return fail(failed(answers.error()));
    }
    const RpcErrorObject* refusal = nullptr;
    for (const std::size_t i : asked_logs)
      if (answers->error(i) != nullptr) refusal = answers->error(i);
    if (refusal != nullptr) {
      const RpcMeaning meaning = meaning_of(*refusal);
      if ((meaning == RpcMeaning::range_too_large || meaning == RpcMeaning::limit_exceeded) && range.shrink(span)) {
        desk_.log.debug("endpoint.log_range", {{"chain", chain_.value()}, {"host", node_.host()}, {"blocks", range.blocks()}});
        step.to = step.from + range.blocks() - 1;
        continue;
      }
      if (meaning == RpcMeaning::method_missing) node_.logs_refused(refusal->message);
      else if (meaning != RpcMeaning::range_too_large) return stop(node_.refused("eth_getLogs", *refusal));
      // Not by ranges at all, or not even one block: by hash, or by receipts.
      step.by_range = false;
      step.to = std::min(step.to, step.from + (coin_ ? desk_.config.limits.whole_blocks_per_step : desk_.config.limits.blocks_per_step) - 1);
      step.blocks.clear();
      return read_blocks_one_by_one(step);
    }
    for (const auto& [i, h] : asked) {
      if (const RpcErrorObject* error = answers->error(i)) return stop(node_.refused("eth_getBlockByNumber", *error));
      Block* block = answers->get<Block>(i);
      if (block == nullptr) return stop(node_.lagging("lacks block " + std::to_string(h) + " below its newest"));
      if (block->number != h) return stop(node_.malformed("answered with another block than asked for"));
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
    if (auto held = BlockLogs(desk_, node_, watched_).hold_against_bloom(listed, step.logs); !held) return stop(held.error());
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
      return stop(node_.lagging("its blocks " + std::to_string(below) + " and " + std::to_string(height) + " do not fit together"));
    }
    below = height;
    hash = block.hash;
  }
  if (const auto at_head = step.blocks.find(head_.number); at_head != step.blocks.end() && at_head->second.hash != head_.hash)
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
  if (!answers) return fail(failed(answers.error()));
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

ScanAttempt::Done ScanAttempt::read_receipts(Step& step) {
  std::map<Word, Wanted> wanted;
  for (const Log& log : step.logs) {
    Wanted& entry = wanted[log.transaction_hash];
    if (!entry.logs.empty() && entry.logs.front()->block_hash != log.block_hash)
      return stop(node_.lagging("logs of one transaction name two blocks"));
    entry.height = log.block_number;
    entry.logs.push_back(&log);
  }
  if (coin_ != nullptr)
    for (const auto& [height, block] : step.blocks)
      for (const Transaction& transaction : block.transactions) {
        if (transaction.value == kZeroWord) continue;
        Wanted& entry = wanted[transaction.hash];
        entry.height = height;
        entry.coin = &transaction;
      }
  if (wanted.empty()) return {};

  Questions questions;
  for (const auto& [hash, entry] : wanted) questions.receipt(hash);
  auto answers = node_.ask(questions, sieves());
  if (!answers) return fail(failed(answers.error()));

  struct Placed {
    std::tuple<std::uint64_t, std::uint64_t, std::uint64_t> place;  // height, transaction, position
    core::Transfer transfer;
  };
  std::vector<Placed> found;
  std::size_t i = 0;
  for (const auto& [hash, entry] : wanted) {
    const std::size_t asked = i++;
    if (const RpcErrorObject* error = answers->error(asked)) return stop(node_.refused("eth_getTransactionReceipt", *error));
    Receipt* receipt = answers->get<Receipt>(asked);
    if (receipt == nullptr) return stop(node_.lagging("lacks the receipt of " + text_of(hash)));
    if (receipt->transaction_hash != hash) return stop(node_.malformed("a receipt of another transaction"));
    const auto block = step.blocks.find(entry.height);
    const Word& block_hash = block != step.blocks.end() ? block->second.hash : entry.logs.front()->block_hash;
    if (receipt->block_hash != block_hash) return stop(node_.lagging("the receipt of " + text_of(hash) + " names another block"));
    if (!entry.logs.empty() && receipt->status != Status::succeeded)
      return stop(node_.malformed("logs of a transaction that did not succeed: " + text_of(hash)));
    for (const Log* log : entry.logs)
      if (std::ranges::none_of(receipt->logs, [&](const Log& l) { return l.same_contents(*log); }))
        return stop(node_.malformed("a log is not in its receipt: " + text_of(hash)));
    for (const Log& log : receipt->logs)
      if (!position_of(log, *receipt)) return stop(node_.malformed("a receipt does not number its logs: " + text_of(hash)));

    core::BlockRef ref;  // of a range it is filled in at the second look
    ref.height = entry.height;
    if (block != step.blocks.end()) ref = block->second.ref();
    std::uint64_t order = 0;
    if (entry.coin != nullptr)
      if (auto transfer = native_transfer(chain_, *coin_, ref, *entry.coin, *receipt, watched_))
        found.push_back({{entry.height, receipt->transaction_index, order++}, std::move(*transfer)});
    if (watched_.tokens())
      for (core::Transfer& transfer : token_transfers(chain_, ref, *receipt, watched_))
        found.push_back({{entry.height, receipt->transaction_index, order++}, std::move(transfer)});
  }
  std::ranges::sort(found, {}, &Placed::place);
  for (Placed& placed : found) step.transfers.push_back(std::move(placed.transfer));
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
