#include "chains/ton/bag_of_cells.hpp"

#include <algorithm>
#include <bit>
#include <boost/crc.hpp>
#include <optional>

namespace bepusdt::chains::ton {
namespace {

constexpr std::uint32_t kGeneric = 0xb5ee9c72;
constexpr std::uint32_t kIndexed = 0x68ff65f3;
constexpr std::uint32_t kIndexedWithCrc = 0xacc3a728;
constexpr std::size_t kCrcBytes = 4;

std::unexpected<BagError> wrong(const char* what) { return fail(BagError{what}); }

std::uint32_t crc32c(BytesView bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

class Cursor {
 public:
  explicit Cursor(BytesView bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::optional<std::uint64_t> number(unsigned size) {
    if (size > 8 || left() < size) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) value = value << 8 | bytes_[at_++];
    return value;
  }
  [[nodiscard]] std::optional<BytesView> take(std::size_t size) {
    if (left() < size) return std::nullopt;
    const BytesView taken = bytes_.subspan(at_, size);
    at_ += size;
    return taken;
  }

 private:
  BytesView bytes_;
  std::size_t at_ = 0;
};

struct Header {
  unsigned ref_size = 0;
  unsigned offset_size = 0;
  bool cache_bits = false;
  std::size_t cells = 0;
  std::vector<std::size_t> roots;
  std::vector<std::uint64_t> ends;  // of the index: where each cell ends; empty: none
  BytesView data;
};

// A cell as it stands in the bag, its references still numbers.
struct RawCell {
  bool exotic = false;
  unsigned level_mask = 0;
  BytesView stored_hashes;  // with the depths behind them; empty: none
  Bytes data;
  unsigned bits = 0;
  std::vector<std::size_t> refs;
};

Result<Header, BagError> read_header(BytesView bytes, std::size_t most_cells) {
  Cursor in(bytes);
  const auto magic = in.number(4);
  const auto flags = in.number(1), offset_size = in.number(1);
  if (!magic || !flags || !offset_size) return wrong("it is cut off");
  Header header;
  bool index = true, crc = *magic == kIndexedWithCrc;
  if (*magic == kGeneric) {
    index = (*flags & 0x80) != 0;
    crc = (*flags & 0x40) != 0;
    header.cache_bits = (*flags & 0x20) != 0;
    if ((*flags & 0x18) != 0 || (header.cache_bits && !index)) return wrong("it has flags that do not exist");
    header.ref_size = static_cast<unsigned>(*flags & 7);
  } else if (*magic == kIndexed || *magic == kIndexedWithCrc) {
    header.ref_size = static_cast<unsigned>(*flags);
  } else {
    return wrong("it is no bag of cells");
  }
  header.offset_size = static_cast<unsigned>(*offset_size);
  if (header.ref_size < 1 || header.ref_size > 4 || header.offset_size < 1 || header.offset_size > 8)
    return wrong("its sizes are out of range");
  const auto cells = in.number(header.ref_size), roots = in.number(header.ref_size), absent = in.number(header.ref_size);
  const auto data_size = in.number(header.offset_size);
  if (!cells || !roots || !absent || !data_size) return wrong("it is cut off");
  if (*cells == 0 || *cells > most_cells || *roots == 0 || *roots > *cells) return wrong("its counts are out of range");
  if (*absent != 0) return wrong("some of its cells are absent");
  header.cells = static_cast<std::size_t>(*cells);
  if (*magic == kGeneric) {
    for (std::uint64_t i = 0; i < *roots; ++i) {
      const auto root = in.number(header.ref_size);
      if (!root || *root >= *cells) return wrong("a root does not exist");
      header.roots.push_back(static_cast<std::size_t>(*root));
    }
  } else {
    if (*roots != 1) return wrong("its counts are out of range");
    header.roots.push_back(0);
  }
  if (index) {
    if (in.left() / header.offset_size < header.cells) return wrong("it is cut off");
    for (std::size_t i = 0; i < header.cells; ++i) {
      const std::uint64_t entry = *in.number(header.offset_size);
      header.ends.push_back(header.cache_bits ? entry >> 1 : entry);
    }
  }
  const auto data = in.take(std::min<std::uint64_t>(*data_size, SIZE_MAX));
  if (!data) return wrong("it is cut off");
  header.data = *data;
  if (in.left() != (crc ? kCrcBytes : 0)) return wrong("more follows after it, or less");
  if (crc) {
    const BytesView covered = bytes.first(in.at());
    std::uint32_t told = 0;
    for (unsigned i = 0; i < kCrcBytes; ++i) told |= std::uint32_t{(*in.take(1))[0]} << (8 * i);
    if (told != crc32c(covered)) return wrong("its checksum is another");
  }
  return header;
}

Result<RawCell, BagError> read_cell(Cursor& in, const Header& header, std::size_t own_index) {
  const auto d1 = in.number(1), d2 = in.number(1);
  if (!d1 || !d2) return wrong("a cell is cut off");
  const unsigned refs = static_cast<unsigned>(*d1 & 7);
  if (refs > Cell::kMostRefs) return wrong("a cell is absent or has too many references");
  RawCell cell;
  cell.exotic = (*d1 & 8) != 0;
  cell.level_mask = static_cast<unsigned>(*d1 >> 5);
  if ((*d1 & 16) != 0) {
    const auto stored = in.take(static_cast<std::size_t>(std::popcount(cell.level_mask) + 1) * (32 + 2));
    if (!stored) return wrong("a cell is cut off");
    cell.stored_hashes = *stored;
  }
  const auto data = in.take(static_cast<std::size_t>((*d2 + 1) / 2));
  if (!data) return wrong("a cell is cut off");
  cell.data.assign(data->begin(), data->end());
  cell.bits = static_cast<unsigned>(8 * data->size());
  if (*d2 % 2 != 0) {
    // The last byte is filled up with a one and zeros.
    if (cell.data.empty() || (cell.data.back() & 0x7f) == 0) return wrong("a cell's data does not end as it must");
    const unsigned filled = static_cast<unsigned>(std::countr_zero(cell.data.back())) + 1;
    cell.bits -= filled;
  }
  for (unsigned i = 0; i < refs; ++i) {
    const auto ref = in.number(header.ref_size);
    if (!ref || *ref <= own_index || *ref >= header.cells) return wrong("a reference does not point onwards");
    cell.refs.push_back(static_cast<std::size_t>(*ref));
  }
  return cell;
}

bool stored_hashes_fit(const RawCell& raw, const Cell& cell) {
  if (raw.stored_hashes.empty()) return true;
  const auto levels = static_cast<unsigned>(std::popcount(raw.level_mask)) + 1;
  unsigned index = 0;
  for (unsigned level = 0; level <= Cell::kMostLevel; ++level) {
    if (level > 0 && (raw.level_mask >> (level - 1) & 1) == 0) continue;
    if (!std::ranges::equal(cell.hash(level), raw.stored_hashes.subspan(std::size_t{32} * index, 32))) return false;
    const std::size_t at = std::size_t{32} * levels + std::size_t{2} * index;
    if (cell.depth(level) != raw.stored_hashes[at] * 256U + raw.stored_hashes[at + 1]) return false;
    ++index;
  }
  return true;
}

}  // namespace

Result<std::vector<CellPtr>, BagError> read_bag(BytesView bytes, std::size_t most_cells) {
  const auto header = read_header(bytes, most_cells);
  if (!header) return fail(header.error());
  if (header->data.size() / 2 < header->cells) return wrong("it has more cells than bytes for them");
  std::vector<RawCell> raw;
  raw.reserve(header->cells);
  Cursor in(header->data);
  for (std::size_t i = 0; i < header->cells; ++i) {
    auto cell = read_cell(in, *header, i);
    if (!cell) return fail(std::move(cell.error()));
    if (!header->ends.empty() && header->ends[i] != in.at()) return wrong("its index does not fit its cells");
    raw.push_back(std::move(*cell));
  }
  if (in.left() != 0) return wrong("it has bytes that belong to no cell");
  std::vector<CellPtr> cells(header->cells);
  for (std::size_t i = header->cells; i-- > 0;) {
    std::vector<CellPtr> refs;
    refs.reserve(raw[i].refs.size());
    for (const std::size_t ref : raw[i].refs) refs.push_back(cells[ref]);
    cells[i] = Cell::make(raw[i].exotic, std::move(raw[i].data), raw[i].bits, std::move(refs));
    if (cells[i] == nullptr) return wrong("a cell is of no kind that exists, or too deep");
    if (cells[i]->level_mask() != raw[i].level_mask) return wrong("a cell is of another level than it says");
    if (!stored_hashes_fit(raw[i], *cells[i])) return wrong("a cell has another hash than the one beside it");
  }
  std::vector<CellPtr> roots;
  for (const std::size_t root : header->roots) roots.push_back(cells[root]);
  return roots;
}

Result<CellPtr, BagError> read_single_root(BytesView bytes, std::size_t most_cells) {
  auto roots = read_bag(bytes, most_cells);
  if (!roots) return fail(std::move(roots.error()));
  if (roots->size() != 1) return wrong("it has more than one root");
  return std::move(roots->front());
}

}  // namespace bepusdt::chains::ton
