// Writing protobuf by hand (https://protobuf.dev/programming-guides/encoding): the test chain makes its own bytes, so that a
// decoder is held against something other than itself. Fields of value 0 are left out, as every encoder does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bepusdt::devnet {

class TronMessage {
 public:
  TronMessage& number(int field, std::uint64_t value) {
    if (value == 0) return *this;
    varint(static_cast<std::uint64_t>(field) << 3);
    varint(value);
    return *this;
  }
  // Also of length 0 where `always`: a message that is there, but empty.
  TronMessage& bytes(int field, std::string_view value, bool always = false) {
    if (value.empty() && !always) return *this;
    varint(static_cast<std::uint64_t>(field) << 3 | 2);
    varint(value.size());
    text_ += value;
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) text_ += static_cast<char>(value | 0x80);
    text_ += static_cast<char>(value);
  }
  std::string text_;
};

}  // namespace bepusdt::devnet
