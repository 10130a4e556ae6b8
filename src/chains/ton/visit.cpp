#include "chains/ton/visit.hpp"

#include <algorithm>

namespace bepusdt::chains::ton {

using ports::ReadError;
using Kind = IndexFailure::Kind;

namespace {

// As the index writes them: with upper-case digits.
std::string accounts_text(std::span<const Account> accounts, std::string_view name) {
  std::string text;
  for (const Account& account : accounts) {
    std::string raw = address_of(account).value();
    std::ranges::transform(raw, raw.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    text += (text.empty() ? "" : "&") + std::string(name) + "=" + raw;
  }
  return text;
}

std::vector<Account> with_witness(std::span<const Account> accounts) {
  std::vector<Account> all(accounts.begin(), accounts.end());
  if (std::ranges::find(all, kWitness) == all.end()) all.push_back(kWitness);
  return all;
}

// Shards are prefixes of accounts; none overlaps another and none is missing when their sizes are that of the whole.
bool cover_everything(const std::vector<BlockRow>& tops) {
  std::map<std::int32_t, std::uint64_t> covered;
  std::map<std::int32_t, std::vector<std::pair<std::uint64_t, std::uint64_t>>> ranges;
  for (const BlockRow& top : tops) {
    const std::uint64_t half = top.name.shard & (~top.name.shard + 1);
    ranges[top.name.workchain].emplace_back(top.name.shard - half, top.name.shard + (half - 1));
  }
  for (auto& [workchain, each] : ranges) {
    std::ranges::sort(each);
    std::uint64_t next = 0;
    for (const auto& [first, last] : each) {
      if (first != next) return false;
      next = last + 1;
    }
    if (next != 0) return false;
  }
  return ranges.contains(0);
}

}  // namespace

Answer<simdjson::dom::object> Visit::send(const std::string& question) {
  if (auto turn = desk_.wait_for_turn(endpoint_, deadline_); !turn)
    return fail(IndexFailure{Kind::out_of_time, std::move(turn.error()), {}});
  auto answer = desk_.line_of(endpoint_).index->ask(question, deadline_);
  if (answer || answer.error().kind == Kind::not_found)
    desk_.reports.answered(endpoint_);
  else if (answer.error().kind != Kind::out_of_time)
    desk_.reports.failed(endpoint_, answer.error().reason, answer.error().retry_after);
  return answer;
}

// nullopt: it has no such thing.
template <class T>
Told<std::optional<T>> Visit::ask(const std::string& question, Decoded<T> (*decode)(simdjson::dom::object)) {
  auto json = send(question);
  if (!json && json.error().kind == Kind::not_found) return std::optional<T>{};
  if (!json) return fail(read_error(std::move(json.error())));
  auto decoded = decode(*json);
  if (!decoded) return fail(malformed(decoded.error().reason));
  return std::optional(std::move(*decoded));
}

template <class T>
Told<std::vector<T>> Visit::pages(const std::string& question, Decoded<std::vector<T>> (*decode)(simdjson::dom::object)) {
  const std::size_t most = desk_.config.limits.rows_per_page;
  std::vector<T> all;
  for (std::size_t page = 0; page < desk_.config.limits.most_pages; ++page) {
    auto rows = ask<std::vector<T>>(
        question + "&sort=asc&limit=" + std::to_string(most) + "&offset=" + std::to_string(page * most), decode);
    if (!rows) return fail(std::move(rows.error()));
    if (!*rows) return fail(lagging("has no rows where it should"));
    const std::size_t count = (*rows)->size();
    if (count > most) return fail(malformed("gave more rows than it was asked for"));
    std::ranges::move(**rows, std::back_inserter(all));
    if (count < most) return all;
  }
  return fail(lagging("has more pages than can be"));
}

ReadError Visit::read_error(IndexFailure failure) {
  const bool malformed = failure.kind == Kind::malformed;
  return {malformed ? ReadError::Kind::malformed : ReadError::Kind::unreachable,
          host() + ": " + endpoint_.without_secrets(std::move(failure.reason)),
          {}};
}

ReadError Visit::malformed(const std::string& what) {
  desk_.reports.failed(endpoint_, what);
  return {ReadError::Kind::malformed, host() + ": " + what, {}};
}

ReadError Visit::lagging(const std::string& what) const { return {ReadError::Kind::lagging, host() + ": " + what, {}}; }

Told<void> Visit::verify_network() {
  if (endpoint_.chain_verified()) return {};
  auto block = newest();
  if (!block) return fail(std::move(block.error()));
  return {};
}

Told<BlockRow> Visit::newest() {
  if (newest_) return *newest_;
  auto block = ask<BlockRow>("masterchainInfo", decode_newest);
  if (!block) return fail(std::move(block.error()));
  if (!*block) return fail(malformed("has no newest block"));
  if ((*block)->network != desk_.config.network) {
    const std::string what = "is of another network: " + std::to_string((*block)->network);
    desk_.reports.wrong_chain(endpoint_, what);
    return fail(ReadError{ReadError::Kind::malformed, host() + ": " + what, {}});
  }
  if ((*block)->name.workchain != kMasterchain || (*block)->name.shard != kWholeChain)
    return fail(malformed("names a newest block that is not of the masterchain"));
  endpoint_.set_chain_verified();
  endpoint_.saw_height((*block)->name.seqno, desk_.clock.now());
  newest_ = std::move(**block);
  return *newest_;
}

Told<std::optional<BlockRow>> Visit::master_block(std::uint64_t height) {
  if (newest_ && newest_->name.seqno == height) return newest_;
  auto rows = ask<std::vector<BlockRow>>(
      "blocks?workchain=-1&shard=8000000000000000&seqno=" + std::to_string(height) + "&limit=2&offset=0", decode_blocks);
  if (!rows) return fail(std::move(rows.error()));
  if (!*rows || (*rows)->empty()) return std::optional<BlockRow>{};
  BlockRow& row = (*rows)->front();
  if ((*rows)->size() > 1 || row.name.workchain != kMasterchain || row.name.seqno != height ||
      row.network != desk_.config.network)
    return fail(malformed("answered with another block than asked for"));
  return std::optional(std::move(row));
}

Told<std::vector<BlockRow>> Visit::shard_tops(std::uint64_t height) {
  auto rows = ask<std::vector<BlockRow>>("masterchainBlockShardState?seqno=" + std::to_string(height), decode_blocks);
  if (!rows) return fail(std::move(rows.error()));
  if (!*rows) return fail(lagging("does not know the shards of block " + std::to_string(height)));
  std::erase_if(**rows, [](const BlockRow& row) { return row.name.workchain == kMasterchain; });
  if (!cover_everything(**rows)) return fail(lagging("does not tell all shards of block " + std::to_string(height)));
  return std::move(**rows);
}

Told<std::map<BlockName, BlockRow>> Visit::blocks(TimeRange times) {
  auto rows = pages<BlockRow>("blocks?start_lt=" + std::to_string(times.first) + "&end_lt=" + std::to_string(times.last),
                              decode_blocks);
  if (!rows) return fail(std::move(rows.error()));
  std::map<BlockName, BlockRow> all;
  for (BlockRow& row : *rows) {
    const BlockName name = row.name;
    const auto [at, added] = all.try_emplace(name, std::move(row));
    // Pages may overlap, since rows of one second have no order.
    if (!added && at->second.root_hash != row.root_hash) return fail(malformed("tells two blocks of one name"));
  }
  return all;
}

Told<std::vector<TransactionRow>> Visit::transactions(std::span<const Account> accounts, TimeRange times) {
  const std::vector<Account> asked = with_witness(accounts);
  auto rows = pages<TransactionRow>("transactions?" + accounts_text(asked, "account") +
                                        "&start_lt=" + std::to_string(times.first) + "&end_lt=" + std::to_string(times.last),
                                    decode_transactions);
  if (!rows) return fail(std::move(rows.error()));
  std::erase_if(*rows, [](const TransactionRow& row) { return row.emulated; });
  const auto key = [](const TransactionRow& row) { return std::pair(row.transaction.account, row.transaction.lt); };
  std::ranges::sort(*rows, {}, key);
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const Transaction& each = (*rows)[i].transaction;
    if (each.lt < times.first || each.lt > times.last || std::ranges::find(asked, each.account) == asked.end())
      return fail(malformed("answered with transactions that were not asked for"));
    if (i > 0 && key((*rows)[i - 1]) == key((*rows)[i])) return fail(lagging("tells a transaction twice"));
  }
  return std::move(*rows);
}

Told<std::map<Account, Transaction>> Visit::next_transactions(std::vector<Account> accounts, std::uint64_t from) {
  constexpr std::size_t kFew = 10;  // rows for each: some may be only guessed, and one account may do more than another
  std::map<Account, Transaction> all;
  while (!accounts.empty()) {
    const std::size_t most = std::min(desk_.config.limits.rows_per_page, kFew * accounts.size());
    auto rows = ask<std::vector<TransactionRow>>("transactions?" + accounts_text(accounts, "account") +
                                                     "&start_lt=" + std::to_string(from) +
                                                     "&sort=asc&limit=" + std::to_string(most) + "&offset=0",
                                                 decode_transactions);
    if (!rows) return fail(std::move(rows.error()));
    const std::size_t count = *rows ? (*rows)->size() : 0;
    if (count > most) return fail(malformed("gave more rows than it was asked for"));
    const std::size_t found_before = all.size();
    for (std::size_t i = 0; i < count; ++i) {
      TransactionRow& row = (**rows)[i];
      if (row.emulated) continue;
      if (std::ranges::find(accounts, row.transaction.account) == accounts.end() || row.transaction.lt < from)
        return fail(malformed("answered with transactions that were not asked for"));
      all.try_emplace(row.transaction.account, std::move(row.transaction));
    }
    std::erase_if(accounts, [&](const Account& account) { return all.contains(account); });
    // A full page may have had no room for the rest; they are asked for without those that filled it.
    if (!accounts.empty() && (count < most || all.size() == found_before))
      return fail(lagging("lacks the newest transaction of " + address_of(accounts.front()).value()));
  }
  return all;
}

Told<LastTimes> Visit::last_times(std::span<const Account> accounts) {
  auto times = ask<LastTimes>("accountStates?" + accounts_text(with_witness(accounts), "address") + "&include_boc=false",
                              decode_last_times);
  if (!times) return fail(std::move(times.error()));
  return times->value_or(LastTimes{});
}

}  // namespace bepusdt::chains::ton
