// "When a payment is on time" (contract part 1 §3), sentence by sentence, as far as the match rule decides it.
#include "core/match.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace bepusdt::core {

static void PrintTo(Verdict verdict, std::ostream* out) {
  *out << (verdict == Verdict::pays ? "pays" : verdict == Verdict::late ? "late" : "unmatched");
}

namespace {

constexpr TradeType kUsdt{
    .name = "usdt.erc20", .chain = "ethereum", .currency = "USDT", .decimals = 6, .native = false, .stablecoin = true};
constexpr TradeType kEth{
    .name = "ethereum.eth", .chain = "ethereum", .currency = "ETH", .decimals = 18, .native = true, .stablecoin = false};

constexpr std::int64_t kCreated = 1'700'000'000;  // seconds
constexpr std::int64_t kDeadline = kCreated + 1200;
constexpr std::int64_t kLateUntil = kDeadline + 10'800;

constexpr Time at(std::int64_t seconds) { return from_unix_millis(seconds * 1000); }
constexpr BlockTime stamp(std::int64_t seconds) { return from_unix_seconds(seconds); }

Quote quote(const TradeType& type = kUsdt) {
  Quote q;
  q.trade_type = &type;
  q.units = 1'350'000;
  q.fiat = "CNY";
  q.fiat_amount = Decimal(10);
  q.created_at = at(kCreated);
  q.deadline = at(kDeadline);
  q.late_until = at(kLateUntil);
  return q;
}

Order order(OrderState state = OrderState::waiting) {
  Order o;
  o.state = state;
  o.fiat = "CNY";
  o.fiat_amount = Decimal(10);
  o.created_at = at(kCreated);
  o.deadline = at(kDeadline);
  return o;
}

TEST(PaymentWindow, BeginsSixtySecondsBeforeTheCreation) {
  EXPECT_FALSE(in_window(quote(), stamp(kCreated - 61)));
  EXPECT_TRUE(in_window(quote(), stamp(kCreated - 60)));
  EXPECT_TRUE(in_window(quote(), stamp(kCreated - 1)));  // a stamp a second before the order's creation counts
  EXPECT_TRUE(in_window(quote(), stamp(kCreated)));
}

TEST(PaymentWindow, EndsWithTheGrace) {
  EXPECT_TRUE(in_window(quote(), stamp(kDeadline + 1)));
  EXPECT_TRUE(in_window(quote(), stamp(kLateUntil)));
  EXPECT_FALSE(in_window(quote(), stamp(kLateUntil + 1)));  // later still: unmatched
}

TEST(PaymentOnTime, PaysFromTheWindowsBeginUpToTheDeadline) {
  for (const std::int64_t time : {kCreated - 60, kCreated, kCreated + 600, kDeadline}) {
    EXPECT_EQ(judge(order(), quote(), stamp(time), AcceptLate::never).verdict, Verdict::pays) << time;
    EXPECT_EQ(judge(order(), quote(kEth), stamp(time), AcceptLate::never).verdict, Verdict::pays) << time;
  }
}

TEST(PaymentOnTime, CountsByBlockTimeWheneverItIsRead) {
  EXPECT_EQ(judge(order(OrderState::expired), quote(), stamp(kDeadline), AcceptLate::never).verdict, Verdict::pays);
}

TEST(LatePayment, FollowsTheOperatorsSetting) {
  const auto verdict = [](const TradeType& type, AcceptLate setting) {
    return judge(order(OrderState::expired), quote(type), stamp(kDeadline + 1), setting).verdict;
  };
  EXPECT_EQ(verdict(kUsdt, AcceptLate::never), Verdict::late);
  EXPECT_EQ(verdict(kEth, AcceptLate::never), Verdict::late);
  EXPECT_EQ(verdict(kUsdt, AcceptLate::stablecoins), Verdict::pays);
  EXPECT_EQ(verdict(kEth, AcceptLate::stablecoins), Verdict::late);
  EXPECT_EQ(verdict(kUsdt, AcceptLate::always), Verdict::pays);
  EXPECT_EQ(verdict(kEth, AcceptLate::always), Verdict::pays);
}

TEST(LatePayment, StaysLateUpToTheEndOfGraceAndSaysWhy) {
  const Match match = judge(order(OrderState::expired), quote(), stamp(kLateUntil), AcceptLate::never);
  EXPECT_EQ(match.verdict, Verdict::late);
  EXPECT_EQ(match.reason, reason::kLate);
}

TEST(LatePayment, DoesNotDependOnWhetherTheExpiryWasNoticedYet) {
  EXPECT_EQ(judge(order(OrderState::waiting), quote(kEth), stamp(kDeadline + 1), AcceptLate::stablecoins).verdict,
            Verdict::late);
}

TEST(SupersededQuote, PaysWhileFiatAndFiatAmountAreUnchanged) {
  Order reselected = order();
  reselected.quote_number = 1;
  EXPECT_EQ(judge(reselected, quote(), stamp(kCreated + 5), AcceptLate::never).verdict, Verdict::pays);
}

TEST(SupersededQuote, StaysOnItsOrderUnmatchedOnceFiatOrFiatAmountChanged) {
  Order dearer = order();
  dearer.quote_number = 1;
  dearer.fiat_amount = Decimal(11);
  EXPECT_EQ(judge(dearer, quote(), stamp(kCreated + 5), AcceptLate::always).verdict, Verdict::unmatched);
  EXPECT_EQ(judge(dearer, quote(), stamp(kCreated + 5), AcceptLate::always).reason, reason::kSuperseded);
  Order in_dollars = order();
  in_dollars.quote_number = 1;
  in_dollars.fiat = "USD";
  EXPECT_EQ(judge(in_dollars, quote(), stamp(kCreated + 5), AcceptLate::always).verdict, Verdict::unmatched);
}

TEST(SupersededQuote, TheSameAmountInAnotherSpellingIsUnchanged) {
  Order same = order();
  same.quote_number = 1;
  same.fiat_amount = *Decimal::parse("10.00");
  EXPECT_EQ(judge(same, quote(), stamp(kCreated + 5), AcceptLate::never).verdict, Verdict::pays);
}

TEST(SupersededQuote, IsLateByItsOwnDeadlineNotByTheOrdersNewOne) {
  Order rebuilt = order();
  rebuilt.quote_number = 1;
  rebuilt.deadline = at(kDeadline + 5'000);
  EXPECT_EQ(judge(rebuilt, quote(), stamp(kDeadline + 1), AcceptLate::never).verdict, Verdict::late);
}

TEST(CancelledOrder, IsPaidByAPaymentMinedBeforeTheCancelWasRead) {
  Order cancelled = order(OrderState::cancelled);
  cancelled.cancelled_at = at(kCreated + 100);
  for (const std::int64_t time : {kCreated - 60, kCreated + 99, kCreated + 100})
    EXPECT_EQ(judge(cancelled, quote(), stamp(time), AcceptLate::never).verdict, Verdict::pays) << time;
}

TEST(CancelledOrder, ALaterPaymentIsUnmatchedEvenWhereLateOnesAreTaken) {
  Order cancelled = order(OrderState::cancelled);
  cancelled.cancelled_at = at(kCreated + 100);
  for (const std::int64_t time : {kCreated + 101, kDeadline, kDeadline + 1, kLateUntil}) {
    const Match match = judge(cancelled, quote(), stamp(time), AcceptLate::always);
    EXPECT_EQ(match.verdict, Verdict::unmatched) << time;
    EXPECT_EQ(match.reason, reason::kAfterCancel) << time;
  }
}

TEST(PaidOrder, ASecondPaymentIsKeptAsUnmatchedNotSwallowed) {
  for (const auto state : {OrderState::confirming, OrderState::paid}) {
    const Match match = judge(order(state), quote(), stamp(kCreated + 5), AcceptLate::always);
    EXPECT_EQ(match.verdict, Verdict::unmatched);
    EXPECT_EQ(match.reason, reason::kAlreadyPaid);
  }
}

}  // namespace
}  // namespace bepusdt::core
