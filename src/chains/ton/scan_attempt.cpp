#include "chains/ton/scan_attempt.hpp"

#include <algorithm>
#include <set>

#include "chains/ton/transfers.hpp"

namespace bepusdt::chains::ton {
namespace {

// `before`: the account's transaction before it within these times; nullptr: none was told.
bool follows(const Transaction& transaction, const Transaction* before, TimeRange times) {
  if (transaction.previous_lt == 0) return true;  // an account that was destroyed begins anew
  if (before == nullptr) return transaction.previous_lt < times.first;
  return transaction.previous_lt == before->lt && transaction.previous_hash == before->hash;
}

}  // namespace

ScanAttempt::Outcome ScanAttempt::run() {
  auto newest = visit_.newest();
  if (!newest) return fail(std::move(newest.error()));
  return in_steps(visit_, newest->name.seqno, newest->ref().hash, desk_.config.limits.blocks_per_step,
                  [this](std::uint64_t last) { return read(last); });
}

Unless<ScanAttempt::Step> ScanAttempt::read(std::uint64_t last) {
  auto below = tops_below();
  if (!below) return fail(std::move(below.error()));
  auto top = visit_.master_block(last);
  if (!top) return stop(std::move(top.error()));
  if (!*top) return stop(visit_.lagging("lacks block " + std::to_string(last) + " below its newest"));
  auto tops = visit_.shard_tops(last);
  if (!tops) return stop(std::move(tops.error()));

  // Whatever the run made final began after what was final before in its shard, and before the run's last block ended.
  TimeRange times{(*top)->start_lt, (*top)->end_lt};
  for (const BlockRow& row : *below) times.first = std::min(times.first, row.end_lt);
  auto blocks = visit_.blocks(times);
  if (!blocks) return stop(std::move(blocks.error()));
  const auto own = blocks->find({kMasterchain, kWholeChain, static_cast<std::uint32_t>(scanned_.last.height)});
  if (own == blocks->end()) return stop(visit_.lagging("lacks the block after which is read"));
  if (own->second.ref().hash != scanned_.last.hash)
    return scanned_.last == request_.after ? fork() : stop(visit_.lagging("its blocks changed meanwhile"));
  auto committed = committed_blocks(scanned_.last, *below, **top, *tops, *blocks);
  if (!committed) return stop(visit_.lagging(committed.error().what));

  Step step;
  std::vector<TransactionRow> rows;
  const std::span<const Account> accounts = watched_.accounts();
  for (std::size_t at = 0; at < accounts.size(); at += desk_.config.limits.accounts_per_question) {
    auto part = transactions(accounts.subspan(at, std::min(desk_.config.limits.accounts_per_question, accounts.size() - at)),
                             *committed, times);
    if (!part) return fail(std::move(part.error()));
    std::ranges::move(*part, std::back_inserter(rows));
  }
  std::ranges::sort(rows, {}, [](const TransactionRow& row) { return std::pair(row.master, row.transaction.lt); });
  for (const TransactionRow& row : rows) {
    const core::BlockRef& block = committed->masters[*row.master - scanned_.last.height - 1];
    if (auto transfer = transfer_to_us(chain_, block, row.transaction, watched_))
      step.transfers.push_back(std::move(*transfer));
  }
  step.masters = std::move(committed->masters);
  step.tops = {step.masters.back().hash, std::move(*tops)};
  return step;
}

Unless<std::vector<BlockRow>> ScanAttempt::tops_below() {
  if (known_ && known_->at == scanned_.last.hash) return known_->tops;
  auto tops = visit_.shard_tops(scanned_.last.height);
  if (!tops) return stop(std::move(tops.error()));
  return std::move(*tops);
}

Unless<std::vector<TransactionRow>> ScanAttempt::transactions(std::span<const Account> accounts,
                                                              const CommittedBlocks& committed, TimeRange times) {
  // First, so that what comes to be meanwhile does not look as if it had been left out.
  auto newest = visit_.last_times(accounts);
  if (!newest) return stop(std::move(newest.error()));
  // The witness acts at the very end of the masterchain block.
  if (const auto witness = newest->find(kWitness); witness == newest->end() || witness->second < committed.last_begins)
    return stop(visit_.lagging("has not yet all accounts of block " + std::to_string(committed.masters.back().height)));
  newest->erase(kWitness);
  auto rows = visit_.transactions(accounts, times);
  if (!rows) return stop(std::move(rows.error()));
  if (auto complete = check_witness(*rows, committed); !complete) return fail(std::move(complete.error()));
  if (auto linked = check_links(*rows, times); !linked) return fail(std::move(linked.error()));
  if (auto ended = check_ends(*rows, *newest, times); !ended) return fail(std::move(ended.error()));
  std::vector<TransactionRow> ours;
  for (TransactionRow& row : *rows) {
    if (!std::ranges::binary_search(accounts, row.transaction.account)) continue;  // the witness
    const auto block = committed.masters_of.find(row.block);
    if (block == committed.masters_of.end()) {
      if (row.master && *row.master > scanned_.last.height && *row.master <= committed.masters.back().height)
        return stop(visit_.lagging("tells a transaction of a block that it does not tell"));
      continue;  // final before, or later
    }
    if (row.master != block->second) return stop(visit_.lagging("tells two masterchain blocks of one transaction"));
    const std::optional<Message>& in = row.transaction.in;
    if (in && in->kind == Message::Kind::internal && in->body == nullptr && watched_.token_wallet(row.transaction.account))
      return stop(visit_.lagging("does not tell what a token wallet was sent"));
    ours.push_back(std::move(row));
  }
  return ours;
}

Unless<void> ScanAttempt::check_witness(const std::vector<TransactionRow>& rows, const CommittedBlocks& committed) const {
  std::set<std::uint64_t> seen;
  for (const TransactionRow& row : rows)
    if (row.transaction.account == kWitness && row.block.workchain == kMasterchain && row.master == row.block.seqno)
      seen.insert(row.block.seqno);
  for (const core::BlockRef& block : committed.masters)
    if (!seen.contains(block.height))
      return stop(visit_.lagging("has not yet all transactions of block " + std::to_string(block.height)));
  return {};
}

Unless<void> ScanAttempt::check_links(const std::vector<TransactionRow>& rows, TimeRange times) const {
  const Transaction* before = nullptr;
  for (const TransactionRow& row : rows) {
    const Transaction& each = row.transaction;
    if (before != nullptr && before->account != each.account) before = nullptr;
    if (!follows(each, before, times)) return stop(leaves_out(each.account));
    before = &each;
  }
  return {};
}

// The end of each account's chain: what it did last of all, or first after the run, must follow from what was told.
Unless<void> ScanAttempt::check_ends(const std::vector<TransactionRow>& rows, const LastTimes& newest, TimeRange times) {
  std::map<Account, const Transaction*> last;  // the rows are in order
  for (const TransactionRow& row : rows) last[row.transaction.account] = &row.transaction;
  const auto last_of = [&](const Account& account) {
    const auto found = last.find(account);
    return found == last.end() ? nullptr : found->second;
  };
  std::vector<Account> went_on;
  for (const auto& [account, lt] : newest) {
    if (lt < times.first) continue;
    if (lt > times.last)
      went_on.push_back(account);
    else if (const Transaction* told = last_of(account); told == nullptr || told->lt < lt)
      return stop(leaves_out(account));
  }
  auto next = visit_.next_transactions(std::move(went_on), times.last + 1);
  if (!next) return stop(std::move(next.error()));
  for (const auto& [account, transaction] : *next)
    if (!follows(transaction, last_of(account), times)) return stop(leaves_out(account));
  return {};
}

ports::ReadError ScanAttempt::leaves_out(const Account& account) const {
  return visit_.lagging("leaves out a transaction of " + address_of(account).value());
}

}  // namespace bepusdt::chains::ton
