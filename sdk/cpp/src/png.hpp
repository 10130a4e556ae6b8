// A black and white picture as a PNG file (ISO/IEC 15948), one bit a pixel.
#pragma once

#include <functional>
#include <string>

namespace bepusdt::sdk {

// `black` says what each pixel is; width and height are from 1 to 20000.
[[nodiscard]] std::string bilevel_png(int width, int height, const std::function<bool(int x, int y)>& black);

}  // namespace bepusdt::sdk
