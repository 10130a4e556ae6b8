// refresh_rates: which prices count, over a real store: the rule about jumps up, down, confirmed, refuted and across a
// restart; what a source that fails leaves behind; what is asked for.
#include "payment/refresh_rates.hpp"

#include <gtest/gtest.h>

#include "store/sqlite/sqlite_store.hpp"
#include "support/fakes.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::payment {
namespace {

using core::Decimal;
using ports::Pair;

Decimal d(std::string_view text) { return *Decimal::parse(text); }

const Pair kUsdtCny{"USDT", "CNY"};
const Pair kTrxCny{"TRX", "CNY"};
const std::vector<Pair> kPairs{kTrxCny, kUsdtCny};
const Time kStart = from_unix_millis(1'760'000'000'000);

class ToldSource : public ports::PriceSource {
 public:
  std::string_view name() const override { return source_name; }
  bool is_market() const override { return market; }
  Result<std::vector<ports::Price>, ports::PriceError> fetch(const std::vector<Pair>& pairs) override {
    asked = pairs;
    return answer;
  }
  std::string source_name = "told";
  bool market = true;
  std::vector<Pair> asked;
  Result<std::vector<ports::Price>, ports::PriceError> answer;
};

class NoDirectory : public ports::Directory {
 public:
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override {
    return std::make_shared<ports::DirectorySnapshot>();
  }
};

class RefreshRatesTest : public ::testing::Test {
 protected:
  RefreshRatesTest() { restart(); }

  // As after SIGKILL: nothing is left but the file.
  void restart() {
    step.reset();
    store.reset();
    store::SqliteOptions options;
    options.path = folder.file("rates.db");
    auto opened = store::SqliteStore::open(options);
    ASSERT_TRUE(opened);
    store = std::move(*opened);
    step = std::make_unique<RefreshRates>(Ports{*store, directory, clock, random, log, metrics, feed}, source, d("0.2"));
  }

