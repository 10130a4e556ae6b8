// Secret: text that must never be printed, logged or compared in a time that depends on its content.
// There is deliberately no conversion to text and no stream or fmt formatter; `reveal()` is called only where
// the bytes leave for their one use (a hash, a header), so that a search for it lists every such place.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace bepusdt {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] std::string_view reveal() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return value_.size(); }

  // Constant-time for equal lengths (the length itself is not secret).
  friend bool operator==(const Secret& a, const Secret& b) noexcept {
    if (a.value_.size() != b.value_.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.value_.size(); ++i)
      difference |= static_cast<unsigned char>(a.value_[i]) ^ static_cast<unsigned char>(b.value_[i]);
    return difference == 0;
  }

 private:
  std::string value_;
};

}  // namespace bepusdt
