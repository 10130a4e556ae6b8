// Finality: when a block counts as final: by the node's own tag, or by a number of blocks on top
// (contract part 4 §2). The setting, and what it means at one moment at one node. Pure.
#pragma once

#include <optional>
#include <string_view>

#include <cstdint>

namespace bepusdt::chains {

struct Finality {
  enum class Kind { finalized, safe, blocks };
  Kind kind = Kind::finalized;
  std::uint64_t on_top = 0;  // blocks on top; 0: as soon as seen

  // "finalized", "safe" or a number of blocks up to a million.
  [[nodiscard]] static std::optional<Finality> parse(std::string_view text);
  [[nodiscard]] bool by_tag() const { return kind != Kind::blocks; }
  [[nodiscard]] std::string_view tag() const { return kind == Kind::safe ? "safe" : "finalized"; }
};

class FinalityNow {
 public:
  [[nodiscard]] static FinalityNow nothing() { return {}; }
  [[nodiscard]] static FinalityNow up_to(std::uint64_t height);
  [[nodiscard]] static FinalityNow blocks_on_top(std::uint64_t count);

  // The last final height when everything up to `scanned` was scanned: never more than that; 0: none known.
  [[nodiscard]] std::uint64_t height(std::uint64_t scanned) const;

 private:
  std::optional<std::uint64_t> up_to_;
  std::optional<std::uint64_t> on_top_;
};

}  // namespace bepusdt::chains
