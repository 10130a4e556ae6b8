// A bag of cells (TL-B SerializedBoc): the bytes in which cells travel. Reading takes foreign bytes and is bounded by them: a
// reference only ever points onwards, so that there are no cycles; cells are as many as their bytes; hashes are computed, and
// those that a bag may carry along must be the same. Pure, never throws.
#pragma once

#include "base/result.hpp"
#include "chains/ton/cell.hpp"

namespace bepusdt::chains::ton {

struct BagError {
  std::string reason;
};

inline constexpr std::size_t kMostCells = std::size_t{1} << 18;  // a large block has some 20 thousand

// All roots, at least one. Every header form is read: the generic one and the two older ones with an index.
[[nodiscard]] Result<std::vector<CellPtr>, BagError> read_bag(BytesView bytes, std::size_t most_cells = kMostCells);
// The one root of a bag that must have one.
[[nodiscard]] Result<CellPtr, BagError> read_single_root(BytesView bytes, std::size_t most_cells = kMostCells);

// The generic form, one root, with CRC32C and without an index.
[[nodiscard]] Bytes write_bag(const CellPtr& root);

}  // namespace bepusdt::chains::ton
