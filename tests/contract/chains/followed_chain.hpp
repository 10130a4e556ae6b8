// FollowedChain: the promise of a chain reader, over a random schedule: whatever nodes do (trouble, lag, forks, what they leave
// out), a caller that follows the port's rules ends with exactly the transfers that the chain holds, each in its block. A family
// says what happens on its chain and to its nodes; the caller here is scan_chain in small: a cursor, the kept blocks below it,
// a ledger by key.
#pragma once

#include <map>
#include <random>

#include "contract/chains/reader_world.hpp"

namespace bepusdt::chains {

template <class Family>
class FollowedChain : public ReaderWorld<Family>, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  using World = ReaderWorld<Family>;
  using World::a, World::at, World::b, World::chain, World::clock, World::reader;

  // What a family brings.
  virtual void begin() = 0;  // settings of the reader, and how the chain begins
  virtual void mine(std::uint64_t blocks) = 0;
  virtual void change_faults() = 0;
  virtual void fork() {}
  virtual void each_round() {}
  virtual void scanned_was(const ports::Scanned&) {}  // up to `cursor`, and noted
  virtual void faults_stop() {
    a() = {};
    b() = {};
    clock.advance(Millis(600'000));
  }

  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  void run(std::uint64_t seed) {
    random.seed(seed);
    this->second_endpoint();
    begin();
    cursor = at(Family::kFirst);
    kept[cursor.height] = cursor;
    for (int round = 0; round < 40; ++round) {
      each_round();
      if (chance(40)) change_faults();
      if (chance(70)) mine(below(8));
      if (chance(15)) fork();
      for (std::uint64_t i = 0; i < 1 + below(3); ++i) step();
      clock.advance(Millis(static_cast<std::int64_t>(below(20'000))));
      if (::testing::Test::HasFatalFailure()) return;
    }
    faults_stop();
    mine(3);
    const std::uint64_t end = chain.head();
    if (!Family::kEveryHeight) chain.mine_empty(this->held_back() + 2);
    for (int i = 0; i < 600 && !arrived(end); ++i) {
      step();
      clock.advance(Millis(20'000));
      if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_TRUE(arrived(end));
    expect_everything();
    EXPECT_GT(this->expected().size(), 5u);
  }

  // Up to the cursor everything is held that is on the chain, and nothing else.
  void expect_everything() {
    std::vector<typename World::Transfer> held;
    for (const auto& [key, entry] : ledger)
      if (!entry.gone) held.push_back(this->plain(entry.transfer));
    auto truth = this->expected();
    std::erase_if(truth, [&](const auto& transfer) { return height_of(transfer) > cursor.height; });
    std::ranges::sort(held);
    std::ranges::sort(truth);
    EXPECT_EQ(held, truth);
  }

  struct Entry {
    core::Transfer transfer;
    bool gone = false;
  };
  std::mt19937_64 random;
  core::BlockRef cursor;
  std::map<std::uint64_t, core::BlockRef> kept;
  std::map<std::string, Entry> ledger;

 private:
  // Far enough, and on the chain as it is now.
  bool arrived(std::uint64_t end) const {
    return cursor.height >= end && cursor.height <= chain.head() && this->same(cursor, at(cursor.height));
  }
  static std::uint64_t height_of(const typename World::Transfer& transfer) {
    if constexpr (requires { transfer.slot; })
      return transfer.slot;
    else
      return transfer.height;
  }

  void step() {
    const std::uint64_t most = 1 + below(60);
    const auto answer = this->scan(cursor, most);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      return;
    }
    if (std::holds_alternative<ports::Forked>(*answer)) {
      ASSERT_TRUE(Family::kForks) << "nothing that is read of this chain forks";
      return rewind();
    }
    const auto& found = std::get<ports::Scanned>(*answer);
    expect_hangs_together(found, most);
    if (::testing::Test::HasFatalFailure()) return;
    for (const core::BlockRef& block : found.blocks) kept[block.height] = block;
    for (const core::Transfer& transfer : found.transfers) {
      Entry& entry = ledger[transfer.key.hash.value() + "/" + transfer.key.position.value()];
      ASSERT_TRUE(entry.transfer.key.hash.value().empty() || entry.gone) << "told twice";
      entry = {transfer, false};
    }
    cursor = found.last;
    scanned_was(found);
  }
  // What the port says of every scan.
  void expect_hangs_together(const ports::Scanned& found, std::uint64_t most) const {
    ASSERT_GE(found.last.height, cursor.height);
    ASSERT_LE(found.final_height, found.last.height);
    ASSERT_LE(found.last.height, found.head);
    if (Family::kEveryHeight) {
      ASSERT_LE(found.last.height, cursor.height + most);
      const std::uint64_t unnamed = Family::kNamesFinalBlocks ? 0 : found.final_height;
      for (std::uint64_t h = std::max(unnamed, cursor.height) + 1; h <= found.last.height; ++h)
        ASSERT_EQ(std::ranges::count(found.blocks, h, &core::BlockRef::height), 1);
    } else {
      ASSERT_LE(found.blocks.size(), most + 1);
    }
    std::uint64_t height = cursor.height;
    for (const core::BlockRef& block : found.blocks) {
      ASSERT_GT(block.height, height);
      height = block.height;
      if (!Family::kForks) {
        const core::BlockRef truth = at(height);
        ASSERT_TRUE(this->same(block, truth));
        if (!truth.parent.value().empty()) {
          ASSERT_EQ(block.parent, truth.parent);
        }
      }
    }
    if (!this->same(found.last, cursor)) {
      ASSERT_EQ(found.blocks.back(), found.last);
    }
    height = cursor.height + 1;
    for (const core::Transfer& transfer : found.transfers) {
      ASSERT_GE(transfer.block.height, height);
      ASSERT_LE(transfer.block.height, found.last.height);
      height = transfer.block.height;
    }
  }
  void rewind() {
    for (auto block = std::make_reverse_iterator(kept.upper_bound(cursor.height)); block != kept.rend(); ++block) {
      const auto there = reader().block_at(block->first);
      if (!there) {
        clock.advance(there.error().retry_after.value_or(Millis(1'000)));
        return;
      }
      if (*there != std::optional(block->second)) continue;
      cursor = block->second;
      kept.erase(kept.upper_bound(cursor.height), kept.end());
      for (auto& [key, entry] : ledger)
        if (entry.transfer.block.height > cursor.height) entry.gone = true;
      return;
    }
    FAIL() << "no common block";
  }
};

}  // namespace bepusdt::chains
