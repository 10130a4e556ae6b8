// ScanAttempt: one scan at one endpoint. First the caller's block is looked at there: no block of Aptos tells its parent, so only
// an endpoint that has the very block after which is read, by its hash, may tell what follows. From its last version on blocks
// are read in steps, without a hole among the versions, until the target or the time is reached. A step either counts whole or
// not at all: what was covered is returned, so a failure behind it loses nothing.
#pragma once

#include "chains/ancestors.hpp"
#include "chains/aptos/version_blocks.hpp"
#include "chains/aptos/visit.hpp"
#include "chains/aptos/watched.hpp"
#include "chains/stop.hpp"

namespace bepusdt::chains::aptos {

class ScanAttempt {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const Ancestors& ancestors,
              const ports::ScanRequest& request);

  [[nodiscard]] Outcome run();
  // After Forked: the block that the endpoint has instead of one that the caller read.
  [[nodiscard]] const Header& other() const { return other_; }

 private:
  struct Step {
    std::vector<VersionBlock> blocks;
    std::uint64_t last_version = 0;
  };

  [[nodiscard]] Unless<void> begin(const Ledger& ledger);
  [[nodiscard]] Unless<Header> top_of_step();
  [[nodiscard]] Unless<Step> read();
  void take(Step step);

  Desk& desk_;
  Visit& visit_;
  const Watched& watched_;
  const Ancestors& ancestors_;
  const ports::ScanRequest& request_;
  core::ChainName chain_;
  std::uint64_t target_ = 0;
  std::uint64_t blocks_per_step_;
  std::uint64_t covered_version_ = 0;  // the last one of scanned_.last
  Header other_;
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::aptos
