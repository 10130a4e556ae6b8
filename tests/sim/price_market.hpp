// PriceMarket: the source of prices: each wanders a little from look to look; at times it is down, and at times it tells once of
// a price that is far off, which the next look does not confirm. It keeps what it told, so that the auditor knows which rates
// were ever good.
#pragma once

#include <map>
#include <set>

#include "ports/price_source.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class PriceMarket final : public ports::PriceSource {
 public:
  struct Told {
    core::Decimal rate;
    Time at{};  // by the gateway's clock
    bool wild = false;
  };

  explicit PriceMarket(Stage& stage) : stage_(stage) {}

  std::string_view name() const override { return "market"; }
  Result<std::vector<ports::Price>, ports::PriceError> fetch(const std::vector<ports::Pair>& pairs) override;

  // The gateway has stored what it was told last. Where that was good, the next price may be far off: two such prices that are
  // stored in a row confirm one another.
  void stored();
  [[nodiscard]] const std::vector<Told>& told(const ports::Pair& pair) { return told_[pair]; }

 private:
  Stage& stage_;
  std::set<ports::Pair> settled_;  // the newest price stored is a good one
  std::map<ports::Pair, std::vector<Told>> told_;
};

}  // namespace bepusdt::sim
