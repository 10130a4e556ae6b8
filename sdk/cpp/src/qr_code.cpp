#include <bepusdt/qr_code.hpp>

#include <qrcodegen.hpp>

#include "sdk/cpp/src/png.hpp"
#include "sdk/cpp/src/refuse.hpp"

namespace bepusdt::sdk {
namespace {

void demand(bool holds, std::string_view name, std::string_view zh, std::string_view en) {
  if (!holds) throw_error(refuse(name, zh, en));
}

void demand_border(int border) {
  demand(border >= 0 && border <= 64, "border", "应在 0 到 64 之间", "must be from 0 to 64");
}

}  // namespace

QrCode::QrCode(std::string_view text, Correction correction) {
  using qrcodegen::QrCode;
  constexpr QrCode::Ecc kLevels[] = {QrCode::Ecc::LOW, QrCode::Ecc::MEDIUM, QrCode::Ecc::QUARTILE, QrCode::Ecc::HIGH};
  demand(text.find('\0') == std::string_view::npos, "text", "含有空字符", "holds a null character");
  try {
    const QrCode code = QrCode::encodeText(std::string(text).c_str(), kLevels[static_cast<int>(correction)]);
    size_ = code.getSize();
    dark_.reserve(static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_));
    for (int row = 0; row < size_; ++row)
      for (int column = 0; column < size_; ++column) dark_.push_back(code.getModule(column, row));
  } catch (const qrcodegen::data_too_long&) {
    throw_error(refuse("text", "过长", "is too long for a QR code"));
  }
}

bool QrCode::dark(int column, int row) const noexcept {
  if (column < 0 || row < 0 || column >= size_ || row >= size_) return false;
  return dark_[static_cast<std::size_t>(row) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(column)];
}

std::string QrCode::svg(int border) const {
  demand_border(border);
  const std::string side = std::to_string(size_ + 2 * border);
  std::string out = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + ' ' + side +
                    R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + side + 'v' + side + "H0z\"/><path d=\"";
  for (int row = 0; row < size_; ++row)
    for (int column = 0; column < size_; ++column) {
      if (!dark(column, row)) continue;
      int length = 1;
      while (dark(column + length, row)) ++length;
      out += 'M' + std::to_string(column + border) + ' ' + std::to_string(row + border) + 'h' + std::to_string(length) +
             "v1h-" + std::to_string(length) + 'z';
      column += length;
    }
  return out + "\"/></svg>\n";
}

std::string QrCode::png(int box_size, int border) const {
  demand_border(border);
  demand(box_size >= 1 && box_size <= 100, "box_size", "应在 1 到 100 之间", "must be from 1 to 100");
  const int side = size_ + 2 * border;
  return bilevel_png(side, side, box_size, [&](int column, int row) { return dark(column - border, row - border); });
}

}  // namespace bepusdt::sdk
