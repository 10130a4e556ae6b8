// FakeChain: a chain at the level of ports::ChainReader, for tests of the steps: blocks, forks, failures on command. It is
// as strict as the port: parents are checked, nothing is reported twice, finality is a number of blocks on top.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "ports/chain_reader.hpp"

namespace bepusdt::test {

class FakeChain : public ports::ChainReader {
 public:
  FakeChain(std::string name, BlockTime start, Seconds interval, std::uint64_t finality);

  // Adds a block holding `transfers` (their block is set here) `interval` after the last, or at `time`.
  core::BlockRef mine(std::vector<core::Transfer> transfers = {}, std::optional<BlockTime> time = {});
  void mine_empty(int count);
  // Removes the newest `depth` blocks; what is mined next takes their heights with other hashes.
  void fork(std::uint64_t depth);
  [[nodiscard]] core::BlockRef tip() const { return blocks_.back().ref; }

  core::Transfer transfer(const core::TradeType& type, const std::string& to, const core::BaseUnits& units,
                          const std::string& hash, const std::string& position = "0") const;

  bool unreachable = false;
  std::optional<std::uint64_t> knows_up_to;  // block_at() asks a node that is behind
  bool check_says_absent = false;
  std::set<std::string> checks_lack;  // hashes of which a check cannot be told
  int scans = 0;

  Result<core::BlockRef, ports::ReadError> head() override;
  Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override;
  Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(const ports::ScanRequest& request) override;
  Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override;
  std::vector<ports::EndpointHealth> endpoints() const override { return {}; }

 private:
  struct Block {
    core::BlockRef ref;
    std::vector<core::Transfer> transfers;
  };
  [[nodiscard]] const Block* at(std::uint64_t height) const;

  core::ChainName name_;
  Seconds interval_;
  std::uint64_t finality_;
  std::uint64_t branch_ = 0;  // makes hashes differ between forks
  std::vector<Block> blocks_;
};

}  // namespace bepusdt::test
