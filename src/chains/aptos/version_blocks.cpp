#include "chains/aptos/version_blocks.hpp"

namespace bepusdt::chains::aptos {

Result<std::vector<VersionBlock>, std::string> blocks_of(const core::BlockRef& below, std::vector<Transaction> transactions,
                                                         const Header& top) {
  std::vector<VersionBlock> blocks;
  const auto begin = [&](const Word& hash, BlockTime time) {
    const core::BlockRef& parent = blocks.empty() ? below : blocks.back().ref;
    blocks.push_back({{parent.height + 1, core::BlockHash(text_of(hash)), parent.hash, time}, {}});
  };
  if (transactions.empty() || transactions.back().version != top.last_version) return fail("its versions end elsewhere");
  const bool one = top.height == below.height + 1;
  if (one) begin(top.hash, top.time);  // needs nothing to say where it begins
  std::uint64_t began_at = transactions.front().version;
  for (Transaction& transaction : transactions) {
    if (transaction.begins) {
      const bool first = transaction.version == transactions.front().version;
      if (one && (!first || transaction.begins->hash != top.hash)) return fail("another block begins in it");
      if (!one) begin(transaction.begins->hash, transaction.begins->time);
      began_at = transaction.version;
    }
    if (blocks.empty()) return fail("it does not begin with a block");
    if (!transaction.deposits.empty()) blocks.back().transactions.push_back(std::move(transaction));
  }
  if (blocks.back().ref.height != top.height) return fail("its blocks are not as many as their heights");
  if (blocks.back().ref.hash != top.ref().hash || blocks.back().ref.time != top.time || began_at != top.first_version)
    return fail("its newest block is another one by height");
  return blocks;
}

}  // namespace bepusdt::chains::aptos
