// Aptos has no reorganisations: a node that contradicts a block that was read is in error, and only two of them that agree, with
// none for that block, show that it never was on the chain.
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

using Kind = ports::ReadError::Kind;

class AptosOtherBlocks : public ReaderWorld {
 protected:
  AptosOtherBlocks() {
    chain.mine_empty(10);
    liar = chain;
    liar.forget(4);
    liar.mine({liar.transfer(kUsdt, kPayer, kWallet, 1'000'000)});
    liar.mine_empty(7);
  }
  devnet::AptosChain liar{1};
};

TEST_F(AptosOtherBlocks, AnEndpointWithAnotherBlockIsInErrorAndSaidToAPerson) {
  EXPECT_EQ(scanned(at(0)).last, at(10));
  node.host("a").chain = &liar;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(error(at(10)).kind, Kind::lagging);
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(log.count("endpoint.other_block"), 1);
  for (const auto& line : log.lines()) {
    if (line.event != "endpoint.other_block") continue;
    EXPECT_EQ(line.severity, ports::Severity::error);
    EXPECT_EQ(line.fields.at("host"), "a:443");
    EXPECT_EQ(line.fields.at("height"), "10");
    EXPECT_EQ(line.fields.at("hash"), liar.at(10)->hash);
  }
}

TEST_F(AptosOtherBlocks, WhereAnotherEndpointHasTheBlockItIsRead) {
  second_endpoint();
  node.host("a").chain = &liar;
  chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 5)});
  EXPECT_EQ(plain(scanned(at(10)).transfers), expected());
  EXPECT_EQ(log.count("endpoint.other_block"), 1);
  const int before = node.host("a").requests;
  EXPECT_EQ(scanned(at(11)).last, at(11));
  EXPECT_EQ(node.host("a").requests, before);  // for a while the other one is asked first
}

TEST_F(AptosOtherBlocks, AShorterChainIsNoErrorUnlessABlockBelowIsKnownToDiffer) {
  EXPECT_EQ(scanned(at(0)).last, at(10));
  liar = chain;
  liar.forget(3);
  node.host("a").chain = &liar;
  EXPECT_EQ(error(at(10)).kind, Kind::lagging);
  EXPECT_EQ(log.count("endpoint.other_block"), 0);  // it may merely lag
  liar.forget(1);
  liar.mine();
  EXPECT_EQ(error(at(10)).kind, Kind::lagging);
  EXPECT_EQ(log.count("endpoint.other_block"), 1);
}

TEST_F(AptosOtherBlocks, TwoEndpointsThatAgreeShowThatTheBlockNeverWas) {
  node.host("a").chain = &liar;
  EXPECT_EQ(plain(scanned(Family::ref(liar, 6)).transfers).size(), 1u);  // what was believed
  const core::BlockRef lie = Family::ref(liar, 10);
  node.host("a").chain = &chain;
  EXPECT_EQ(error(lie).kind, Kind::lagging);  // one alone does not undo it
  clock.advance(Millis(60'000));
  fresh_reader();
  second_endpoint();
  EXPECT_TRUE(forks(lie));
  // Both go on to answer, for the way back to the newest common block.
  EXPECT_EQ((*reader().block_at(7))->hash.value(), chain.at(7)->hash);
  EXPECT_EQ((*reader().block_at(6))->hash.value(), liar.at(6)->hash);
  EXPECT_EQ(scanned(at(6)).last, at(10));
}

TEST_F(AptosOtherBlocks, TwoThatContradictEachOtherAsWellShowNothing) {
  second_endpoint();
  devnet::AptosChain another = chain;
  another.forget(2);
  another.mine_empty(5);
  node.host("a").chain = &liar;
  node.host("b").chain = &another;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(error(at(10)).kind, Kind::lagging);
    clock.advance(Millis(60'000));
  }
}

TEST_F(AptosOtherBlocks, TwoNeedNotSayItInOneCall) {
  second_endpoint();
  node.host("a").chain = &liar;
  node.host("b").chain = &liar;
  b().down = true;
  EXPECT_FALSE(scan(at(10)).has_value());
  b() = {};
  a().down = true;
  clock.advance(Millis(60'000));
  EXPECT_TRUE(forks(at(10)));
}

TEST_F(AptosOtherBlocks, WhatWasSaidOfOneBlockDoesNotCountAgainstAnother) {
  second_endpoint();
  node.host("a").chain = &liar;
  b().down = true;
  EXPECT_FALSE(scan(at(10)).has_value());
  b() = {};
  clock.advance(Millis(60'000));
  EXPECT_EQ(scanned(at(10)).last, at(10));  // b has it
  node.host("a").chain = &chain;
  node.host("b").chain = &liar;
  a().down = true;
  clock.advance(Millis(60'000));
  EXPECT_EQ(error(at(10)).kind, Kind::lagging);
}

TEST(AptosOtherBlocksKept, CountOnlyWhileItIsAboutTheSameBlockOfOurs) {
  const auto ours = [](const char* hash) { return core::BlockRef{10, core::BlockHash(hash), {}, {}}; };
  Header other;
  other.height = 10;
  OtherBlocks others;
  others.reach(ours("0x1"));
  EXPECT_TRUE(others.add(0, other));
  EXPECT_FALSE(others.add(0, other));
  EXPECT_FALSE(others.two_agree());
  others.reach(ours("0x2"));
  EXPECT_TRUE(others.add(1, other));
  EXPECT_FALSE(others.two_agree());
  others.reach(ours("0x2"));
  EXPECT_TRUE(others.add(0, other));
  EXPECT_TRUE(others.two_agree());
  others.clear();
  EXPECT_FALSE(others.two_agree());
}

TEST_F(AptosOtherBlocks, BlocksThatDoNotFitTheBlockByHeightAreNotBelieved) {
  // Between two questions the name stands for another chain: the versions are of one, the block by height of the other.
  node.before_answer = [&](const std::string&, const std::string& question) {
    node.host("a").chain = question == "page" ? &liar : &chain;
  };
  EXPECT_EQ(scanned(at(0)).last, at(6));  // up to there both are the same
  EXPECT_EQ(error(at(6)).kind, Kind::lagging);
}

}  // namespace
}  // namespace bepusdt::chains::aptos
