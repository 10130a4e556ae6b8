// A black and white picture as a PNG file (ISO/IEC 15948), one bit a pixel.
#pragma once

#include <functional>
#include <string>

namespace bepusdt::sdk {

// Squares of `scale` pixels a side; `black` says what each square is and is asked once for each. At most 32768 pixels a side.
[[nodiscard]] std::string bilevel_png(int columns, int rows, int scale,
                                      const std::function<bool(int column, int row)>& black);

}  // namespace bepusdt::sdk
