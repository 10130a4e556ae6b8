// Each clause of each invariant, planted as rows behind the store's back: it is found, and named with its row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audited_world.hpp"

namespace bepusdt::audit {
namespace {

struct Planted {
  const char* name;
  const char* found;  // "invariant table"
  const char* says;   // part of the sentence
  const char* sql;    // {A}: the trade id of order A
};

void PrintTo(const Planted& planted, std::ostream* out) { *out << planted.name; }

// The unique index that forbids it is replaced by one that does not.
#define WITHOUT_UNIQUE_OFFERS "DROP INDEX quotes_offer; CREATE INDEX quotes_offer ON quotes (place, units, released_at); "
#define OF(order) "order_seq = (SELECT seq FROM orders WHERE order_id = '" order "')"
#define TRADE_ID(order) "(SELECT trade_id FROM orders WHERE order_id = '" order "')"
#define COPY_OF_THE_TRANSFER(status, trade_id)                                                                         \
  "INSERT INTO transfers SELECT NULL, chain, hash, '9', merchant_id, trade_type, contract, from_address, to_address, " \
  "units, block_height, block_hash, block_parent, block_time, first_block_time, seen_at, '" status "', 0, " trade_id   \
  ", '', 0 FROM transfers WHERE hash = '0xa'"
#define PAID_EVENT "kind = 2 AND trade_id = " TRADE_ID("A")

const Planted kPlanted[] = {
    // 1
    {"OneTransferPaysTwoOrders", "1 orders", "which belongs to order",
     "UPDATE orders SET payment_hash = '0xa' WHERE order_id = 'D'"},
    {"AnOrderIsPaidByATransferThatIsNotInTheLedger", "1 orders", "not its own in the ledger",
     "UPDATE orders SET payment_hash = '0xdead' WHERE order_id = 'A'"},
    {"AnOrderIsPaidByATransferThatCountsAsUnmatched", "1 orders", "counts as unmatched",
     "UPDATE transfers SET status = 'unmatched', reason = 'no_order' WHERE hash = '0xa'"},
    {"AnOrderIsPaidByATransferThatLeftTheChain", "1 orders", "left the chain",
     "UPDATE transfers SET gone = 1 WHERE hash = '0xa'"},
    {"AnOrderIsPaidByATransferThatIsNotFinal", "1 orders", "which is not final",
     "UPDATE transfers SET block_height = (SELECT block_height FROM cursors) WHERE hash = '0xa'"},
    {"ATransferPaysAnOrderThatDoesNotExist", "1 transfers", "which does not exist",
     COPY_OF_THE_TRANSFER("matched", "'nobody'")},
    {"ATransferIsConsumedByAnOrderThatAnotherOnePaid", "1 transfers", "and not by it",
     COPY_OF_THE_TRANSFER("matched", "trade_id")},
    {"ATransferThatLeftTheChainIsStillConsumed", "1 transfers", "still consumed",
     "UPDATE transfers SET gone = 1 WHERE hash = '0xd'"},
    // 2
    {"TwoLiveReservationsHoldOneAmount", "2 orders", "holds the same amount",
     WITHOUT_UNIQUE_OFFERS
     "UPDATE quotes SET units = (SELECT units FROM quotes WHERE " OF("B") "), place = (SELECT place "
                                                                          "FROM quotes WHERE " OF("B") ") WHERE " OF("D")},
    {"AnOpenAmountIsNotAloneAtItsAddress", "2 orders", "has for itself",
     "UPDATE quotes SET units = '0', fiat_amount = '0', place = (SELECT place FROM quotes WHERE " OF("B") ") WHERE " OF(
         "D")},
    {"AReservationIsSetFreeBeforeItsHoldEnds", "2 orders", "before its hold ended",
     "UPDATE quotes SET released_at = held_until - 1 WHERE " OF("B")},
    // 3
    {"APaidOrderWaitsAgain", "3 orders", "was paid once",
     "UPDATE orders SET state = 1, payment_hash = '', received = '0' WHERE order_id = 'A'"},
    {"APaidOrderHasNoTimeOfItsPayment", "3 orders", "no time of its payment",
     "UPDATE orders SET paid_at = NULL WHERE order_id = 'A'"},
    {"APaidOrderNamesNoTransfer", "3 orders", "names no transfer",
     "UPDATE orders SET payment_hash = '' WHERE order_id = 'A'"},
    {"AWaitingOrderNamesAPayment", "3 orders", "names a transfer",
     "UPDATE orders SET payment_hash = '0xstray' WHERE order_id = 'B'"},
    {"AWaitingOrderHasReceivedMoney", "3 orders", "names a transfer",
     "UPDATE orders SET received = '1' WHERE order_id = 'B'"},
    {"AConfirmingOrderCameFromPaid", "3 orders", "came from paid", "UPDATE orders SET came_from = 2 WHERE order_id = 'D'"},
    {"AnOrderIsReversedThatWasNeverPaid", "3 orders", "counts as reversed",
     "UPDATE orders SET reversed = 1 WHERE order_id = 'B'"},
    {"ACancelledOrderHasNoTimeOfIt", "3 orders", "no time of its cancelling",
     "UPDATE orders SET cancelled_at = NULL WHERE order_id = 'C'"},
    {"ACancelledOrderWaitsAgain", "3 orders", "was cancelled once", "UPDATE orders SET state = 1 WHERE order_id = 'C'"},
    {"AnExpiredOrderWaitsAgain", "3 orders", "was expired once", "UPDATE orders SET state = 1 WHERE order_id = 'E'"},
    {"AnExpiredOrderIsCancelled", "3 orders", "was expired once",
     "UPDATE orders SET state = 4, cancelled_at = 1 WHERE order_id = 'E'"},
    // 4
    {"ACursorPassesTheHead", "4 cursors", "the node's head is", "UPDATE cursors SET head = block_height - 1"},
    {"ACursorKnowsMoreToBeFinalThanItHasRead", "4 cursors", "has read to",
     "UPDATE cursors SET final_height = block_height + 1"},
    {"ACursorWentBackAndItsBlocksDidNot", "4 cursors", "not the newest of those kept",
     "UPDATE cursors SET block_height = block_height - 1"},
    {"ACursorStandsOnAnotherBlock", "4 cursors", "not the newest of those kept",
     "UPDATE cursors SET block_hash = '0xother'"},
    {"ABlockDoesNotFollowFromTheOneBelow", "4 blocks", "does not follow",
     "UPDATE blocks SET parent = '0xother' WHERE height = (SELECT max(height) - 2 FROM blocks)"},
    {"ABlockThatIsNotFinalWasNotRead", "4 blocks", "without those between",
     "DELETE FROM blocks WHERE height = (SELECT max(height) - 1 FROM blocks)"},
    {"ATransferCountsThatIsAboveTheCursor", "4 transfers", "was read to",
     "UPDATE transfers SET block_height = block_height + 1000 WHERE hash = '0xstray'"},
    {"AGapEndsBeforeItBegins", "4 gaps", "before it begins",
     "INSERT INTO gaps (chain, from_height, to_height, reason, at) VALUES ('ethereum', 20, 10, 'asleep', 1)"},
    {"AGapHidesBlocksInWhichAQuoteWasLive", "4 gaps", "in which a quote was live",
     "INSERT INTO gaps (chain, from_height, to_height, reason, at) SELECT 'ethereum', block_height - 5, block_height, "
     "'asleep', 1 FROM cursors"},
    // 5
    {"APaidOrderHasNoPaidEvent", "5 orders", "has 0 paid events", "DELETE FROM callbacks WHERE " PAID_EVENT},
    {"APaidOrderHasTwoPaidEvents", "5 orders", "has 2 paid events",
     "INSERT INTO callbacks SELECT NULL, event_id || '.again', merchant_id, trade_id, kind, url, host, body, 'pending', 0, "
     "created_at, due_at, NULL FROM callbacks WHERE " PAID_EVENT},
    {"AnEventTellsThatAWaitingOrderIsPaid", "5 callbacks", "is paid, which is waiting",
     "UPDATE callbacks SET trade_id = " TRADE_ID("B") " WHERE " PAID_EVENT},
    {"AnEventTellsThatAPaidOrderIsExpired", "5 callbacks", "is expired, which is paid",
     "UPDATE callbacks SET trade_id = " TRADE_ID("A") " WHERE kind = 3"},
    {"AnEventTellsOfAnOrderThatDoesNotExist", "5 callbacks", "which does not exist",
     "UPDATE callbacks SET trade_id = 'nobody' WHERE kind = 3"},
    {"AnEventGoesToAnotherMerchant", "5 callbacks", "is for merchant shop-2",
     "UPDATE callbacks SET merchant_id = 'shop-2' WHERE " PAID_EVENT},
    {"AnEventTellsOfAnotherPayment", "5 callbacks", "tells of another payment",
     "UPDATE callbacks SET body = replace(body, '0xa', '0xb') WHERE " PAID_EVENT},
    {"AnEventCountsAttemptsThatWereNotKept", "5 callbacks", "counts 2 attempts, and 1 were kept",
     "UPDATE callbacks SET attempts = 2 WHERE " PAID_EVENT},
    {"AnEventIsDeliveredWithoutADelivery", "5 callbacks", "without an attempt that was",
     "UPDATE attempts SET delivered = 0"},
    {"AnEventIsGivenUpWithoutAnAttempt", "5 callbacks", "given up without an attempt",
     "DELETE FROM attempts; UPDATE callbacks SET state = 'dead', attempts = 0 WHERE " PAID_EVENT},
    {"APaidEventIsDropped", "5 callbacks", "was dropped", "UPDATE callbacks SET state = 'dropped' WHERE " PAID_EVENT},
    // 6
    {"AnOrderReceivedMoreThanItsTransferBrought", "6 orders", "and its transfer brought",
     "UPDATE orders SET received = '999' WHERE order_id = 'A'"},
    {"AnOrderLostAQuote", "6 orders", "counts 2 quotes and has 1", "UPDATE orders SET quote_count = 2 WHERE order_id = 'B'"},
    {"AnOrderOffersAQuoteThatItDoesNotHave", "6 orders", "offers quote 5",
     "UPDATE orders SET quote_number = 5 WHERE order_id = 'B'"},
    {"AQuoteHasNoRate", "6 orders", "not positive", "UPDATE quotes SET rate = '0' WHERE " OF("B")},
    {"AQuoteAsksForNothing", "6 orders", "asks for nothing", "UPDATE quotes SET units = '0' WHERE " OF("B")},
    {"AQuoteSellsForLessThanHalf", "6 orders", "less than half", "UPDATE quotes SET units = '990000' WHERE " OF("B")},
    {"AQuoteUsesARateThatJumpedAndWasNotConfirmed", "6 orders", "had jumped",
     "UPDATE quotes SET rate = '8.1234', units = '1821901' WHERE " OF(
         "B") "; INSERT INTO rates (currency, fiat, rate, source, at, confirmed) SELECT 'USDT', 'CNY', '8.1234', 'm', "
              "created_at - "
              "1000, 0 FROM orders WHERE order_id = 'B'"},
    {"AQuoteUsesARateThatIsTooOld", "6 orders", "too old",
     "UPDATE quotes SET rate = '8.1234', units = '1821901' WHERE " OF(
         "B") "; INSERT INTO rates (currency, fiat, rate, source, at, confirmed) SELECT 'USDT', 'CNY', '8.1234', 'm', "
              "created_at - "
              "8000000, 1 FROM orders WHERE order_id = 'B'"},
    {"AStrayTransferHasNoReason", "6 transfers", "has no reason", "UPDATE transfers SET reason = '' WHERE hash = '0xstray'"},
    {"ALateTransferBelongsToNoOrder", "6 transfers", "belongs to no order",
     "UPDATE transfers SET trade_id = '' WHERE hash = '0xe'"},
    {"ATransferBelongsToAnOrderBeforeItWasMatched", "6 transfers", "belongs to an order already",
     "UPDATE transfers SET status = 'seen' WHERE hash = '0xe'"},
    {"ALateTransferBelongsToAnOrderThatDoesNotExist", "6 transfers", "which does not exist",
     "UPDATE transfers SET trade_id = 'nobody' WHERE hash = '0xe'"},
    {"ATransferHasNoTradeType", "6 transfers", "has no trade type",
     "UPDATE transfers SET trade_type = '' WHERE hash = '0xe'"},
    {"ATransferWasSeenLaterThanItsBlock", "6 transfers", "later than its block",
     "UPDATE transfers SET first_block_time = block_time + 1 WHERE hash = '0xe'"},
};

class PlantedViolations : public testing::TestWithParam<Planted> {};

TEST_P(PlantedViolations, AreFoundAndNamed) {
  AuditedWorld world;
  world.let_everything_happen();
  ASSERT_EQ(world.found(), std::vector<std::string>());
  world.damage(GetParam().sql);
  const auto found = world.found();
  EXPECT_TRUE(std::ranges::any_of(found, [](const std::string& line) {
    return line.starts_with(std::string(GetParam().found) + " ") && line.find(GetParam().says) != line.npos;
  })) << testing::PrintToString(found);
}

INSTANTIATE_TEST_SUITE_P(Audit, PlantedViolations, testing::ValuesIn(kPlanted),
                         [](const auto& planted) { return std::string(planted.param.name); });

TEST(PlantedViolation, IsNamedWithItsRows) {
  AuditedWorld world;
  world.let_everything_happen();
  const std::string a = world.look_up("SELECT trade_id FROM orders WHERE order_id = 'A'");
  const std::string d = world.look_up("SELECT trade_id FROM orders WHERE order_id = 'D'");
  world.damage("UPDATE orders SET payment_hash = '0xa' WHERE order_id = 'D'");
  EXPECT_THAT(world.found(), testing::UnorderedElementsAre(
                                 "1 orders " + d + ": is paid by transfer 0xa/0, which belongs to order " + a,
                                 "1 transfers 0xd/0: is consumed by order " + d + ", which is confirming and not by it"));
}

}  // namespace
}  // namespace bepusdt::audit