  // A minute passes, then the source says this of USDT.
  RefreshedRates look(std::string_view rate, std::optional<Time> as_of = std::nullopt) {
    clock.advance(Seconds(60));
    return look_now({{kUsdtCny, d(rate), as_of}});
  }
  RefreshedRates look_now(std::vector<ports::Price> prices) {
    source.answer = std::move(prices);
    auto refreshed = step->run(kPairs);
    EXPECT_TRUE(refreshed);
    return refreshed.value_or(RefreshedRates{});
  }
  static std::string usdt(const RefreshedRates& refreshed) {
    const auto found = refreshed.prices.find(kUsdtCny);
    return found == refreshed.prices.end() ? "none" : found->second.rate.to_string();
  }
  // "7.2" a good row, "9?" an unconfirmed one; oldest first.
  std::vector<std::string> history(const Pair& pair = kUsdtCny) {
    std::vector<std::string> out;
    EXPECT_TRUE(store->read([&](const ports::View& view) {
      for (const auto& row : view.rate_history(pair.currency, pair.fiat, 1'000))
        out.insert(out.begin(), row.rate.to_string() + (row.confirmed ? "" : "?"));
    }));
    return out;
  }

  using Rows = std::vector<std::string>;
  test::TempFolder folder;
  test::SetClock clock{kStart};
  NoDirectory directory;
  test::SeededRandom random{1};
  test::KeptLog log;
  test::NoMetrics metrics;
  test::KeptFeed feed;
  ToldSource source;
  std::unique_ptr<store::SqliteStore> store;
  std::unique_ptr<RefreshRates> step;
};

TEST_F(RefreshRatesTest, KeepsEveryPriceAsARowAndGivesTheNewest) {
  const auto first = look("7.2");
  EXPECT_EQ(usdt(first), "7.2");
  EXPECT_EQ(first.prices.at(kUsdtCny).at, kStart + Seconds(60));
  EXPECT_EQ(usdt(look("7.25")), "7.25");
  EXPECT_EQ(history(), (Rows{"7.2", "7.25"}));
  EXPECT_EQ(source.asked, kPairs);
  ASSERT_TRUE(store->read([&](const ports::View& view) {
    const auto row = view.rate_history("USDT", "CNY", 1).at(0);
    EXPECT_EQ(row.source, "told");
    EXPECT_EQ(row.at, kStart + Seconds(120));
  }));
}

TEST_F(RefreshRatesTest, TakesAChangeOfExactlyTheLimitButNotMore) {
  look("10");
  EXPECT_EQ(usdt(look("12")), "12");
  EXPECT_EQ(usdt(look("9.6")), "9.6");
  EXPECT_EQ(usdt(look("11.5200000001")), "9.6");
  EXPECT_EQ(usdt(look("9.6")), "9.6");
  EXPECT_EQ(usdt(look("7.6799999999")), "9.6");
  EXPECT_EQ(history(), (Rows{"10", "12", "9.6", "11.5200000001?", "9.6", "7.6799999999?"}));
}

TEST_F(RefreshRatesTest, DoesNotQuoteAJumpUpUntilASecondLookAgrees) {
  look("7.2");
  const auto jumped = look("72");
  EXPECT_EQ(usdt(jumped), "7.2");
  EXPECT_EQ(jumped.prices.at(kUsdtCny).at, kStart + Seconds(60)) << "the good price grows old meanwhile";
  EXPECT_EQ(jumped.suspicious, (std::vector<Pair>{kUsdtCny}));
  EXPECT_EQ(log.count("rate.jumped"), 1);
  const auto agreed = look("70");
  EXPECT_EQ(usdt(agreed), "70");
  EXPECT_TRUE(agreed.suspicious.empty());
  EXPECT_EQ(log.count("rate.jump_agreed"), 1);
  EXPECT_EQ(usdt(look("71")), "71");
  EXPECT_EQ(history(), (Rows{"7.2", "72?", "70", "71"}));
  EXPECT_EQ(log.count("rate.jumped"), 1);
}

TEST_F(RefreshRatesTest, DoesNotQuoteAJumpDownUntilASecondLookAgrees) {
  look("7.2");
  EXPECT_EQ(usdt(look("0.72")), "7.2");
  EXPECT_EQ(usdt(look("0.75")), "0.75");
  EXPECT_EQ(history(), (Rows{"7.2", "0.72?", "0.75"}));
}

TEST_F(RefreshRatesTest, ForgetsAJumpThatTheNextLookRefutes) {
  look("7.2");
  look("72");
  EXPECT_EQ(usdt(look("7.3")), "7.3");
  EXPECT_EQ(usdt(look("72")), "7.3") << "the earlier suspicion does not count as a first look any more";
  EXPECT_EQ(history(), (Rows{"7.2", "72?", "7.3", "72?"}));
}

TEST_F(RefreshRatesTest, AsksForAgreementWithTheLastSuspicionNotWithAnyEarlierOne) {
  look("7.2");
  EXPECT_EQ(usdt(look("72")), "7.2");
  EXPECT_EQ(usdt(look("0.7")), "7.2");
  EXPECT_EQ(usdt(look("72")), "7.2");
  EXPECT_EQ(usdt(look("72")), "72");
  EXPECT_EQ(history(), (Rows{"7.2", "72?", "0.7?", "72?", "72"}));
}

TEST_F(RefreshRatesTest, RemembersASuspicionAcrossARestart) {
  look("7.2");
  look("72");
  restart();
  EXPECT_EQ(usdt(look("72.5")), "72.5");

  look("7.2");
  restart();
  EXPECT_EQ(usdt(look("7.3")), "7.3");
  look("73");
  restart();
  EXPECT_EQ(usdt(look("7.2")), "7.2");
  restart();
  EXPECT_EQ(usdt(look("73")), "7.2");
  EXPECT_EQ(history(), (Rows{"7.2", "72?", "72.5", "7.2?", "7.3", "73?", "7.2", "73?"}));
}

TEST_F(RefreshRatesTest, ChangesNothingWhenTheSameAnswerIsTakenAgain) {
  look("7.2");
  look_now({{kUsdtCny, d("7.2"), std::nullopt}});
  const auto jumped = look("72");
  const auto again = look_now({{kUsdtCny, d("72"), std::nullopt}});
  EXPECT_EQ(usdt(again), "7.2") << "one look, taken twice, does not agree with itself";
  EXPECT_EQ(again.suspicious, jumped.suspicious);
  EXPECT_EQ(history(), (Rows{"7.2", "72?"}));
  EXPECT_EQ(log.count("rate.jumped"), 1);
}

TEST_F(RefreshRatesTest, DatesAPriceByTheSourcesOwnStamp) {
  const Time stamp = kStart - Seconds(3'600);
  EXPECT_EQ(look("7.2", stamp).prices.at(kUsdtCny).at, stamp);
  const auto ahead = look("7.3", kStart + Seconds(86'400));
  EXPECT_EQ(ahead.prices.at(kUsdtCny).at, clock.now()) << "never later than our clock";
}

TEST_F(RefreshRatesTest, DoesNotTakeAnUnchangedStampForASecondLook) {
  look("7.2");
  const Time stamp = clock.now() + Seconds(30);
  EXPECT_EQ(usdt(look("72", stamp)), "7.2");
  EXPECT_EQ(usdt(look("72", stamp)), "7.2");
  EXPECT_EQ(usdt(look("73", stamp)), "7.2");
  EXPECT_EQ(usdt(look("72", stamp + Seconds(90))), "72");
}

TEST_F(RefreshRatesTest, TakesTheOperatorsOwnTableAsItStands) {
  look("7.2");
  source.market = false;
  const auto told = look("100");
  EXPECT_EQ(usdt(told), "100");
  EXPECT_TRUE(told.suspicious.empty());
  source.market = true;
  EXPECT_EQ(usdt(look("7.2")), "100");
  EXPECT_EQ(usdt(look("7.2")), "7.2");
}

TEST_F(RefreshRatesTest, KeepsPairsApart) {
  look_now({{kUsdtCny, d("7.2"), std::nullopt}, {kTrxCny, d("2"), std::nullopt}});
  clock.advance(Seconds(60));
  const auto refreshed = look_now({{kTrxCny, d("3"), std::nullopt}, {kUsdtCny, d("7.3"), std::nullopt}});
  EXPECT_EQ(usdt(refreshed), "7.3");
  EXPECT_EQ(refreshed.prices.at(kTrxCny).rate, d("2"));
  EXPECT_EQ(refreshed.suspicious, (std::vector<Pair>{kTrxCny}));
  EXPECT_EQ(history(kTrxCny), (Rows{"2", "3?"}));
}

TEST_F(RefreshRatesTest, StoresNothingThatIsNoPriceOrWasNotAskedFor) {
  const auto refreshed = look_now(
      {{kUsdtCny, d("0"), std::nullopt}, {kTrxCny, d("-2"), std::nullopt}, {{"ETH", "CNY"}, d("20000"), std::nullopt}});
  EXPECT_TRUE(refreshed.prices.empty());
  EXPECT_EQ(history(), Rows{});
  EXPECT_EQ(history(kTrxCny), Rows{});
  EXPECT_EQ(history({"ETH", "CNY"}), Rows{});
}

TEST_F(RefreshRatesTest, InventsNothingWhenTheSourceFails) {
  source.answer = fail(ports::PriceError{"h.example:443: no answer in time"});
  const auto nothing = step->run(kPairs);
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->source_answered);
  EXPECT_TRUE(nothing->prices.empty());
  EXPECT_EQ(log.count("rate.source_failed"), 1);

  look("7.2");
  const Time seen = clock.now();
  clock.advance(Seconds(9'000));
  source.answer = fail(ports::PriceError{"h.example:443: no answer in time"});
  const auto old = step->run(kPairs);
  ASSERT_TRUE(old);
  EXPECT_EQ(old->prices.at(kUsdtCny).at, seen) << "it is not made younger than it is";
  EXPECT_EQ(history(), (Rows{"7.2"}));
}

TEST_F(RefreshRatesTest, ComparesExactlyWhereBinaryFractionsWouldNot) {
  step = std::make_unique<RefreshRates>(Ports{*store, directory, clock, random, log, metrics, feed}, source, d("0.1"));
  look("0.1");
  EXPECT_EQ(usdt(look("0.11")), "0.11");
  EXPECT_EQ(usdt(look("0.121000000000000001")), "0.11");  // as a double it is 0.121, which would pass
}

TEST_F(RefreshRatesTest, AcceptsNothingButEqualityWhenNoJumpIsAllowed) {
  step = std::make_unique<RefreshRates>(Ports{*store, directory, clock, random, log, metrics, feed}, source, d("0"));
  look("7.2");
  EXPECT_EQ(usdt(look("7.2")), "7.2");
  EXPECT_EQ(usdt(look("7.21")), "7.2");
  EXPECT_EQ(usdt(look("7.22")), "7.2");
  EXPECT_EQ(usdt(look("7.22")), "7.22");
}

TEST(PairsInUse, AreTheCurrenciesOfReadableChainsInEveryFiatOfUse) {
  ports::DirectorySnapshot directory;
  EXPECT_TRUE(pairs_in_use(directory).empty());
  directory.readable_chains = {"ethereum"};
  const auto text = [](const std::vector<Pair>& pairs) {
    std::string out;
    for (const auto& pair : pairs) out += pair.currency + "." + pair.fiat + " ";
    return out;
  };
  EXPECT_EQ(text(pairs_in_use(directory)),
            "ETH.CNY ETH.EUR ETH.GBP ETH.JPY ETH.USD USDC.CNY USDC.EUR USDC.GBP USDC.JPY USDC.USD "
            "USDT.CNY USDT.EUR USDT.GBP USDT.JPY USDT.USD ");
  directory.rules[{"USDT", "KRW"}] = {};
  const auto pairs = pairs_in_use(directory, std::vector<std::string>{"VND", "CNY"});
  EXPECT_EQ(pairs.size(), 3u * 7);
  EXPECT_TRUE(std::ranges::is_sorted(pairs));
  for (const char* fiat : {"KRW", "VND"}) EXPECT_NE(std::ranges::find(pairs, Pair{"ETH", fiat}), pairs.end()) << fiat;
}

}  // namespace
}  // namespace bepusdt::payment
