// ScanAttempt: one scan at one endpoint. After its newest block, blocks are read in steps, each linked to the one before by
// parent ids, until the target or the time is reached; of every block that may hold token transfers also what came of its
// transactions. A step either counts whole or not at all: what was covered is returned, so a failure behind it loses nothing.
#pragma once

#include "chains/ancestors.hpp"
#include "chains/stop.hpp"
#include "chains/tron/visit.hpp"
#include "chains/tron/watched.hpp"
#include "chains/tron/witnesses.hpp"

namespace bepusdt::chains::tron {

class ScanAttempt {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const Ancestors& ancestors, const Witnesses& witnesses,
              const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();
  // Of what the last run covered, ascending.
  [[nodiscard]] const std::vector<Header>& covered() const { return headers_; }
  [[nodiscard]] const std::vector<std::pair<Word, Delegation>>& delegations() const { return delegations_; }

 private:
  struct Step {
    std::vector<Block> blocks;
    std::vector<core::Transfer> transfers;
  };

  [[nodiscard]] Unless<void> judge_newest(const Block& newest) const;
  [[nodiscard]] Unless<Step> read(std::uint64_t first, const Block& newest);
  [[nodiscard]] Unless<void> check_links(const std::vector<Block>& blocks, const Block& newest) const;
  [[nodiscard]] Unless<void> read_transfers(Step& step);
  [[nodiscard]] Unless<void> judge_solidified(const Header& solidified) const;
  void take(Step step);
  [[nodiscard]] std::uint64_t final_height(const std::optional<Header>& solidified) const;

  Desk& desk_;
  Visit& visit_;
  const Watched& watched_;
  const Ancestors& ancestors_;
  Witnesses witnesses_;  // of its own: an attempt that fails has told nothing
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  std::uint64_t target_ = 0;
  std::uint64_t covered_;
  Word covered_id_;
  std::vector<Header> headers_;
  std::vector<std::pair<Word, Delegation>> delegations_;  // to our wallets, by transaction
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::tron
