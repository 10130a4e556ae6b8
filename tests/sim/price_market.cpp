#include "sim/price_market.hpp"

namespace bepusdt::sim {
namespace {

constexpr int kScale = 4;

std::int64_t first_price(const ports::Pair& pair) {  // ten-thousandths
  const std::int64_t dollar = pair.fiat == "CNY" ? 72'000 : 10'000;
  return pair.currency == "USDT" || pair.currency == "USDC" ? dollar : dollar * 2'500;
}

}  // namespace

Result<std::vector<ports::Price>, ports::PriceError> PriceMarket::fetch(const std::vector<ports::Pair>& pairs) {
  stage_.wait(Waiting::network);
  if (stage_.draw.chance(stage_.rates.network)) {
    stage_.space.struck(Fault::price_source_down);
    stage_.tell("the price source is down");
    return fail(ports::PriceError{"no answer"});
  }
  std::vector<ports::Price> prices;
  for (const ports::Pair& pair : pairs) {
    if (pair.fiat != "CNY" && pair.fiat != "USD") continue;
    std::vector<Told>& told = told_[pair];
    // At most 9 % from the first price, so that no two good ones are a jump apart.
    std::int64_t price = first_price(pair) * stage_.draw.between(960, 1'040) / 1'000;
    const bool wild = settled_.contains(pair) && stage_.draw.chance(stage_.rates.network / 4);
    if (wild) {
      settled_.erase(pair);
      price = stage_.draw.percent(50) ? price * 3 + 7 : price / 3 + 7;
      stage_.space.struck(Fault::price_jump);
      stage_.tell("a wild price of {}/{}", pair.currency, pair.fiat);
    }
    const core::Decimal rate = *core::Decimal::from_parts(price, kScale);
    told.push_back({rate, stage_.clock.now(), wild});
    prices.push_back({pair, rate, std::nullopt});
  }
  stage_.wait(Waiting::network);
  return prices;
}

void PriceMarket::stored() {
  for (const auto& [pair, told] : told_)
    if (!told.empty() && !told.back().wild) settled_.insert(pair);
}

}  // namespace bepusdt::sim
