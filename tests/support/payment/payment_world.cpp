#include "support/payment/payment_world.hpp"

#include <gtest/gtest.h>

#include "base/assert.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::test {
namespace {

const Time kStart = from_unix_millis(1'795'444'099'500);

std::unique_ptr<ports::Store> open_store(const std::string& path) {
  store::SqliteOptions options;
  options.path = path;
  auto store = store::SqliteStore::open(options);
  BEPUSDT_ASSERT(store.has_value());
  return *std::move(store);
}

}  // namespace

PaymentWorld::PaymentWorld(std::uint64_t finality)
    : clock(kStart), chain("ethereum", std::chrono::floor<Seconds>(kStart) - Seconds(600), Seconds(12), finality) {
  chain.mine_empty(50);
  auto& d = directory.now;
  d.merchants.push_back({core::kDefaultMerchant, Secret("7CD7A244B55D2E55D4A6A8F293767B86"), "1000", {}});
  d.merchants.push_back({core::MerchantId("shop-2"), Secret("another-token-of-32-characters-x"), "1001", {}});
  for (const char* type : {"usdt.erc20", "ethereum.eth"})
    for (const char* wallet : {kWalletA, kWalletB})
      d.wallets.push_back({core::Address(wallet), catalog::find_trade_type(type), true, true, kStart});
  d.prices[{"USDT", "CNY"}] = {*core::Decimal::parse("7.4"), kStart};
  d.prices[{"ETH", "CNY"}] = {*core::Decimal::parse("25000"), kStart};
  d.policy.min_amount = *core::Decimal::parse("0.01");
  d.policy.max_amount = *core::Decimal::parse("1000000000");
  d.policy.step = {{"USDT", *core::Decimal::parse("0.01")}, {"ETH", *core::Decimal::parse("0.000001")}};
  d.readable_chains = {"ethereum"};
  restart();
}

void PaymentWorld::restart() {
  deliver.reset();
  expire.reset();
  confirm.reset();
  match.reset();
  scan.reset();
  accept.reset();
  reservations.reset();
  store.reset();
  store = open_store(folder.file("bepusdt.db"));
  const payment::Ports ports{*store, directory, clock, random, log, metrics, feed};
  reservations = std::make_unique<payment::Reservations>();
  accept = std::make_unique<payment::AcceptOrder>(ports, *reservations);
  scan = std::make_unique<payment::ScanChain>(core::ChainName("ethereum"), ports, chain, payment::ScanChain::Options{});
  match = std::make_unique<payment::MatchTransfer>(ports);
  confirm = std::make_unique<payment::ConfirmPayment>(core::ChainName("ethereum"), ports, chain);
  expire = std::make_unique<payment::ExpireOrder>(ports, *reservations);
  deliver = std::make_unique<payment::DeliverCallback>(ports, merchant, payment::DeliverCallback::Options{});
}

payment::CreateOrder PaymentWorld::request(const std::string& order_id, const std::string& amount,
                                           const std::string& trade_type) const {
  payment::CreateOrder command;
  command.merchant_id = core::kDefaultMerchant;
  command.order_id = core::OrderId(order_id);
  command.fiat_amount = *core::Decimal::parse(amount);
  command.fiat = "CNY";
  command.trade_type = catalog::find_trade_type(trade_type);
  command.timeout = Seconds(1200);
  command.name = "goods";
  command.notify_url = "https://shop.example.com/notify";
  command.redirect_url = "https://shop.example.com/";
  command.parameters = order_id + "|" + amount + "|" + trade_type;
  return command;
}

void PaymentWorld::settle() {
  if (clock.now() < chain.tip().time) clock.set(chain.tip().time);
  for (auto& [pair, price] : directory.now.prices) price.at = clock.now();  // as the rates loop would have kept them
  for (int round = 0; round < 1000; ++round) {
    const auto scanned = scan->run();
    const int matched = match->run().value_or(0);
    const int paid = confirm->run().value_or(0);
    const int expired = expire->expire().value_or(0);
    const int released = expire->release().value_or(0);
    const bool moved = scanned.outcome == payment::ScanOutcome::advanced || scanned.outcome == payment::ScanOutcome::rewound;
    if (!moved && matched + paid + expired + released == 0) return;
  }
  ADD_FAILURE() << "the steps do not come to rest";
}

int PaymentWorld::deliver_due() {
  const auto claimed = deliver->claim();
  for (const auto& event : claimed) deliver->record(event, deliver->send(event));
  return static_cast<int>(claimed.size());
}

core::Order PaymentWorld::order(const core::TradeId& id) const {
  std::optional<core::Order> found;
  EXPECT_TRUE(store->read([&](const ports::View& view) { found = view.order(id); }));
  return found.value();
}

std::vector<core::Transfer> PaymentWorld::transfers_of(const core::TradeId& id) const {
  std::vector<core::Transfer> found;
  EXPECT_TRUE(store->read([&](const ports::View& view) { found = view.transfers_of(id); }));
  return found;
}

core::Transfer PaymentWorld::transfer(const std::string& hash, const std::string& position) const {
  std::optional<core::Transfer> found;
  EXPECT_TRUE(store->read([&](const ports::View& view) {
    found = view.transfer({core::ChainName("ethereum"), core::TxHash(hash), core::Position(position)});
  }));
  return found.value();
}

std::vector<core::CallbackEvent> PaymentWorld::callbacks_of(const core::TradeId& id) const {
  std::vector<core::CallbackEvent> found;
  EXPECT_TRUE(store->read([&](const ports::View& view) { found = view.callbacks_of(id); }));
  return found;
}

void PaymentWorld::mine_until(Time to) {
  while (chain.tip().time + Seconds(12) <= to) chain.mine();
}

}  // namespace bepusdt::test
