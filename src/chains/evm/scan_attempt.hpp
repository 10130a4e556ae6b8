// ScanAttempt: one scan at one endpoint. The head, the caller's block and the finality tag are asked first; then blocks are
// read in steps, each linked to the one before by parent hashes, until the target or the time is reached. Near the head a
// step reads every header and its logs by block hash; deep below, a range of logs between two looks at its last block.
// A step either counts whole or not at all: what was covered is returned, so a failure behind it loses nothing.
#pragma once

#include <map>

#include "chains/evm/ancestors.hpp"
#include "chains/evm/block_logs.hpp"

namespace bepusdt::chains::evm {

class ScanAttempt {
 public:
  using Outcome = Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError>;

  ScanAttempt(Desk& desk, Node& node, const Watched& watched, const Ancestors& ancestors, const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();

 private:
  struct Stop {  // why a step did not come off
    bool forked = false;
    ports::ReadError error;
  };
  using Done = Result<void, Stop>;
  static std::unexpected<Stop> stop(ports::ReadError error) { return fail(Stop{false, std::move(error)}); }
  static std::unexpected<Stop> fork() { return fail(Stop{true, {}}); }

  struct Step {
    std::uint64_t from = 0, to = 0;
    bool by_range = false;
    std::map<std::uint64_t, Block> blocks;  // headers read, by height
    std::vector<Log> logs;                  // Transfers to us
    std::vector<core::Transfer> transfers;
  };
  struct Wanted {  // a transaction whose receipt is to be read
    std::uint64_t height = 0;
    std::vector<const Log*> logs;
    const Transaction* coin = nullptr;
  };

  Done look_at_head();
  Done judge_anchor(const Block* anchor);
  Done judge_tag(Answers& answers, std::size_t asked);

  [[nodiscard]] Step plan(std::uint64_t from) const;
  Done read(Step& step);
  Done read_blocks_one_by_one(Step& step);
  Done read_range(Step& step);
  Done check_links(const Step& step) const;
  Done check_range_still_there(Step& step);
  Done read_receipts(Step& step);
  void take(Step step);

  [[nodiscard]] Sieves sieves() const;
  [[nodiscard]] Stop failed(const RpcFailure& failure) const { return {false, read_error(failure)}; }

  Desk& desk_;
  Node& node_;
  const Watched& watched_;
  const Ancestors& ancestors_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  const core::TradeType* coin_;  // nullptr: the chain's own coin is not looked for

  Block head_;
  std::uint64_t target_ = 0;
  std::uint64_t deep_limit_ = 0;  // blocks up to here may be read by ranges
  FinalityNow finality_ = FinalityNow::nothing();
  std::optional<Block> tag_block_;
  std::uint64_t covered_ = 0;
  Word covered_hash_{};
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::evm
