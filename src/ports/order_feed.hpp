// OrderFeed: told after a commit that an order changed, so that open pages show it at once. Only a hint: a page that misses
// one re-reads. Safe to call from several threads at once.
#pragma once

#include "core/ids.hpp"

namespace bepusdt::ports {

class OrderFeed {
 public:
  virtual ~OrderFeed() = default;
  virtual void order_changed(const core::TradeId& trade_id) = 0;
};

}  // namespace bepusdt::ports
