// PriceMarket: the source of prices: each wanders a little from look to look; at times it is down, and at times it tells once of
// a price that is far off, which the next look does not confirm. It keeps what it told, so that the auditor knows which rates
// were ever good.
#pragma once

#include <map>

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

  // The gateway has stored what it was told: from now on it has something to compare with.
  void stored() { was_stored_ = true; }
  [[nodiscard]] const std::vector<Told>& told(const ports::Pair& pair) { return told_[pair]; }

 private:
  Stage& stage_;
  bool was_stored_ = false;
  std::map<ports::Pair, std::vector<Told>> told_;
};

}  // namespace bepusdt::sim
