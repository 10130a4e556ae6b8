// What the auditor hears at the merchants: that every callback tells a committed state, truly, signed.
#include <simdjson.h>

#include "sim/auditor.hpp"
#include "wire/signature.hpp"

namespace bepusdt::sim {
namespace {

// The member as it stands, without quotes: amounts come as text or as a number, by the merchant's profile.
std::string member(simdjson::dom::element body, const char* name) {
  simdjson::dom::element value;
  if (body[name].get(value)) return "(missing)";
  std::string_view text;
  if (!value.get_string().get(text)) return std::string(text);
  return simdjson::minify(value);
}

// A merchant that wants amounts as JSON numbers reads them as a double, and gets no more digits than that holds.
bool same_number(const std::string& a, const std::string& b, bool as_number) {
  if (as_number) return std::stod(a) == std::stod(b);
  const auto x = core::Decimal::parse(a);
  const auto y = core::Decimal::parse(b);
  return x && y && *x == *y;
}

}  // namespace

void Auditor::heard(const MerchantWorld::Told& told) {
  simdjson::dom::parser parser;
  simdjson::dom::element body;
  if (parser.parse(simdjson::padded_string(told.body)).get(body))
    return stage_.violate("callback {} is no JSON: {}", told.event, told.body);
  const std::string id = member(body, "trade_id");
  const std::string status = member(body, "status");
  const auto found = known_.find(id);
  if (found == known_.end()) return stage_.violate("callback {} tells of an order that was never committed", told.event);
  const Known& known = found->second;
  const core::Order& order = known.order;
  const core::Merchant* merchant = settings_.merchant(order.merchant_id.value());
  if (merchant == nullptr || !wire::verify_callback_body(told.body, merchant->token))
    stage_.violate("callback {} does not verify: {}", told.event, told.body);
  if (member(body, "order_id") != order.order_id.value())
    stage_.violate("callback {} names another order id than {}", told.event, order.order_id.value());
  if (!told.event.starts_with(id + ".")) stage_.violate("callback {} is about order {}", told.event, id);

  if (status == "2") {
    if (order.state != core::OrderState::paid)
      return stage_.violate("a merchant is told that order {} is paid while it is {}", id, name_of(order.state));
    if (member(body, "block_transaction_id") != order.payment_hash.value())
      stage_.violate("a merchant is told another transaction than the one that paid order {}", id);
    const core::Amount received(order.received, *known.paid_in);
    const bool as_number =
        merchant != nullptr && merchant->profile.actual_amount == core::MerchantProfile::ActualAmount::number;
    if (!same_number(member(body, "actual_amount"), received.to_string(), as_number))
      stage_.violate("a merchant is told that {} came in for order {}; it was {}", member(body, "actual_amount"), id,
                     received.to_string());
  } else if (status == "3") {
    if (!known.states.contains(core::OrderState::expired))
      stage_.violate("a merchant is told that order {} is expired, which it never was", id);
  } else if (status != "1") {
    stage_.violate("callback {} has status {}", told.event, status);
  }
}

}  // namespace bepusdt::sim
