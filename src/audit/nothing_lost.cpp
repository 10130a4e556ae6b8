// Invariant 6: no amount is created or lost: what came to watched addresses is matched, late or unmatched, each with its reason
// and its order; what an order received is what its transfer brought. No order is quoted at a rate that is missing, old, not
// positive or unconfirmed after a jump, nor for nothing.
#include <fmt/format.h>

#include <algorithm>

#include "audit/invariants.hpp"

namespace bepusdt::audit::nothing_lost {
namespace {

// However coarse the step is: rounding to the nearest, and up to one step at least, never halves a price.
bool sold_for_less_than_half(const core::Quote& quote) {
  const auto amount = quote.amount().to_decimal();
  const auto value = amount ? amount->times(quote.rate) : std::nullopt;
  const auto doubled = value ? value->plus(*value) : std::nullopt;
  return doubled && *doubled < quote.fiat_amount;
}

void look_at_quote(const core::Quote& quote, Desk& desk) {
  const auto found = [&](std::string_view zh, std::string_view en) {
    desk.findings.add({6,
                       {"orders", quote.trade_id.value()},
                       fmt::format("第 {} 个报价{}", quote.number, zh),
                       fmt::format("quote {} {}", quote.number, en)});
  };
  if (quote.rate.sign() <= 0) return found("的汇率不大于零", "has a rate that is not positive");
  if (quote.is_open_amount() != quote.fiat_amount.is_zero())
    return found("的数量与法币金额不符", "asks for nothing, or for something without a price");
  if (!quote.is_open_amount() && sold_for_less_than_half(quote))
    found("不到应付数量的一半", "asks for less than half of what its rate says");
  switch (desk.rates.origin_of(quote, desk.view)) {
    case RateOrigin::good: break;
    case RateOrigin::unconfirmed:
      found("使用了跳变后未确认的汇率", "was made at a rate that had jumped and was not confirmed");
      break;
    case RateOrigin::outdated: found("使用了过期的汇率", "was made at a rate that was too old"); break;
  }
}

}  // namespace

void of_order(const OrderCase& c, Desk& desk) {
  const core::Order& order = c.order;
  const auto found = [&](std::string zh, std::string en) {
    desk.findings.add({6, {"orders", order.trade_id.value()}, std::move(zh), std::move(en)});
  };
  if (order.quote_count != std::ssize(c.quotes) || order.quote_count > core::Order::kMaxQuotes)
    found(fmt::format("应有 {} 个报价，实有 {} 个", order.quote_count, c.quotes.size()),
          fmt::format("counts {} quotes and has {}", order.quote_count, c.quotes.size()));
  if (std::ranges::find(c.quotes, order.quote_number, &core::Quote::number) == c.quotes.end())
    found(fmt::format("没有第 {} 个报价", order.quote_number),
          fmt::format("offers quote {}, which it does not have", order.quote_number));
  for (const core::Quote& quote : c.quotes) look_at_quote(quote, desk);
  for (const core::Transfer& transfer : c.transfers)
    if (transfer.status == core::TransferStatus::matched && transfer.key.hash == order.payment_hash &&
        transfer.key.position == order.payment_position && transfer.units != order.received)
      found(fmt::format("记录收到 {}，而转账为 {}", order.received.str(), transfer.units.str()),
            fmt::format("counts {} base units as received, and its transfer brought {}", order.received.str(),
                        transfer.units.str()));
}

void of_transfer(const TransferCase& c, Desk& desk) {
  const core::Transfer& transfer = c.transfer;
  const auto found = [&](std::string_view zh, std::string_view en) {
    desk.findings.add({6,
                       {"transfers", transfer.key.hash.value() + "/" + transfer.key.position.value()},
                       fmt::format("状态 {}：{}", name_of(transfer.status), zh),
                       fmt::format("is {} and {}", name_of(transfer.status), en)});
  };
  using enum core::TransferStatus;
  if ((transfer.status == late || transfer.status == unmatched) && transfer.reason.empty())
    found("没有原因", "has no reason");
  if ((transfer.status == late || transfer.status == matched) && transfer.trade_id.empty())
    found("没有所属订单", "belongs to no order");
  if (transfer.status == seen && !transfer.trade_id.empty()) found("却已归入订单", "belongs to an order already");
  if ((transfer.status == late || transfer.status == unmatched) && !transfer.trade_id.empty() && !c.order)
    found(fmt::format("所属订单 {} 不存在", transfer.trade_id.value()),
          fmt::format("belongs to order {}, which does not exist", transfer.trade_id.value()));
  // A ledger that lost its type or its units holds an amount of nothing.
  if (transfer.trade_type == nullptr) found("没有币种", "has no trade type");
  if (transfer.first_block_time > transfer.block.time)
    found("首次出现时间晚于所在区块", "was first seen later than its block");
}

}  // namespace bepusdt::audit::nothing_lost
