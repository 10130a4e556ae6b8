#include "chains/tron/scan_attempt.hpp"

#include <algorithm>
#include <unordered_map>

#include "chains/tron/transfers.hpp"

namespace bepusdt::chains::tron {
namespace {

constexpr Millis kDebtToStopAt{5'000};  // an endpoint that is overdrawn by this much ends the call, not the next step

Word id_of(const core::BlockRef& block) {
  Word id{};
  return decode_hex(block.hash.value(), id) ? id : kZeroWord;
}

}  // namespace

ScanAttempt::ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const Ancestors& ancestors,
                         const Witnesses& witnesses, const ports::ScanRequest& request)
    : desk_(desk),
      visit_(visit),
      watched_(watched),
      ancestors_(ancestors),
      witnesses_(witnesses),
      request_(request),
      chain_(std::string(desk.config.chain->name)),
      covered_(request.after.height),
      covered_id_(id_of(request.after)) {}

ScanAttempt::Outcome ScanAttempt::run() {
  const auto conclude = [](Stop why) -> Outcome {
    if (why.forked) return ports::Forked{};
    return fail(std::move(why.error));
  };
  auto newest = visit_.newest();
  if (!newest) return fail(std::move(newest.error()));
  if (auto judged = judge_newest(*newest); !judged) return conclude(std::move(judged.error()));
  std::optional<Header> solidified;
  if (desk_.config.finality.by_tag()) solidified = visit_.solidified();
  // Of a solidity address that belongs to something else, or a number that was damaged: it would make everything final.
  if (solidified && solidified->number > newest->header.number)
    return fail(visit_.lagging("names a final block above its newest"));

  scanned_.last = request_.after;
  scanned_.head = newest->header.number;
  target_ = std::min(newest->header.number, request_.after.height + request_.max_blocks);
  while (covered_ < target_) {
    auto step = read(covered_ + 1, *newest);
    if (!step) {
      if (covered_ == request_.after.height) return conclude(std::move(step.error()));
      break;  // the steps before it count; what stopped this one shows again at the next call
    }
    take(std::move(*step));
    const Time now = desk_.clock.now();
    if (now >= visit_.deadline() || visit_.endpoint().bucket().wait(now) > kDebtToStopAt) break;
  }
  if (solidified)
    if (auto judged = judge_solidified(*solidified); !judged) return conclude(std::move(judged.error()));
  scanned_.final_height = final_height(solidified);
  return std::move(scanned_);
}

// A shorter chain proves nothing: only another id makes a fork.
Unless<void> ScanAttempt::judge_newest(const Block& newest) const {
  const Header& header = newest.header;
  if (header.number > covered_) return {};
  if (header.number == covered_) return header.id == covered_id_ ? Unless<void>{} : fork();
  if (const auto known = ancestors_.at(header.number); known && *known != header.id) return fork();
  return stop(visit_.lagging("is at height " + std::to_string(header.number) + ", below " + std::to_string(covered_)));
}

Unless<ScanAttempt::Step> ScanAttempt::read(std::uint64_t first, const Block& newest) {
  Step step;
  const std::uint64_t last = std::min(target_, first + std::max<std::uint64_t>(1, desk_.config.limits.blocks_per_step) - 1);
  const std::uint64_t last_asked = last == newest.header.number ? last - 1 : last;  // the newest is here already
  if (first <= last_asked) {
    auto blocks = visit_.blocks(first, last_asked);
    if (!blocks) return stop(std::move(blocks.error()));
    step.blocks = std::move(*blocks);
  }
  if (last != last_asked && first + step.blocks.size() == last) step.blocks.push_back(newest);
  if (auto linked = check_links(step.blocks, newest); !linked) return fail(std::move(linked.error()));
  if (auto done = read_transfers(step); !done) return fail(std::move(done.error()));
  return step;
}

Unless<void> ScanAttempt::check_links(const std::vector<Block>& blocks, const Block& newest) const {
  std::uint64_t below = covered_;
  Word id = covered_id_;
  for (const Block& block : blocks) {
    const Header& header = block.header;
    if (header.parent != id) {
      // Above the caller's own block it is a fork; above one that we read a moment ago two views of the chain met.
      if (below == request_.after.height) return fork();
      return stop(visit_.lagging("its blocks " + std::to_string(below) + " and " + std::to_string(header.number) +
                                 " do not fit together"));
    }
    if (header.number == newest.header.number && header.id != newest.header.id)
      return stop(visit_.lagging("its newest block changed meanwhile"));
    below = header.number;
    id = header.id;
  }
  return {};
}

Unless<void> ScanAttempt::read_transfers(Step& step) {
  for (const Block& block : step.blocks) {
    const bool may_have_logs =
        std::ranges::any_of(block.transactions, [](const Transaction& t) { return t.runs_code && t.succeeded; });
    std::optional<std::vector<Info>> infos;
    if (watched_.tokens() && may_have_logs) {
      auto told = visit_.infos(block);
      if (!told) return stop(std::move(told.error()));
      infos = std::move(*told);
    }
    std::unordered_map<Word, const Info*, BytesHash> by_hash;
    if (infos)
      for (const Info& info : *infos) by_hash.emplace(info.hash, &info);
    for (const Transaction& transaction : block.transactions) {
      const auto found = by_hash.find(transaction.hash);
      const Info* info = found == by_hash.end() ? nullptr : found->second;
      if (info != nullptr && lacks_its_call(transaction, *info, watched_))
        return stop(visit_.lagging("does not tell the transfer that a transaction of block " +
                                   std::to_string(block.header.number) + " asked for"));
      std::ranges::move(transfers_to_us(chain_, block, transaction, info, watched_), std::back_inserter(step.transfers));
    }
  }
  return {};
}

Unless<void> ScanAttempt::judge_solidified(const Header& solidified) const {
  if (solidified.number == request_.after.height && hash_text(solidified.id) != request_.after.hash.value()) return fork();
  if (solidified.number < request_.after.height)
    if (const auto known = ancestors_.at(solidified.number); known && *known != solidified.id) return fork();
  for (const Header& header : headers_)
    if (header.number == solidified.number && header.id != solidified.id)
      return stop(visit_.lagging("names a final block that is not on its chain"));
  return {};
}

void ScanAttempt::take(Step step) {
  for (const Block& block : step.blocks) {
    headers_.push_back(block.header);
    witnesses_.add(block.header);
    scanned_.blocks.push_back(block.header.ref());
    for (const Transaction& transaction : block.transactions)
      if (transaction.succeeded && transaction.delegation && watched_.has_wallet(transaction.delegation->receiver))
        delegations_.emplace_back(transaction.hash, *transaction.delegation);
  }
  covered_ = headers_.back().number;
  covered_id_ = headers_.back().id;
  scanned_.last = scanned_.blocks.back();
  std::ranges::move(step.transfers, std::back_inserter(scanned_.transfers));
}

std::uint64_t ScanAttempt::final_height(const std::optional<Header>& solidified) const {
  const Finality& finality = desk_.config.finality;
  if (!finality.by_tag()) return FinalityNow::blocks_on_top(finality.on_top).height(covered_);
  const std::uint64_t by_witnesses = witnesses_.final_height(desk_.config.limits.witnesses);
  if (!solidified) return by_witnesses;
  return FinalityNow::up_to(solidified->number).height(covered_);
}

}  // namespace bepusdt::chains::tron
