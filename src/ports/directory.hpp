// Directory: merchants, wallets and the rate book as of now: an immutable snapshot, swapped on change, so that a request
// costs no query. Holders keep their shared_ptr for as long as they use it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "core/merchant.hpp"
#include "core/policy.hpp"
#include "core/rate_rule.hpp"
#include "ports/price_source.hpp"
#include "ports/store.hpp"

namespace bepusdt::ports {

struct MarketPrice {
  core::Decimal rate;
  Time at{};
};

struct DirectorySnapshot {
  std::vector<core::Merchant> merchants;  // the default merchant first
  std::vector<Wallet> wallets;            // active ones, in order of addition
  std::map<Pair, MarketPrice> prices;     // good ones: a price that jumped stays out until confirmed
  std::map<Pair, core::RateRule> rules;   // rate.rule
  Seconds max_price_age{7200};
  core::OrderPolicy policy;
  std::vector<std::string> readable_chains;  // chains that are on and have a reader

  [[nodiscard]] const core::Merchant* merchant(std::string_view id) const {
    for (const auto& m : merchants)
      if (m.id.value() == id) return &m;
    return nullptr;
  }
};

class Directory {
 public:
  virtual ~Directory() = default;
  [[nodiscard]] virtual std::shared_ptr<const DirectorySnapshot> snapshot() const = 0;
};

}  // namespace bepusdt::ports
