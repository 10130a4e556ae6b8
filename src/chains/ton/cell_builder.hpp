// CellBuilder: makes one ordinary cell (or a library reference) bit by bit. What does not fit into a cell is our own bug.
#pragma once

#include "chains/ton/account.hpp"
#include "chains/ton/cell.hpp"
#include "core/amount.hpp"

namespace bepusdt::chains::ton {

class CellBuilder {
 public:
  CellBuilder& bit(bool value);
  CellBuilder& bits(std::uint64_t value, unsigned count);  // the lowest `count`, highest first; at most 64
  CellBuilder& bytes(BytesView bytes);
  CellBuilder& coins(const core::BaseUnits& units);  // VarUInteger 16
  CellBuilder& account(const Account& account);      // addr_std without anycast
  CellBuilder& no_account() { return bits(0, 2); }   // addr_none
  CellBuilder& ref(CellPtr cell);

  [[nodiscard]] CellPtr finish();
  // Stands for a cell that every node keeps by its hash.
  [[nodiscard]] static CellPtr library(const Word& hash);

 private:
  Bytes data_;
  unsigned bits_ = 0;
  std::vector<CellPtr> refs_;
};

}  // namespace bepusdt::chains::ton
