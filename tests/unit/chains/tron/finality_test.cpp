// When a block of Tron is final (contract part 4 §2): the solidified block, else nineteen distinct witnesses on top.
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

class TronFinality : public ReaderWorld {
 protected:
  void with_solidity() { config.endpoints[0].solidity = "https://a:8443"; }
};

TEST_F(TronFinality, TheSolidifiedBlockIsTheLastFinalOne) {
  with_solidity();
  chain.mine_empty(30);
  node.host("a").solidified = 11;
  EXPECT_EQ(scanned(at(0)).final_height, 11u);
  EXPECT_EQ(scanned(at(0), 5).final_height, 5u);  // never above what was scanned
}

TEST_F(TronFinality, WithoutASolidityAddressNineteenDistinctWitnessesOnTopMakeABlockFinal) {
  chain.mine_empty(18);
  EXPECT_EQ(scanned(at(0)).final_height, 0u);
  chain.mine_empty(1);
  EXPECT_EQ(scanned(at(0)).final_height, 0u);  // block 0 itself
  chain.mine_empty(5);
  EXPECT_EQ(scanned(at(0)).final_height, 5u);
  EXPECT_EQ(called("a", "walletsolidity/getnowblock"), 0);
}

class TronFewWitnesses : public TronFinality {
 protected:
  TronFewWitnesses() {
    chain = devnet::TronChain(18);
    config.first_block = chain.at(0)->id;
  }
};

TEST_F(TronFewWitnesses, EighteenOfThemMakeNothingFinalHoweverOftenTheyBuild) {
  chain.mine_empty(90);
  EXPECT_EQ(scanned(at(0)).final_height, 0u);
}

TEST_F(TronFinality, WitnessesAreCountedOverSeveralScans) {
  chain.mine_empty(40);
  core::BlockRef after = at(0);
  for (int i = 0; i < 10; ++i) after = scanned(after, 4).last;
  EXPECT_EQ(after, tip());
  EXPECT_EQ(scanned(after).final_height, 21u);
}

TEST_F(TronFinality, WitnessesOfBlocksThatAForkTookAwayDoNotCount) {
  chain.mine_empty(25);
  EXPECT_EQ(scanned(at(0)).final_height, 6u);
  const core::BlockRef common = at(15);
  chain.fork(10);
  chain.mine_empty(3);
  const std::uint64_t now = scanned(common).final_height;
  EXPECT_EQ(now, 0u);  // fifteen blocks below the fork and three above: only eighteen distinct ones were seen
}

TEST_F(TronFinality, WhereTheSolidityAddressFailsTheWitnessesDecideAndItIsSaidOnce) {
  with_solidity();
  chain.mine_empty(30);
  EXPECT_EQ(scanned(at(0)).final_height, 11u);
  EXPECT_EQ(scanned(at(0)).final_height, 11u);
  EXPECT_EQ(log.count("endpoint.no_solidified_block"), 1);
  EXPECT_EQ(log.count("endpoint.down"), 0);
}

TEST_F(TronFinality, ASolidifiedBlockThatIsNotOnTheChainIsNotBelieved) {
  with_solidity();
  chain.mine_empty(30);
  devnet::TronChain other = chain;
  other.fork(20);
  other.mine_empty(20);
  node.host("a").solid_chain = &other;
  node.host("a").solidified = 25;
  EXPECT_EQ(error(at(20)).kind, ports::ReadError::Kind::lagging);
  EXPECT_TRUE(forks(at(25)));  // it names another block at the caller's height
}

TEST_F(TronFinality, ASolidifiedBlockAboveTheNewestIsNotBelieved) {
  with_solidity();
  chain.mine_empty(30);
  devnet::TronChain further = chain;
  further.mine_empty(30);
  node.host("a").solid_chain = &further;
  node.host("a").solidified = 45;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
}

TEST_F(TronFinality, ANumberOfBlocksOnTopMayBeSetInstead) {
  with_solidity();
  config.finality = {Finality::Kind::blocks, 3};
  chain.mine_empty(10);
  EXPECT_EQ(scanned(at(0)).final_height, 7u);
  EXPECT_EQ(called("a", "walletsolidity/getnowblock"), 0);
}

}  // namespace
}  // namespace bepusdt::chains::tron
