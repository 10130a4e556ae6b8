// Writing a bag of cells: cells with one hash become one, and stand so that references point onwards.
#include <boost/crc.hpp>
#include <unordered_map>

#include "chains/ton/bag_of_cells.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr unsigned kRefSize = 4;
constexpr unsigned kOffsetSize = 8;

void put(Bytes& out, std::uint64_t value, unsigned size) {
  while (size-- > 0) out.push_back(static_cast<std::uint8_t>(value >> (8 * size) & 0xff));
}

// Children before parents, each once; to be read backwards.
void order(const Cell& root, std::vector<const Cell*>& ordered, std::unordered_map<Word, std::size_t, BytesHash>& places) {
  if (places.contains(root.hash())) return;
  for (const CellPtr& ref : root.refs()) order(*ref, ordered, places);
  places.emplace(root.hash(), ordered.size());
  ordered.push_back(&root);
}

}  // namespace

Bytes write_bag(const CellPtr& root) {
  std::vector<const Cell*> ordered;
  std::unordered_map<Word, std::size_t, BytesHash> places;
  order(*root, ordered, places);
  Bytes data;
  for (auto cell = ordered.rbegin(); cell != ordered.rend(); ++cell) {
    data.push_back((*cell)->descriptor((*cell)->level_mask()));
    data.push_back((*cell)->length_descriptor());
    const Bytes own = (*cell)->completed_data();
    data.insert(data.end(), own.begin(), own.end());
    for (const CellPtr& ref : (*cell)->refs()) put(data, ordered.size() - 1 - places.at(ref->hash()), kRefSize);
  }
  Bytes out;
  put(out, 0xb5ee9c72, 4);
  put(out, 0x40 | kRefSize, 1);
  put(out, kOffsetSize, 1);
  put(out, ordered.size(), kRefSize);
  put(out, 1, kRefSize);
  put(out, 0, kRefSize);
  put(out, data.size(), kOffsetSize);
  put(out, 0, kRefSize);
  out.insert(out.end(), data.begin(), data.end());
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(out.data(), out.size());
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(crc.checksum() >> (8 * i) & 0xff));
  return out;
}

}  // namespace bepusdt::chains::ton
