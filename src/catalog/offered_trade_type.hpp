// The trade type that a request names, if orders of it can be taken now; else the sentence that says why not:
// there is no such type, or its chain is off. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/amount.hpp"
#include "wire/errors.hpp"

namespace bepusdt::catalog {

// readable_chains: names of the chains that are on and have a reader.
[[nodiscard]] Result<const core::TradeType*, wire::Sentence> offered_trade_type(
    std::string_view text, std::span<const std::string> readable_chains);

}  // namespace bepusdt::catalog
