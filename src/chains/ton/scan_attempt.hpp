// ScanAttempt: one scan at one endpoint. From the caller's masterchain block on, runs of masterchain blocks are read in steps: the
// blocks that the run made final, and what our accounts did in them. A step counts whole or not at all, and only when the answers
// show that nothing is left out:
//  - every block from the shards' tops before the run to those at its end is there;
//  - of every masterchain block of the run a transaction of kWitness came in the same answer as our accounts' transactions: the
//    index that answered has these blocks;
//  - each transaction of an account names the one before, up to the account's newest, or to its first after the run.
#pragma once

#include "chains/stop.hpp"
#include "chains/ton/committed_blocks.hpp"
#include "chains/ton/visit.hpp"
#include "chains/ton/watched.hpp"

namespace bepusdt::chains::ton {

// The shards at a masterchain block, as they were read last: saves a question.
struct KnownTops {
  core::BlockHash at;
  std::vector<BlockRow> tops;
};

class ScanAttempt {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const std::optional<KnownTops>& known,
              const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();
  // At the last block that was covered.
  [[nodiscard]] const std::optional<KnownTops>& known_tops() const { return known_; }

 private:
  struct Step {
    std::vector<core::BlockRef> masters;
    std::vector<core::Transfer> transfers;
    KnownTops tops;
  };

  [[nodiscard]] Unless<Step> read(std::uint64_t last);
  [[nodiscard]] Unless<std::vector<BlockRow>> tops_below();
  // Of a part of our accounts: what they did within the run.
  [[nodiscard]] Unless<std::vector<TransactionRow>> transactions(std::span<const Account> accounts,
                                                                 const CommittedBlocks& committed, TimeRange times);
  [[nodiscard]] Unless<void> check_witness(const std::vector<TransactionRow>& rows, const CommittedBlocks& committed) const;
  [[nodiscard]] Unless<void> check_links(const std::vector<TransactionRow>& rows, TimeRange times) const;
  [[nodiscard]] Unless<void> check_ends(const std::vector<TransactionRow>& rows, const LastTimes& newest, TimeRange times);
  [[nodiscard]] ports::ReadError leaves_out(const Account& account) const;
  void take(Step step);

  Desk& desk_;
  Visit& visit_;
  const Watched& watched_;
  std::optional<KnownTops> known_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::ton
