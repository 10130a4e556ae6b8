#include "chains/ton/cell.hpp"

#include <algorithm>
#include <bit>

#include "base/digest.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr unsigned kHashBytes = 32;
constexpr unsigned kDepthBytes = 2;

// What of a mask counts at a level: bit i stands for level i + 1.
constexpr unsigned below(unsigned mask, unsigned level) { return mask & ((1U << level) - 1); }
unsigned ones(unsigned mask) { return static_cast<unsigned>(std::popcount(mask)); }

unsigned sixteen(BytesView bytes, std::size_t at) { return bytes[at] * 256U + bytes[at + 1]; }

Word word_at(BytesView bytes, std::size_t at) {
  Word word;
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), word.size(), word.begin());
  return word;
}

}  // namespace

CellPtr Cell::make(bool exotic, Bytes data, unsigned bits, std::vector<CellPtr> refs) {
  if (bits > kMostBits || refs.size() > kMostRefs || data.size() != (bits + 7) / 8) return nullptr;
  if (std::ranges::any_of(refs, [](const CellPtr& ref) { return ref == nullptr; })) return nullptr;
  Kind kind = Kind::ordinary;
  if (exotic) {
    if (bits < 8 || data[0] < 1 || data[0] > 4) return nullptr;
    kind = static_cast<Kind>(data[0]);
  }
  if (bits % 8 != 0) data.back() = static_cast<std::uint8_t>(data.back() & (0xff00U >> (bits % 8)));
  const std::shared_ptr<Cell> cell(new Cell(kind, std::move(data), bits, std::move(refs)));
  if (!cell->has_form_of_its_kind() || !cell->find_level_mask() || !cell->find_hashes() || !cell->proves_its_refs())
    return nullptr;
  return cell;
}

bool Cell::has_form_of_its_kind() const {
  constexpr unsigned kProven = 8 * (kHashBytes + kDepthBytes);
  switch (kind_) {
    case Kind::ordinary: return true;
    case Kind::pruned: {
      if (bits_ < 16 || data_[1] < 1 || data_[1] > 7 || !refs_.empty()) return false;
      return bits_ == 16 + kProven * ones(data_[1]);
    }
    case Kind::library: return bits_ == 8 + 8 * kHashBytes && refs_.empty();
    case Kind::merkle_proof: return bits_ == 8 + kProven && refs_.size() == 1;
    case Kind::merkle_update: return bits_ == 8 + 2 * kProven && refs_.size() == 2;
  }
  return false;
}

bool Cell::find_level_mask() {
  unsigned mask = 0;
  for (const CellPtr& ref : refs_) mask |= ref->level_mask_;
  if (kind_ == Kind::merkle_proof || kind_ == Kind::merkle_update) mask >>= 1;
  if (kind_ == Kind::pruned) mask = data_[1];
  level_mask_ = static_cast<std::uint8_t>(mask);
  return mask <= 7;
}

bool Cell::find_hashes() {
  const bool merkle = kind_ == Kind::merkle_proof || kind_ == Kind::merkle_update;
  const Bytes own = completed_data();
  for (unsigned level = 0; level <= kMostLevel; ++level) {
    const bool differs = level == 0 || (level_mask_ >> (level - 1) & 1) != 0;
    if (!differs) continue;
    // Of a pruned branch the lower levels' hashes are its data; the highest is its own.
    if (kind_ == Kind::pruned && below(level_mask_, level) != level_mask_) continue;
    Bytes text{descriptor(below(level_mask_, level)), length_descriptor()};
    if (hashes_.empty())
      text.insert(text.end(), own.begin(), own.end());
    else
      text.insert(text.end(), hashes_.back().begin(), hashes_.back().end());
    const unsigned level_below = merkle ? std::min(level + 1, kMostLevel) : level;
    unsigned depth = 0;
    for (const CellPtr& ref : refs_) {
      const unsigned of_ref = ref->depth(level_below);
      depth = std::max(depth, of_ref + 1);
      text.push_back(static_cast<std::uint8_t>(of_ref >> 8));
      text.push_back(static_cast<std::uint8_t>(of_ref & 0xff));
    }
    if (depth > kMostDepth) return false;
    for (const CellPtr& ref : refs_) {
      const Word of_ref = ref->hash(level_below);
      text.insert(text.end(), of_ref.begin(), of_ref.end());
    }
    hashes_.push_back(sha256(text));
    depths_.push_back(static_cast<std::uint16_t>(depth));
  }
  return true;
}

// What a Merkle cell says of the cells below it must be so.
bool Cell::proves_its_refs() const {
  if (kind_ != Kind::merkle_proof && kind_ != Kind::merkle_update) {
    if (kind_ != Kind::pruned) return true;
    for (unsigned i = 0; i < ones(level_mask_); ++i)
      if (sixteen(data_, 2 + kHashBytes * ones(level_mask_) + kDepthBytes * i) > kMostDepth) return false;
    return true;
  }
  const std::size_t depths_at = 1 + kHashBytes * refs_.size();
  for (std::size_t i = 0; i < refs_.size(); ++i) {
    if (word_at(data_, 1 + kHashBytes * i) != refs_[i]->hash(0)) return false;
    if (sixteen(data_, depths_at + kDepthBytes * i) != refs_[i]->depth(0)) return false;
  }
  return true;
}

Word Cell::hash(unsigned level) const {
  const unsigned index = ones(below(level_mask_, std::min(level, kMostLevel)));
  if (kind_ != Kind::pruned) return hashes_[index];
  return index == ones(level_mask_) ? hashes_.front() : word_at(data_, 2 + kHashBytes * index);
}

unsigned Cell::depth(unsigned level) const {
  const unsigned index = ones(below(level_mask_, std::min(level, kMostLevel)));
  if (kind_ != Kind::pruned) return depths_[index];
  if (index == ones(level_mask_)) return depths_.front();
  return sixteen(data_, 2 + kHashBytes * ones(level_mask_) + kDepthBytes * index);
}

std::uint8_t Cell::descriptor(unsigned level_mask) const {
  return static_cast<std::uint8_t>(refs_.size() + (ordinary() ? 0 : 8) + 32 * level_mask);
}

Bytes Cell::completed_data() const {
  Bytes all = data_;
  if (bits_ % 8 != 0) all.back() = static_cast<std::uint8_t>(all.back() | (0x80U >> (bits_ % 8)));
  return all;
}

}  // namespace bepusdt::chains::ton
