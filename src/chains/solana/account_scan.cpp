#include "chains/solana/account_scan.hpp"

#include <algorithm>

#include "chains/solana/list_account.hpp"
#include "chains/solana/nearest_block.hpp"

namespace bepusdt::chains::solana {

AccountScan::Outcome AccountScan::run() {
  const auto conclude = [](Stop why) -> Outcome {
    if (why.forked) return ports::Forked{};
    return fail(std::move(why.error));
  };
  const core::BlockRef& after = request_.after;
  const auto newest = visit_.newest();
  if (!newest) return fail(newest.error());
  if (*newest < after.height)
    return fail(visit_.lagging("is at slot " + std::to_string(*newest) + ", below " + std::to_string(after.height)));
  if (auto there = check_after(); !there) return conclude(std::move(there.error()));
  const std::uint64_t held_back = visit_.desk().config.limits.held_back;
  const std::uint64_t limit = *newest > held_back ? *newest - held_back : 0;
  scanned_.last = after;
  scanned_.head = std::max(after.height, limit);  // the newest that may be read; for more the caller need not ask at once
  scanned_.final_height = after.height;
  if (limit <= after.height) return std::move(scanned_);
  auto goal = choose_goal(*newest, limit);
  if (!goal) return fail(std::move(goal.error()));
  if (!*goal) return std::move(scanned_);
  const core::BlockRef last = **goal;

  auto done = list(last.height, limit, *newest);
  std::vector<Listed> due;
  if (done && *done) {
    due = memory_.listings.succeeded(last.height);
    done = read(due);
  }
  if (done && *done) done = place(due, last);
  if (!done) return conclude(std::move(done.error()));
  return std::move(scanned_);
}

// Whoever has the caller's block and shows it as it was has kept its history that far back: what it lists above has no holes.
Unless<void> AccountScan::check_after() const {
  auto there = visit_.headers({request_.after.height});
  if (!there) return stop(std::move(there.error()));
  return there->front().hash == request_.after.hash.value() ? Unless<void>{} : fork();
}

Told<std::optional<core::BlockRef>> AccountScan::choose_goal(std::uint64_t newest, std::uint64_t limit) {
  const std::uint64_t after = request_.after.height;
  if (memory_.goal <= after) memory_.goal = std::min(after + request_.max_blocks, limit);
  const std::uint64_t slot = std::min({memory_.goal, after + request_.max_blocks, limit});
  auto block = memory_.blocks.at(slot);
  if (!block) {
    auto found = nearest_block(visit_, slot, newest);
    if (!found) {
      memory_.goal = 0;  // another slot may do
      return fail(std::move(found.error()));
    }
    block = std::move(*found);
    shown_ = slot;
  }
  caught_up_ = slot == limit;
  if (block->height <= after) {  // all of these slots were skipped
    const auto above = slots_above(visit_, after, request_.max_blocks, limit);
    if (!above) return fail(above.error());
    memory_.goal = 0;
    if (above->empty()) return std::optional<core::BlockRef>{};
    auto header = visit_.headers({above->front()});
    if (!header) return fail(std::move(header.error()));
    block = header->front().ref(above->front());
    memory_.goal = block->height;
  }
  memory_.blocks.add(slot, *block);
  return block;
}

// One step at least is taken in each scan, so that the slowest endpoint comes to an end.
bool AccountScan::may_go_on() { return !std::exchange(begun_, true) || visit_.may_go_on(); }

AccountScan::Done AccountScan::list(std::uint64_t upto, std::uint64_t limit, std::uint64_t newest) {
  const std::uint64_t after = request_.after.height;
  std::vector<AccountRange> wanted;
  for (const std::string& account : watched_.listed_accounts())
    if (const std::uint64_t known = memory_.listings.known_to(account, after); known < upto)
      wanted.push_back({account, known, upto});
  if (!wanted.empty() && shown_ < limit) {
    const auto there = nearest_block(visit_, limit, newest);
    if (!there) return stop(there.error());
    shown_ = limit;
    for (AccountRange& range : wanted) range.to = std::max(upto, there->height);
  }
  while (!wanted.empty()) {
    if (!may_go_on()) return false;
    const std::size_t most =
        std::max<std::size_t>(2, visit_.calls_at_once()) - 1;  // one call is for the block beside the lists
    const std::size_t count = std::min(wanted.size(), most);
    const std::vector<AccountRange> step(wanted.end() - static_cast<std::ptrdiff_t>(count), wanted.end());
    wanted.resize(wanted.size() - count);
    auto lists = list_accounts(visit_, step);
    if (!lists) return stop(std::move(lists.error()));
    for (std::size_t i = 0; i < step.size(); ++i)
      memory_.listings.add(step[i].account, step[i].from, step[i].to, std::move((*lists)[i]));
  }
  return true;
}

AccountScan::Done AccountScan::read(const std::vector<Listed>& due) {
  std::vector<Listed> unread;
  for (const Listed& listed : due)
    if (!memory_.read.contains(listed.signature)) unread.push_back(listed);
  for (std::size_t i = 0; i < unread.size();) {
    if (!may_go_on()) return false;
    std::vector<std::string> step;
    const std::size_t end = std::min(unread.size(), i + visit_.calls_at_once());
    for (std::size_t k = i; k < end; ++k) step.push_back(unread[k].signature);
    auto told = visit_.transactions(step);
    if (!told) return stop(std::move(told.error()));
    for (std::size_t k = 0; k < step.size(); ++k, ++i)
      if (auto taken = take(unread[i], (*told)[k]); !taken) return fail(std::move(taken.error()));
  }
  return true;
}

Unless<void> AccountScan::take(const Listed& listed, const std::optional<PlacedTransaction>& told) {
  if (!told) return contradiction("lists a transaction that it does not tell");
  if (told->slot != listed.slot || !told->transaction.succeeded)
    return contradiction("lists a transaction otherwise than it tells it");
  auto credits = credits_to_us(told->transaction, watched_);
  if (!credits) return stop(visit_.malformed(credits.error().reason));
  memory_.read[listed.signature] = {told->slot, std::move(*credits)};
  return {};
}

AccountScan::Done AccountScan::place(const std::vector<Listed>& due, const core::BlockRef& last) {
  memory_.blocks.add(last.height, last);
  std::vector<std::uint64_t> slots;  // in which we were paid, and whose blocks are not known yet
  for (const Listed& listed : due)
    if (!memory_.read.at(listed.signature).credits.empty() && !memory_.blocks.at(listed.slot)) slots.push_back(listed.slot);
  const auto repeated = std::ranges::unique(slots);
  slots.erase(repeated.begin(), repeated.end());
  for (std::size_t i = 0; i < slots.size();) {
    if (!may_go_on()) return false;
    const std::size_t end = std::min(slots.size(), i + visit_.calls_at_once());
    const std::vector<std::uint64_t> step(slots.begin() + static_cast<std::ptrdiff_t>(i),
                                          slots.begin() + static_cast<std::ptrdiff_t>(end));
    auto headers = visit_.headers(step);
    if (!headers) return stop(std::move(headers.error()));
    for (std::size_t k = 0; k < step.size(); ++k, ++i) memory_.blocks.add(step[k], (*headers)[k].ref(step[k]));
  }
  const core::ChainName chain(std::string(visit_.desk().config.chain->name));
  for (const Listed& listed : due) {
    for (const Credit& credit : memory_.read.at(listed.signature).credits) {
      const auto block = memory_.blocks.at(listed.slot);
      if (!block) return false;  // there were too many to remember them all
      if (block->height != listed.slot) return contradiction("lists a transaction of a slot that was skipped");
      if (scanned_.blocks.empty() || scanned_.blocks.back().height != listed.slot) scanned_.blocks.push_back(*block);
      scanned_.transfers.push_back(transfer_of(chain, listed.signature, credit, *block));
    }
  }
  if (scanned_.blocks.empty() || scanned_.blocks.back().height != last.height) scanned_.blocks.push_back(last);
  scanned_.last = last;
  scanned_.final_height = last.height;
  if (caught_up_) scanned_.head = last.height;
  memory_.goal = 0;
  return true;
}

std::unexpected<Stop> AccountScan::contradiction(const std::string& what) {
  memory_ = {};
  return stop(visit_.lagging(what));
}

}  // namespace bepusdt::chains::solana
