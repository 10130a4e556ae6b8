// OrderRecord: an order as its merchant may see it: everything that is known of it, for order/query.
#pragma once

#include <vector>

#include "http/context.hpp"
#include "ports/store.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::http {

struct OrderRecord {
  struct Callback {
    core::CallbackEvent event;
    std::vector<core::CallbackAttempt> attempts;
  };

  core::Order order;
  std::vector<core::Quote> quotes;
  std::vector<core::Transfer> transfers;
  std::vector<Callback> callbacks;

  [[nodiscard]] static OrderRecord read(const ports::View& view, const core::Order& order);
};

// The members of `data`. Times are seconds since 1970, absent ones null; amounts are strings whatever the profile says, since
// no older client knows this answer.
void write_order(const OrderRecord& record, const MerchantCall& call, wire::JsonWriter& data);
void write_order_line(const core::Order& order, wire::JsonWriter& data);

}  // namespace bepusdt::http
