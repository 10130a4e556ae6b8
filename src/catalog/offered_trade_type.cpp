#include "catalog/offered_trade_type.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/chains.hpp"
#include "catalog/nearest.hpp"

namespace bepusdt::catalog {

Result<const core::TradeType*, wire::Sentence> offered_trade_type(std::string_view text,
                                                                  std::span<const std::string> readable_chains) {
  const core::TradeType* type = find_trade_type(text);
  if (type == nullptr) {
    std::vector<std::string> names;
    for (const auto& row : trade_types()) names.emplace_back(row.name);
    const std::string near = nearest(text, names);  // the request's own text is not repeated
    if (near.empty()) return fail(wire::Sentence{"没有这个交易类型", "there is no such trade type"});
    return fail(wire::Sentence{fmt::format("没有这个交易类型；是否想写 {}？", near),
                               fmt::format("there is no such trade type; did you mean {}?", near)});
  }
  const Chain& chain = *find_chain(type->chain);
  if (std::ranges::find(readable_chains, chain.name) == readable_chains.end())
    return fail(wire::Sentence{fmt::format("此网关已关闭 {}", chain.display_name),
                               fmt::format("{} is switched off at this gateway", chain.display_name)});
  return type;
}

}  // namespace bepusdt::catalog
