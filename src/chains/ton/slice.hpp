// Slice: reading one cell from its first bit on. What is not there is read as zeros and remembered: `ok()` is asked once at the
// end of a structure, before anything of it is used. An exotic cell, which only stands for another, reads as nothing.
// The cell must outlive the slice. Pure.
#pragma once

#include <optional>

#include "chains/ton/account.hpp"
#include "chains/ton/cell.hpp"
#include "core/amount.hpp"

namespace bepusdt::chains::ton {

class Slice {
 public:
  explicit Slice(const Cell& cell) : cell_(&cell), ok_(cell.ordinary()) {}

  [[nodiscard]] bool bit() { return bits(1) != 0; }
  [[nodiscard]] std::uint64_t bits(unsigned count);  // at most 64
  [[nodiscard]] Word word();                         // 256 bits
  [[nodiscard]] core::BaseUnits var_uint(unsigned length_bits);
  [[nodiscard]] core::BaseUnits coins() { return var_uint(4); }
  // MsgAddress: nullopt where it is none, external, or of a form that no payment has (addr_var, anycast).
  [[nodiscard]] std::optional<Account> account();
  void skip(unsigned count);

  [[nodiscard]] const Cell* ref();     // nullptr: there is none
  [[nodiscard]] CellPtr shared_ref();  // likewise
  [[nodiscard]] Slice inner();         // of the next reference
  void skip_ref() { static_cast<void>(ref()); }
  void skip_maybe_ref() {
    if (bit()) skip_ref();
  }
  // What is left, as a cell of its own.
  [[nodiscard]] CellPtr rest();

  [[nodiscard]] unsigned bits_left() const { return ok_ ? cell_->bits() - at_ : 0; }
  [[nodiscard]] bool ok() const { return ok_; }
  void refuse() { ok_ = false; }

 private:
  Slice() = default;

  const Cell* cell_ = nullptr;
  unsigned at_ = 0;
  unsigned next_ref_ = 0;
  bool ok_ = false;
};

}  // namespace bepusdt::chains::ton
