#include "net/fixed_source.hpp"

#include "base/assert.hpp"

namespace bepusdt::net {

FixedSource::FixedSource(std::map<ports::Pair, core::Decimal> prices) : prices_(std::move(prices)) {
  for (const auto& [pair, price] : prices_) BEPUSDT_ASSERT(price.sign() > 0);
}

Result<std::vector<ports::Price>, ports::PriceError> FixedSource::fetch(const std::vector<ports::Pair>& pairs) {
  std::vector<ports::Price> prices;
  for (const auto& pair : pairs)
    if (const auto found = prices_.find(pair); found != prices_.end()) prices.push_back({pair, found->second, std::nullopt});
  return prices;
}

}  // namespace bepusdt::net
