// Reads the text back out of an undamaged QR code: an own small reader of ISO/IEC 18004 (format information, mask, codeword
// order, byte, alphanumeric and numeric segments), so that no test believes the library that drew it. No error correction: the
// code on a page is never damaged. Versions 1 to 15; anything unexpected gives nullopt.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::test {

// Rows of modules without the quiet zone; true is dark.
using QrModules = std::vector<std::vector<bool>>;

[[nodiscard]] std::optional<std::string> read_qr(const QrModules& modules);

// The runs "M<x>,<y>h<n>v1h-<n>z" of an SVG drawn with a quiet zone of four modules, comma or blank between x and y.
[[nodiscard]] std::optional<QrModules> modules_of_svg(std::string_view svg);
[[nodiscard]] std::optional<std::string> read_qr_svg(std::string_view svg);

}  // namespace bepusdt::test
