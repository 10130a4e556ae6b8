// Amounts that are offered: to one order at a time, for long enough, few to each visitor, and never far above the price.
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "core/address.hpp"
#include "defects/one_wallet.hpp"

namespace bepusdt::test {
namespace {

using std::chrono::seconds;

std::string offer_of(const core::Quote& quote) {
  return std::string(quote.trade_type->name) + " " + quote.address.value() + " " + quote.units.str();
}

// Orders of one price, one by one, as fast as they go: the first of each kind, and once a byte can be read the others. The
// process ends.
[[noreturn]] void create_in_this_process(OneWallet& world, int ready, int go, std::uint64_t number,
                                         const std::optional<core::Address>& address) {
  world.random.reseed(number);
  world.restart();
  bool good = true;
  for (int i = 0; i < 40; ++i) {
    for (const char* type : {"usdt.erc20", "usdt.ton"}) {
      auto request = world.request(std::to_string(number) + "-" + type + std::to_string(i), "10", type);
      if (request.trade_type->chain == "ton") request.address = address;
      good = good && world.create(request).has_value();
    }
    char byte = 'x';
    if (i == 0) good = ::write(ready, &byte, 1) == 1 && ::read(go, &byte, 1) == 1 && good;
  }
  _exit(good ? 0 : 1);
}

// Two gateways on one database; each has its own picture of what is taken before the other one goes on. A TON account has
// several spellings, and the jetton goes to the account whichever of them a request used.
TEST(Reserving, ConcurrentOrdersNeverShareAnAmountAcrossProcessesAndForTonJettons) {
  const auto account = [](const char* text) { return core::parse_address(core::Family::ton, text).value(); };
  const auto bounceable = account("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs");
  const auto raw = account("0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe");
  ASSERT_EQ(bounceable, raw);

  OneWallet world;
  world.directory.now.readable_chains.push_back("ton");
  world.directory.now.wallets.push_back({bounceable, catalog::find_trade_type("usdt.ton"), true, true, Time{}});
  world.close();  // a connection must not be carried into a child
  std::array<int, 2> go{};
  ASSERT_EQ(pipe(go.data()), 0);
  std::array<pid_t, 2> children{};
  std::array<int, 2> ready_of{};
  for (std::size_t i = 0; i < children.size(); ++i) {
    std::array<int, 2> ready{};
    ASSERT_EQ(pipe(ready.data()), 0);
    children[i] = fork();
    ASSERT_GE(children[i], 0);
    if (children[i] == 0) create_in_this_process(world, ready[1], go[0], i + 1, i == 0 ? std::nullopt : std::optional(raw));
    close(ready[1]);  // a child that dies is noticed
    ready_of[i] = ready[0];
  }
  for (const int ready : ready_of) {
    char byte = 0;
    EXPECT_EQ(::read(ready, &byte, 1), 1);
    close(ready);
  }
  ASSERT_EQ(::write(go[1], "xx", 2), 2);
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  for (const int end : go) close(end);

  world.restart();
  std::set<std::string> offers;
  std::size_t quotes = 0;
  ASSERT_TRUE(world.store->read([&](const ports::View& view) {
    for (const core::Order& order : view.orders(std::nullopt, std::nullopt, 1000))
      for (const core::Quote& quote : view.quotes(order.trade_id)) {
        ++quotes;
        EXPECT_TRUE(offers.insert(offer_of(quote)).second) << offer_of(quote);
      }
  }));
  EXPECT_EQ(quotes, 160U);
}

TEST(Reserving, AnAmountFreedByCancelReselectOrExpiryStaysReservedForTheGraceWindow) {
  for (const char* freed_by : {"cancel", "reselect", "expiry"}) {
    OneWallet world;
    world.directory.now.policy.grace = seconds(1'800);
    const auto made = *world.create("O1", "10");
    world.settle();
    Time deadline = made.order.deadline;
    if (freed_by == std::string("cancel")) {
      ASSERT_TRUE(world.cancel(made.order.trade_id));
    }
    if (freed_by == std::string("reselect")) deadline = world.create("O1", "10", "ethereum.eth")->order.deadline;
    world.mine_until(deadline);
    world.settle();
    for (int minute = 0; minute <= 29; ++minute) {
      world.mine_until(deadline + seconds(60 * minute));
      world.settle();
      const auto other = *world.create("during-" + std::to_string(minute), "10");
      EXPECT_FALSE(same_offer(other.quote, made.quote)) << freed_by << " " << minute;
    }
    world.mine_until(deadline + seconds(1'800 + 120));
    world.settle();
    EXPECT_TRUE(same_offer(world.create("after", "10")->quote, made.quote)) << freed_by << ": it is not held for ever";
  }
}

TEST(Reserving, AVisitorWhoReselectsInALoopReservesAtMostEightAmounts) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    const auto answer = world.create("O1", std::to_string(10 + i % 25), i % 2 == 0 ? "ethereum.eth" : "usdt.erc20");
    if (!answer) {
      EXPECT_EQ(answer.error().code, wire::ErrorCode::no_free_amount);
      ++refused;
    }
    if (i == 150) world.restart();
  }
  EXPECT_GT(refused, 200);
  std::size_t reserved = 0;
  ASSERT_TRUE(world.store->read([&](const ports::View& view) {
    for (const ports::Wallet& wallet : world.directory.now.wallets)
      reserved += view.live_units({core::ChainName("ethereum"), wallet.address, wallet.trade_type}).size();
  }));
  EXPECT_EQ(reserved, 8U);
  EXPECT_TRUE(same_offer(world.create("O1", "10")->quote, first.quote)) << "one of the eight may be chosen again";
}

TEST(Reserving, BuyersOfOnePriceNeverPayMoreThan1PercentOr20StepsExtra) {
  struct Price {
    const char* fiat;
    const char* amount;
    const char* most;  // the larger of 20 steps of 0.01 and 1 %
  };
  for (const Price& price : {Price{"0.074", "0.01", "0.21"}, Price{"10", "1.35", "1.55"}, Price{"148", "20", "20.2"},
                             Price{"7400", "1000", "1010"}}) {
    OneWallet world;
    world.directory.now.policy.max_steps = 10'000;
    std::vector<payment::Command> buyers;
    for (int i = 0; i < 1'300; ++i) buyers.push_back(world.request("B" + std::to_string(i), price.fiat));
    std::set<core::BaseUnits> amounts;
    for (const payment::Answer& answer : world.accept->run(buyers)) {
      ASSERT_TRUE(answer);
      const core::Decimal amount = answer->quote.amount().to_decimal().value();
      EXPECT_GE(amount, *core::Decimal::parse(price.amount));
      EXPECT_LE(amount, *core::Decimal::parse(price.most));
      EXPECT_TRUE(amounts.insert(answer->quote.units).second);
    }
  }
}

}  // namespace
}  // namespace bepusdt::test
