// QrCode: a text (an address, a payment link) as a QR code (ISO/IEC 18004): matrix, SVG or PNG.
#pragma once

#include <bepusdt/config.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

class BEPUSDT_SDK_API QrCode {
 public:
  enum class Correction { low, medium, quartile, high };  // 7, 15, 25, 30 % of the code may be unreadable

  // Throws ValidationError for a text that no QR code holds (more than 2953 bytes at low correction).
  explicit QrCode(std::string_view text, Correction correction = Correction::low);

  // Modules a side: 21 to 177.
  [[nodiscard]] int size() const noexcept { return size_; }
  // Outside of the code all is light.
  [[nodiscard]] bool dark(int column, int row) const noexcept;
  // `border`: light modules around the code; readers want 4. Both throw ValidationError outside of 0 to 64 and 1 to 100.
  [[nodiscard]] std::string svg(int border = 4) const;
  [[nodiscard]] std::string png(int box_size = 10, int border = 4) const;

 private:
  int size_ = 0;
  std::vector<bool> dark_;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
