#include "chains/ton/lite/lite_visit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.hpp"
#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/decode_block.hpp"

namespace bepusdt::chains::ton {

using ports::ReadError;

namespace {

constexpr std::size_t kMostWords = 200;

std::string shown_words(std::string_view words) {
  std::string text(words.substr(0, kMostWords));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

bool is_master(const BlockId& id) { return id.workchain == kMasterchain && id.shard == kWholeChain; }

}  // namespace

// One by one, and no faster, where the endpoint has a limit.
Told<std::vector<Bytes>> LiteVisit::ask(std::span<const Bytes> questions) {
  const std::size_t most =
      desk_.line_of(endpoint_).per_second > 0 ? 1 : std::max<std::size_t>(1, desk_.config.limits.questions_at_once);
  std::vector<Bytes> all;
  for (std::size_t at = 0; at < questions.size(); at += most) {
    if (const auto turn = desk_.wait_for_turn(endpoint_, deadline_); !turn)
      return fail(ReadError{ReadError::Kind::unreachable, endpoint_.host() + ": " + turn.error(), {}});
    const auto some = questions.subspan(at, std::min(most, questions.size() - at));
    auto answers = send({some.begin(), some.end()});
    if (!answers) return fail(std::move(answers.error()));
    std::ranges::move(*answers, std::back_inserter(all));
  }
  return all;
}

Told<std::vector<Bytes>> LiteVisit::send(const std::vector<Bytes>& questions) {
  using Kind = LiteFailure::Kind;
  auto answers = desk_.line_of(endpoint_).lite->ask(questions, deadline_);
  if (answers) {
    desk_.reports.answered(endpoint_);
    return std::move(*answers);
  }
  const LiteFailure& failure = answers.error();
  if (failure.kind != Kind::out_of_time) desk_.reports.failed(endpoint_, failure.reason);
  return fail(ReadError{failure.kind == Kind::malformed ? ReadError::Kind::malformed : ReadError::Kind::unreachable,
                        endpoint_.host() + ": " + endpoint_.without_secrets(failure.reason),
                        {}});
}

ReadError LiteVisit::refused(const LiteRefusal& refusal, const std::string& what) {
  if (refusal.code == 0) return malformed(refusal.words);
  if (refusal.code == LiteRefusal::kNotReady) return lagging("does not have " + what);
  const std::string told = endpoint_.without_secrets("refused " + what + ": error " + std::to_string(refusal.code) + ", " +
                                                     shown_words(refusal.words));
  desk_.reports.failed(endpoint_, told);
  return {ReadError::Kind::unreachable, endpoint_.host() + ": " + told, {}};
}

ReadError LiteVisit::malformed(const std::string& what) {
  desk_.reports.failed(endpoint_, what);
  return {ReadError::Kind::malformed, endpoint_.host() + ": " + what, {}};
}

ReadError LiteVisit::lagging(const std::string& what) const {
  return {ReadError::Kind::lagging, endpoint_.host() + ": " + what, {}};
}

Told<void> LiteVisit::verify_network() {
  if (endpoint_.chain_verified()) return {};
  auto id = newest();
  if (!id) return fail(std::move(id.error()));
  auto read = block(*id, {});
  if (!read) return fail(std::move(read.error()));
  endpoint_.set_chain_verified();
  return {};
}

Told<BlockId> LiteVisit::newest() {
  if (newest_) return *newest_;
  const std::vector<Bytes> question{ask_newest()};
  const auto answer = ask(question);
  if (!answer) return fail(answer.error());
  const auto id = decode_newest_id(answer->front());
  if (!id) return fail(refused(id.error(), "its newest block"));
  if (!is_master(*id)) return fail(malformed("names a newest block that is not of the masterchain"));
  endpoint_.saw_height(id->seqno, desk_.clock.now());
  newest_ = *id;
  return *id;
}

Told<std::vector<BlockId>> LiteVisit::masters(std::uint64_t first, std::uint64_t last) {
  std::vector<Bytes> questions;
  for (std::uint64_t height = first; height <= last; ++height)
    questions.push_back(ask_id({kMasterchain, kWholeChain, static_cast<std::uint32_t>(height)}));
  const auto answers = ask(questions);
  if (!answers) return fail(answers.error());
  std::vector<BlockId> ids;
  for (const Bytes& answer : *answers) {
    const std::uint64_t height = first + ids.size();
    const auto id = decode_id(answer);
    if (!id) return fail(refused(id.error(), "block " + std::to_string(height)));
    if (!is_master(*id) || id->seqno != height) return fail(malformed("answered with another block than asked for"));
    ids.push_back(*id);
  }
  return ids;
}

Told<std::optional<BlockId>> LiteVisit::block_at_time(const Account& account, std::uint64_t lt) {
  const std::vector<Bytes> question{ask_id_at(account, lt)};
  const auto answer = ask(question);
  if (!answer) return fail(answer.error());
  const auto id = decode_id(answer->front());
  if (!id && id.error().code == LiteRefusal::kNotReady) return std::optional<BlockId>{};
  if (!id) return fail(refused(id.error(), "the block of a transaction"));
  return *id;
}

Told<std::vector<Block>> LiteVisit::blocks(const std::vector<BlockId>& ids, std::span<const Account> accounts) {
  std::vector<Block> all;
  // Not all files at once: one may have some megabytes.
  const std::size_t most = std::max<std::size_t>(1, desk_.config.limits.questions_at_once);
  for (std::size_t at = 0; at < ids.size(); at += most) {
    std::vector<Bytes> questions;
    for (std::size_t i = at; i < std::min(ids.size(), at + most); ++i) questions.push_back(ask_block(ids[i]));
    const auto answers = ask(questions);
    if (!answers) return fail(answers.error());
    for (const Bytes& answer : *answers) {
      const BlockId& id = ids[all.size()];
      const auto told = decode_block_file(answer);
      if (!told) return fail(refused(told.error(), "block " + text_of(name_of(id))));
      auto block = checked(id, *told, accounts);
      if (!block) return fail(std::move(block.error()));
      all.push_back(std::move(*block));
    }
  }
  return all;
}

Told<Block> LiteVisit::block(const BlockId& id, std::span<const Account> accounts) {
  auto read = blocks({id}, accounts);
  if (!read) return fail(std::move(read.error()));
  return std::move(read->front());
}

Told<Block> LiteVisit::checked(const BlockId& id, const LiteBlock& told, std::span<const Account> accounts) {
  const std::string name = text_of(name_of(id));
  if (told.id != id) return fail(malformed("answered with another block than asked for"));
  if (sha256(told.file) != id.file_hash) return fail(malformed("gave block " + name + " with another file hash"));
  const auto root = read_single_root(told.file);
  if (!root) return fail(malformed("gave block " + name + ", but " + root.error().reason));
  if ((*root)->hash() != id.root_hash) return fail(malformed("gave block " + name + " with another root hash"));
  auto block = decode_block(**root);
  if (!block) return fail(malformed("gave block " + name + ", but " + block.error().reason));
  if (block->network != desk_.config.network) {
    const std::string what = "is of another network: " + std::to_string(block->network);
    desk_.reports.wrong_chain(endpoint_, what);
    return fail(ReadError{ReadError::Kind::malformed, endpoint_.host() + ": " + what, {}});
  }
  if (BlockName{block->workchain, block->shard, block->seqno} != name_of(id))
    return fail(malformed("gave block " + name + ", which says that it is another"));
  std::erase_if(block->transactions,
                [&](const Transaction& each) { return !std::ranges::binary_search(accounts, each.account); });
  block->transactions.shrink_to_fit();  // a step keeps thousands of blocks
  return std::move(*block);
}

std::string text_of(const BlockName& name) { return fmt::format("{}:{:016x}:{}", name.workchain, name.shard, name.seqno); }

core::BlockRef ref_of(const Block& master, core::BlockHash parent) {
  return {master.seqno, core::BlockHash(to_hex(master.root_hash)), std::move(parent), from_unix_seconds(master.time)};
}

std::vector<BlockId> previous_ids(const Block& block) {
  const std::uint64_t end = block.shard & (~block.shard + 1);  // the one that ends the prefix
  std::vector<std::uint64_t> shards{block.shard};
  if (block.previous.size() == 2)
    shards = {block.shard - end / 2, block.shard + end / 2};
  else if (block.after_split)
    shards = {(block.shard - end) | end << 1};
  std::vector<BlockId> ids;
  for (std::size_t i = 0; i < block.previous.size(); ++i) {
    const PreviousBlock& before = block.previous[i];
    ids.push_back({block.workchain, shards[i], before.seqno, before.root_hash, before.file_hash});
  }
  return ids;
}

}  // namespace bepusdt::chains::ton
