#include "chains/tron/refusals.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::chains::tron {
namespace {

// In lower case. A node without history says "this API is closed because this node is a lite fullnode".
constexpr std::array<std::string_view, 6> kNotOffered{"lite fullnode", "api is closed",    "not supported",
                                                      "unsupported",   "method not found", "unknown method"};
constexpr std::size_t kMostWords = 200;

}  // namespace

NodeFailure refusal(std::string_view words) {
  std::string lower(words);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool not_offered =
      std::ranges::any_of(kNotOffered, [&](std::string_view piece) { return lower.find(piece) != std::string::npos; });
  std::string quoted(words.substr(0, kMostWords));
  std::ranges::replace_if(
      quoted, [](char c) { return c < ' ' || c > '~'; }, '?');
  return {not_offered ? NodeFailure::Kind::not_offered : NodeFailure::Kind::unreachable, "refused: " + quoted, {}};
}

}  // namespace bepusdt::chains::tron
