// LiteVisit: one lite-server during one call of the reader, with the deadline of that call: questions go out no faster than the
// endpoint allows, and the endpoint's health is kept by what came. A block is given out only when its bytes have the file hash
// of its id, its cells the root hash, and it says itself that it is of that name and of the right network.
#pragma once

#include "chains/ton/lite/lite_questions.hpp"
#include "chains/ton/visit.hpp"

namespace bepusdt::chains::ton {

class LiteVisit {
 public:
  LiteVisit(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  // By its newest block, once per endpoint.
  [[nodiscard]] Told<void> verify_network();
  // Of the newest masterchain block; asked once a visit.
  [[nodiscard]] Told<BlockId> newest();
  // Of masterchain blocks that it must have, in their order.
  [[nodiscard]] Told<std::vector<BlockId>> masters(std::uint64_t first, std::uint64_t last);
  // Of the account's block in which this time lies; nullopt: it has none.
  [[nodiscard]] Told<std::optional<BlockId>> block_at_time(const Account& account, std::uint64_t lt);
  // Whole, in the order of their ids; of their transactions those of `accounts` (sorted).
  [[nodiscard]] Told<std::vector<Block>> blocks(const std::vector<BlockId>& ids, std::span<const Account> accounts);
  [[nodiscard]] Told<Block> block(const BlockId& id, std::span<const Account> accounts);

  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] Time deadline() const { return deadline_; }
  // As of Visit.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  [[nodiscard]] Told<std::vector<Bytes>> ask(std::span<const Bytes> questions);
  [[nodiscard]] Told<std::vector<Bytes>> send(const std::vector<Bytes>& questions);
  [[nodiscard]] ports::ReadError refused(const LiteRefusal& refusal, const std::string& what);
  [[nodiscard]] Told<Block> checked(const BlockId& id, const LiteBlock& told, std::span<const Account> accounts);

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
  std::optional<BlockId> newest_;
};

[[nodiscard]] std::string text_of(const BlockName& name);
[[nodiscard]] core::BlockRef ref_of(const Block& master, core::BlockHash parent = {});
// Of the blocks before, whose shards follow from its own: of one that was split off the whole, of one that was merged both halves.
[[nodiscard]] std::vector<BlockId> previous_ids(const Block& block);

}  // namespace bepusdt::chains::ton
