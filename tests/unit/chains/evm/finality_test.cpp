// When blocks count as final (contract part 4 §2).
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

class EvmFinality : public ReaderWorld {};

TEST_F(EvmFinality, TheSettingIsATagOrANumberOfBlocks) {
  EXPECT_EQ(Finality::parse("finalized")->kind, Finality::Kind::finalized);
  EXPECT_EQ(Finality::parse("safe")->tag(), "safe");
  EXPECT_EQ(Finality::parse("0")->on_top, 0u);
  EXPECT_EQ(Finality::parse("40")->on_top, 40u);
  for (const char* text : {"", "-1", "12 ", "twelve", "latest", "1000001", "99999999999999999999", "0x10", "+3"})
    EXPECT_FALSE(Finality::parse(text)) << text;
}

TEST_F(EvmFinality, ANumberOfBlocksOnTopCountsFromWhatWasScanned) {
  chain.mine_empty(30);
  EXPECT_EQ(scanned(at(0), 20).final_height, 8u);
  EXPECT_EQ(scanned(at(20), 20).final_height, 18u);
  EXPECT_EQ(scanned(at(30), 20).final_height, 18u);
  EXPECT_EQ(scanned(at(0), 5).final_height, 0u);
}

TEST_F(EvmFinality, ZeroBlocksMeanAsSoonAsSeen) {
  config.finality = {Finality::Kind::blocks, 0};
  chain.mine_empty(3);
  EXPECT_EQ(scanned(at(0)).final_height, 3u);
}

TEST_F(EvmFinality, TheTagsBlockIsTheLimit) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine_empty(30);
  node.host("a").finalized = 21;
  EXPECT_EQ(scanned(at(0)).final_height, 21u);
}

TEST_F(EvmFinality, TheTagNeverMakesFinalWhatIsNotScanned) {
  config.finality = {Finality::Kind::safe, 0};
  chain.mine_empty(30);
  node.host("a").finalized = 21;
  EXPECT_EQ(scanned(at(0), 10).final_height, 10u);
}

TEST_F(EvmFinality, ATagAboveTheNewestBlockIsNotBelieved) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine_empty(30);
  devnet::EvmChain further = chain;
  further.mine_empty(30);
  node.host("a").tag_chain = &further;
  node.host("a").finalized = 45;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
}

TEST_F(EvmFinality, ATagAnsweredWithNullIsNotFinal) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  chain.mine_empty(150);
  const ports::Scanned found = scanned(at(0), 120);
  EXPECT_EQ(found.final_height, 0u);
  EXPECT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.blocks.size(), 120u);
  EXPECT_EQ(log.count("endpoint.no_finality_tag"), 0);
}

TEST_F(EvmFinality, AMissingFinalizedBlockSaidByAnErrorIsNotFinalEither) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine_empty(100);
  a().tag_error = R"({"code":-39001,"message":"finalized block not found"})";
  EXPECT_EQ(scanned(at(0)).final_height, 0u);
  EXPECT_EQ(log.count("endpoint.no_finality_tag"), 0);
}

TEST_F(EvmFinality, ANodeThatDoesNotKnowTheTagFallsBackToTheRowsBlocksAndSaysSoOnce) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine_empty(100);
  a().no_tags = true;
  EXPECT_EQ(scanned(at(0), 100).final_height, 100u - 64u);
  EXPECT_EQ(scanned(at(90), 100).final_height, 100u - 64u);
  EXPECT_EQ(log.count("endpoint.no_finality_tag"), 1);
}

TEST_F(EvmFinality, APassingTroubleWithTheTagIsNoReasonToFallBack) {
  config.finality = {Finality::Kind::finalized, 0};
  chain.mine_empty(100);
  a().tag_error = R"({"code":-32603,"message":"internal error"})";
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::unreachable);
  EXPECT_EQ(log.count("endpoint.no_finality_tag"), 0);
}

TEST_F(EvmFinality, AFinalBlockWithAnotherHashAtTheCursorIsAFork) {
  config.finality = {Finality::Kind::finalized, 0};
  devnet::EvmChain other;
  other.fork(0);
  other.mine_empty(20);
  chain.mine_empty(20);
  ASSERT_NE(other.at(10)->hash, chain.at(10)->hash);
  node.host("a").tag_chain = &other;
  node.host("a").finalized = 20;
  EXPECT_TRUE(forks(at(20)));
}

TEST_F(EvmFinality, AFinalBlockWithAnotherHashBelowTheCursorIsAForkWhenWeKnewBetter) {
  config.finality = {Finality::Kind::finalized, 0};
  devnet::EvmChain other;
  other.fork(0);
  other.mine_empty(20);
  chain.mine_empty(20);
  scanned(at(0));
  node.host("a").tag_chain = &other;
  node.host("a").finalized = 10;
  EXPECT_TRUE(forks(at(20)));
}

TEST_F(EvmFinality, AFinalBlockWithAnotherHashAmongTheNewOnesIsNotBelieved) {
  config.finality = {Finality::Kind::finalized, 0};
  devnet::EvmChain other;
  other.fork(0);
  other.mine_empty(20);
  chain.mine_empty(20);
  node.host("a").tag_chain = &other;
  node.host("a").finalized = 15;
  EXPECT_EQ(error(at(10)).kind, ports::ReadError::Kind::lagging);
}

}  // namespace
}  // namespace bepusdt::chains::evm
