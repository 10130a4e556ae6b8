// Reads the text back out of an undamaged QR code drawn by web/qr.hpp: an own small reader of ISO/IEC 18004 (format
// information, mask, codeword order, byte, alphanumeric and numeric segments), so that the test does not believe the library
// that drew it. No error correction: the code on a page is never damaged. For tests; anything unexpected gives nullopt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::web::testing {

[[nodiscard]] std::optional<std::string> read_qr_svg(std::string_view svg);

}  // namespace bepusdt::web::testing
