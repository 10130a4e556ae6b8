// Cell: the unit in which TON stores everything: up to 1023 bits and four references to other cells, with hash and depth.
// Cells are made once and never change. Exotic cells stand for others: a pruned branch for a subtree that was left out, a
// library reference for a cell by its hash, Merkle proof and update for what is proven. A cell has a hash at each level, which
// is what it would be with the pruned branches above that level put back (tvm.pdf §3.1, TON whitepaper 2.3.9).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/hex.hpp"
#include "chains/words.hpp"

namespace bepusdt::chains::ton {

class Cell;
using CellPtr = std::shared_ptr<const Cell>;

class Cell {
 public:
  enum class Kind : std::uint8_t { ordinary = 0, pruned = 1, library = 2, merkle_proof = 3, merkle_update = 4 };

  static constexpr unsigned kMostBits = 1023;
  static constexpr unsigned kMostRefs = 4;
  static constexpr unsigned kMostDepth = 1024;
  static constexpr unsigned kMostLevel = 3;

  // `data` holds `bits` bits from the top of its first byte on. nullptr: no cell may look so (sizes, an exotic cell that is not
  // of its kind's form or does not fit what it proves, too deep).
  [[nodiscard]] static CellPtr make(bool exotic, Bytes data, unsigned bits, std::vector<CellPtr> refs);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool ordinary() const { return kind_ == Kind::ordinary; }
  [[nodiscard]] unsigned bits() const { return bits_; }
  [[nodiscard]] BytesView data() const { return data_; }
  [[nodiscard]] const std::vector<CellPtr>& refs() const { return refs_; }
  [[nodiscard]] unsigned level_mask() const { return level_mask_; }

  // The representation hash: what identifies a cell.
  [[nodiscard]] Word hash() const { return hash(kMostLevel); }
  [[nodiscard]] Word hash(unsigned level) const;
  [[nodiscard]] unsigned depth() const { return depth(kMostLevel); }
  [[nodiscard]] unsigned depth(unsigned level) const;

  // The two bytes before the data, as hashes and bags of cells write them.
  [[nodiscard]] std::uint8_t descriptor(unsigned level_mask) const;
  [[nodiscard]] std::uint8_t length_descriptor() const { return static_cast<std::uint8_t>(bits_ / 8 + (bits_ + 7) / 8); }
  // The data, its last byte filled up with a one and zeros.
  [[nodiscard]] Bytes completed_data() const;

 private:
  Cell(Kind kind, Bytes data, unsigned bits, std::vector<CellPtr> refs)
      : kind_(kind), bits_(static_cast<std::uint16_t>(bits)), data_(std::move(data)), refs_(std::move(refs)) {}
  [[nodiscard]] bool has_form_of_its_kind() const;
  [[nodiscard]] bool find_level_mask();
  [[nodiscard]] bool find_hashes();
  [[nodiscard]] bool proves_its_refs() const;

  Kind kind_;
  std::uint8_t level_mask_ = 0;
  std::uint16_t bits_;
  Bytes data_;
  std::vector<CellPtr> refs_;
  std::vector<Word> hashes_;  // by level, only the levels that differ; of a pruned branch its own alone
  std::vector<std::uint16_t> depths_;
};

}  // namespace bepusdt::chains::ton
