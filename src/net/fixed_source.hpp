// FixedSource: the operator's own prices (settings, table rate.fixed). Never fails; immutable; any thread.
#pragma once

#include <map>

#include "ports/price_source.hpp"

namespace bepusdt::net {

class FixedSource final : public ports::PriceSource {
 public:
  // Every price is positive: the settings refuse others.
  explicit FixedSource(std::map<ports::Pair, core::Decimal> prices);

  [[nodiscard]] std::string_view name() const override { return "fixed"; }
  [[nodiscard]] bool is_market() const override { return false; }
  [[nodiscard]] Result<std::vector<ports::Price>, ports::PriceError> fetch(const std::vector<ports::Pair>& pairs) override;

 private:
  std::map<ports::Pair, core::Decimal> prices_;
};

}  // namespace bepusdt::net
