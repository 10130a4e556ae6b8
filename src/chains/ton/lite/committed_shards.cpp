#include "chains/ton/lite/committed_shards.hpp"

#include <set>

namespace bepusdt::chains::ton {
namespace {

// The way down from the tops of one masterchain block.
struct Way {
  const ShardTops* final_before;
  std::set<BlockName> seen;

  // Whether the block is still to be read; nullopt: its name is final with another hash.
  std::optional<bool> is_due(const BlockId& id) {
    if (const auto found = final_before->find(name_of(id)); found != final_before->end())
      return found->second == id ? std::optional(false) : std::nullopt;
    return seen.insert(name_of(id)).second;  // of two halves both name the whole
  }
};

}  // namespace

ShardTops tops_of(const Block& master) {
  ShardTops tops;
  for (const ShardTop& top : master.shards) tops.emplace(name_of(top.id), top.id);
  return tops;
}

Told<std::vector<std::vector<Block>>> committed_shards(LiteVisit& visit, const ShardTops& below,
                                                       const std::vector<Block>& masters, std::span<const Account> accounts,
                                                       std::size_t most) {
  std::vector<ShardTops> tops{below};
  for (const Block& master : masters) tops.push_back(tops_of(master));
  std::vector<Way> ways;
  for (std::size_t i = 0; i < masters.size(); ++i) ways.push_back({&tops[i], {}});

  // All ways at once, a step down at a time, so that a long run takes few rounds of questions.
  std::vector<std::pair<std::size_t, BlockId>> reached;
  for (std::size_t i = 0; i < masters.size(); ++i)
    for (const auto& [name, id] : tops[i + 1]) reached.emplace_back(i, id);
  std::vector<std::vector<Block>> committed(masters.size());
  std::size_t count = 0;
  while (!reached.empty()) {
    std::vector<std::size_t> of_way;
    std::vector<BlockId> due;
    for (const auto& [way, id] : reached) {
      const auto is_due = ways[way].is_due(id);
      if (!is_due) return fail(visit.malformed("tells two blocks " + text_of(name_of(id))));
      if (!*is_due) continue;
      of_way.push_back(way);
      due.push_back(id);
    }
    reached.clear();
    count += due.size();
    if (count > most)
      return fail(visit.malformed("names more blocks of shards than can be between these of the masterchain"));
    auto blocks = visit.blocks(due, accounts);
    if (!blocks) return fail(std::move(blocks.error()));
    for (std::size_t i = 0; i < due.size(); ++i) {
      Block& block = (*blocks)[i];
      for (const BlockId& before : previous_ids(block)) reached.emplace_back(of_way[i], before);
      committed[of_way[i]].push_back(std::move(block));
    }
  }
  return committed;
}

}  // namespace bepusdt::chains::ton
