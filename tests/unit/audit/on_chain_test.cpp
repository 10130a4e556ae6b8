// The ledger against the chain: payments that the node does not know, knows elsewhere, or cannot be asked about.
#include "audit/on_chain.hpp"

#include <gtest/gtest.h>

#include "audited_world.hpp"

namespace bepusdt::audit {
namespace {

class OnChainOf : public testing::Test {
 protected:
  OnChainOf() { world.let_everything_happen(); }

  OnChain ask(bool with_reader = true) {
    Readers readers;
    if (with_reader) readers.emplace(core::ChainName("ethereum"), &world.chain);
    auto told = audit_on_chain(*world.store, readers, findings);
    EXPECT_TRUE(told);
    return *std::move(told);
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const Violation& violation : findings.kept()) all.push_back(AuditedWorld::line(violation));
    return all;
  }
  AuditedWorld world;
  Findings findings;
};

TEST_F(OnChainOf, APaymentThatIsThereIsClean) {
  const OnChain told = ask();
  EXPECT_EQ(told.asked, 2u);  // the newest final block and the payment of A
  EXPECT_TRUE(told.cannot_reach.empty());
  EXPECT_EQ(lines(), std::vector<std::string>());
}

TEST_F(OnChainOf, APaymentThatTheNodeDoesNotKnowIsAViolation) {
  world.chain.check_says_absent = true;
  (void)ask();
  const std::string a = world.look_up("SELECT trade_id FROM orders WHERE order_id = 'A'");
  EXPECT_EQ(lines(), std::vector<std::string>{"1 transfers 0xa/0: paid order " + a +
                                              ", and the node says that it is unknown, failed or something else"});
}

TEST_F(OnChainOf, APaymentInAnotherBlockThanTheStoreSaysIsAViolation) {
  world.damage("UPDATE transfers SET block_height = block_height - 1 WHERE hash = '0xa'");
  (void)ask();
  ASSERT_EQ(lines().size(), 1u);
  EXPECT_TRUE(lines().front().ends_with("it is in another block")) << lines().front();
}

TEST_F(OnChainOf, APaymentOfAnotherAmountThanTheStoreSaysIsAViolation) {
  world.damage("UPDATE transfers SET units = '999' WHERE hash = '0xa'");
  (void)ask();
  EXPECT_EQ(lines().size(), 1u);
}

TEST_F(OnChainOf, AFinalBlockThatTheChainDoesNotHaveIsAViolation) {
  world.damage("UPDATE blocks SET hash = '0xother' WHERE height = (SELECT final_height FROM cursors)");
  (void)ask();
  ASSERT_EQ(lines().size(), 1u);
  EXPECT_TRUE(lines().front().starts_with("4 blocks ethereum/")) << lines().front();
}

TEST_F(OnChainOf, APaymentThatWasReversedIsNotAskedFor) {
  world.damage("UPDATE orders SET reversed = 1 WHERE order_id = 'A'");
  world.chain.check_says_absent = true;
  (void)ask();
  EXPECT_EQ(lines(), std::vector<std::string>());
}

TEST_F(OnChainOf, ANodeThatCannotBeReachedIsNamedAndNoViolation) {
  world.chain.unreachable = true;
  const OnChain told = ask();
  EXPECT_EQ(told.cannot_reach.size(), 1u);
  EXPECT_EQ(lines(), std::vector<std::string>());
}

TEST_F(OnChainOf, PaymentsOfAChainThatIsOffAreCountedAndNotAsked) {
  const OnChain told = ask(false);
  EXPECT_EQ(told.asked, 0u);
  EXPECT_EQ(told.without_reader, 1u);
}

}  // namespace
}  // namespace bepusdt::audit
