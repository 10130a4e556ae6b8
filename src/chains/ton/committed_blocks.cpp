#include "chains/ton/committed_blocks.hpp"

#include <fmt/format.h>

#include <set>

namespace bepusdt::chains::ton {
namespace {

std::string text_of(const BlockName& name) { return fmt::format("{}:{:016x}:{}", name.workchain, name.shard, name.seqno); }

std::unexpected<Missing> missing(const BlockName& name) { return fail(Missing{"lacks block " + text_of(name)}); }

}  // namespace

Result<CommittedBlocks, Missing> committed_blocks(const core::BlockRef& below, const std::vector<BlockRow>& tops_below,
                                                  const BlockRow& last, const std::vector<BlockRow>& tops,
                                                  const std::map<BlockName, BlockRow>& blocks) {
  CommittedBlocks committed;
  committed.last_begins = last.start_lt;
  core::BlockHash parent = below.hash;
  for (std::uint64_t height = below.height + 1; height <= last.name.seqno; ++height) {
    const BlockName name{kMasterchain, kWholeChain, static_cast<std::uint32_t>(height)};
    const auto found = blocks.find(name);
    if (found == blocks.end()) return missing(name);
    if (height == last.name.seqno && found->second.root_hash != last.root_hash)
      return fail(Missing{"tells two blocks " + text_of(name)});
    committed.masters.push_back(found->second.ref(parent));
    committed.masters_of.emplace(name, name.seqno);
    parent = committed.masters.back().hash;
  }
  // Down from the newest block of every shard to those that were final before.
  std::set<BlockName> final_before;
  for (const BlockRow& top : tops_below) final_before.insert(top.name);
  std::vector<BlockName> due;
  for (const BlockRow& top : tops) due.push_back(top.name);
  while (!due.empty()) {
    const BlockName name = due.back();
    due.pop_back();
    if (final_before.contains(name) || committed.masters_of.contains(name)) continue;
    const auto found = blocks.find(name);
    if (found == blocks.end()) return missing(name);
    const BlockRow& block = found->second;
    if (!block.master || *block.master <= below.height || *block.master > last.name.seqno)
      return fail(Missing{"does not tell when block " + text_of(name) + " became final"});
    if (block.previous.empty()) return fail(Missing{"does not tell what is before block " + text_of(name)});
    committed.masters_of.emplace(name, *block.master);
    due.insert(due.end(), block.previous.begin(), block.previous.end());
  }
  return committed;
}

}  // namespace bepusdt::chains::ton
