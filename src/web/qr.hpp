// A QR code as inline SVG: one path, dark on white with the quiet zone of four modules that ISO/IEC 18004 asks for, whatever
// the page's colours are, because scanners want it so. Drawn by the qrcodegen library. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "web/template.hpp"

namespace bepusdt::web {

// `label` is what a screen reader says. nullopt: more text than a code holds (2,953 bytes).
[[nodiscard]] std::optional<Markup> qr_svg(std::string_view text, std::string_view label);

}  // namespace bepusdt::web
