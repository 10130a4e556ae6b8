#include "contract/store/rows.hpp"

#include "base/assert.hpp"
#include "catalog/chains.hpp"

namespace bepusdt::test {

core::TradeId trade_id(int n) {
  std::string digits = std::to_string(n);
  return core::TradeId(std::string(18 - digits.size(), '0') + digits);
}

const core::TradeType* trade_type(const char* name) {
  const core::TradeType* found = catalog::find_trade_type(name);
  BEPUSDT_ASSERT(found != nullptr);
  return found;
}

core::Order order(int n) {
  core::Order o;
  o.trade_id = trade_id(n);
  o.merchant_id = core::MerchantId("default");
  o.order_id = core::OrderId("order-" + std::to_string(n));
  o.fiat = "CNY";
  o.fiat_amount = *core::Decimal::parse("28.80");
  o.name = "商品 " + std::to_string(n);
  o.notify_url = "https://shop.example.com/notify?n=" + std::to_string(n);
  o.redirect_url = "https://shop.example.com/done";
  o.parameters = "digest-" + std::to_string(n);
  o.quote_count = 1;
  o.created_at = kNow + Millis(n);
  o.deadline = o.created_at + Seconds(1200);
  return o;
}

core::Quote quote(int n, core::BaseUnits units) {
  core::Quote q;
  q.trade_id = trade_id(n);
  q.merchant_id = core::MerchantId("default");
  q.chain = kEthereum;
  q.address = kWalletOne;
  q.trade_type = trade_type("usdt.erc20");
  q.units = std::move(units);
  q.fiat = "CNY";
  q.fiat_amount = *core::Decimal::parse("28.80");
  q.rate = *core::Decimal::parse("7.2345");
  q.created_at = kNow + Millis(n);
  q.deadline = q.created_at + Seconds(1200);
  q.late_until = q.deadline + Seconds(10800);
  q.held_until = q.late_until + Millis(1);
  return q;
}

ports::PairKey place(const core::Address& address, const char* type) {
  return {core::ChainName(std::string(trade_type(type)->chain)), address, trade_type(type)};
}

core::BlockRef block(std::uint64_t height) {
  const std::string number = std::to_string(height);
  return {height, core::BlockHash("hash-" + number), core::BlockHash("parent-of-" + number),
          from_unix_seconds(1'795'000'000 + static_cast<std::int64_t>(height))};
}

core::Transfer transfer(int n, std::uint64_t height) {
  core::Transfer t;
  t.key = {kEthereum, core::TxHash("0xabc" + std::to_string(n)), core::Position(std::to_string(n))};
  t.trade_type = trade_type("usdt.erc20");
  t.contract = "0xdac17f958d2ee523a2206206994597c13d831ec7";
  t.from = kWalletTwo;
  t.to = kWalletOne;
  t.units = 4'000'000 + n;
  t.block = block(height);
  t.first_block_time = t.block.time - Seconds(1);
  t.seen_at = kNow + Millis(n);
  return t;
}

core::CallbackEvent callback(int n, core::CallbackKind kind) {
  core::CallbackEvent e;
  e.id = core::EventId("event-" + std::to_string(n));
  e.merchant_id = core::MerchantId("default");
  e.trade_id = trade_id(n);
  e.kind = kind;
  e.url = "https://shop.example.com/notify?n=" + std::to_string(n);
  e.host = "shop.example.com:443";
  e.body = "{\"trade_id\":\"" + e.trade_id.value() + "\"}";
  e.created_at = kNow;
  e.due_at = kNow + Millis(n);
  return e;
}

}  // namespace bepusdt::test
