// ScanAttempt: one scan at one endpoint. From the caller's masterchain block on, runs of masterchain blocks are read in steps: the
// blocks that the run made final, and what our accounts did in them. A step counts whole or not at all, and only when the answers
// show that nothing is left out:
//  - every block from the shards' tops before the run to those at its end is there;
//  - of every masterchain block of the run a transaction of kWitness came in the same answer as our accounts' transactions: the
//    index that answered has these blocks;
//  - each transaction of an account names the one before, up to the account's newest, or to its first after the run.
#pragma once

#include "chains/ton/committed_blocks.hpp"
#include "chains/ton/masters_scan.hpp"

namespace bepusdt::chains::ton {

class ScanAttempt : public MastersScan<std::vector<BlockRow>> {
 public:
  ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const std::optional<TopsAt<std::vector<BlockRow>>>& known,
              const ports::ScanRequest& request)
      : MastersScan(desk, watched, known, request), visit_(visit) {}

  [[nodiscard]] Outcome run();

 private:
  [[nodiscard]] Unless<Step> read(std::uint64_t last);
  [[nodiscard]] Unless<std::vector<BlockRow>> tops_below();
  // Of a part of our accounts: what they did within the run.
  [[nodiscard]] Unless<std::vector<TransactionRow>> transactions(std::span<const Account> accounts,
                                                                 const CommittedBlocks& committed, TimeRange times);
  [[nodiscard]] Unless<void> check_witness(const std::vector<TransactionRow>& rows, const CommittedBlocks& committed) const;
  [[nodiscard]] Unless<void> check_links(const std::vector<TransactionRow>& rows, TimeRange times) const;
  [[nodiscard]] Unless<void> check_ends(const std::vector<TransactionRow>& rows, const LastTimes& newest, TimeRange times);
  [[nodiscard]] ports::ReadError leaves_out(const Account& account) const;

  Visit& visit_;
};

}  // namespace bepusdt::chains::ton
