#include "chains/ton/lite/lite_scan.hpp"

#include <algorithm>

#include "chains/ton/transfers.hpp"

namespace bepusdt::chains::ton {

LiteScan::Outcome LiteScan::run() {
  const auto newest = visit_.newest();
  if (!newest) return fail(newest.error());
  return in_steps(visit_, newest->seqno, core::BlockHash(to_hex(newest->root_hash)), masters_per_step(),
                  [this](std::uint64_t last) { return read(last); });
}

// Where the endpoint has a limit, no more than half a call has time for.
std::uint64_t LiteScan::masters_per_step() const {
  constexpr double kQuestions = 8;  // for one: its name, itself, and what its shards added
  const std::uint64_t most = desk_.config.limits.masters_per_step;
  const double per_second = desk_.line_of(visit_.endpoint()).per_second;
  if (per_second <= 0) return most;
  const double seconds = static_cast<double>(desk_.config.limits.call_budget.count()) / 2'000;
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::min(per_second * seconds / kQuestions, 1e6)), 1, most);
}

Unless<LiteScan::Step> LiteScan::read(std::uint64_t last) {
  auto run = masters(last);
  if (!run) return fail(std::move(run.error()));
  auto below = tops_below(run->front());
  if (!below) return fail(std::move(below.error()));
  auto shards = committed_shards(visit_, *below, *run, watched_.accounts(), desk_.config.limits.most_shard_blocks);
  if (!shards) return stop(std::move(shards.error()));

  Step step;
  core::BlockHash parent = scanned_.last.hash;
  for (std::size_t i = 0; i < run->size(); ++i) {
    step.masters.push_back(ref_of((*run)[i], parent));
    parent = step.masters.back().hash;
    std::vector<Transaction> transactions = std::move((*run)[i].transactions);
    for (Block& block : (*shards)[i]) std::ranges::move(block.transactions, std::back_inserter(transactions));
    std::ranges::sort(transactions, {}, &Transaction::lt);
    for (const Transaction& transaction : transactions)
      if (auto transfer = transfer_to_us(chain_, step.masters.back(), transaction, watched_))
        step.transfers.push_back(std::move(*transfer));
  }
  step.tops = {parent, tops_of(run->back())};
  return step;
}

// Those above the last one that was covered, each naming the one before by its hash.
Unless<std::vector<Block>> LiteScan::masters(std::uint64_t last) {
  const auto ids = visit_.masters(scanned_.last.height + 1, last);
  if (!ids) return stop(ids.error());
  auto run = visit_.blocks(*ids, watched_.accounts());
  if (!run) return stop(std::move(run.error()));
  for (std::size_t i = 0; i < run->size(); ++i) {
    const Block& block = (*run)[i];
    const BlockId before = previous_ids(block).front();
    if (block.previous.size() != 1 || before.seqno + 1 != block.seqno)
      return stop(visit_.malformed("gave a masterchain block that does not follow the one before it"));
    if (block.shards.empty()) return stop(visit_.malformed("gave a masterchain block that names no shards"));
    if (i > 0 && before != (*ids)[i - 1])
      return stop(visit_.lagging("gave masterchain blocks that do not follow one another"));
    if (i == 0 && core::BlockHash(to_hex(before.root_hash)) != scanned_.last.hash)
      return scanned_.last == request_.after ? fork() : stop(visit_.lagging("its blocks changed meanwhile"));
  }
  return std::move(*run);
}

Unless<ShardTops> LiteScan::tops_below(const Block& first) {
  if (known_ && known_->at == scanned_.last.hash) return known_->tops;
  const auto below = visit_.block(previous_ids(first).front(), {});
  if (!below) return stop(below.error());
  if (below->shards.empty()) return stop(visit_.malformed("gave a masterchain block that names no shards"));
  return tops_of(*below);
}

}  // namespace bepusdt::chains::ton
