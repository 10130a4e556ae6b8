// Walking a dictionary (TL-B Hashmap, HashmapAug): a binary tree whose edges are labelled with bits of the key. Cells may stand
// in it many times, so the walk is bounded by a number of nodes, not by the size of what was read. Pure.
#pragma once

#include <array>
#include <functional>

#include "chains/ton/slice.hpp"

namespace bepusdt::chains::ton {

inline constexpr unsigned kMostKeyBits = 256;
inline constexpr std::size_t kMostNodes = std::size_t{1} << 18;

// Bits of the key from the top of the first byte on.
using DictionaryKey = std::array<std::uint8_t, kMostKeyBits / 8>;

// Calls `visit(key, value)` at every leaf in the order of keys; in a HashmapAug the value begins with the leaf's extra. False: the
// tree is malformed, has more nodes than kMostNodes, or a visit returned false.
[[nodiscard]] bool walk_dictionary(const Cell& root, unsigned key_bits,
                                   const std::function<bool(const DictionaryKey& key, Slice value)>& visit);
// The same where the root is read already, as in acc_trans, whose dictionary stands in the midst of its cell.
[[nodiscard]] bool walk_dictionary(Slice root, unsigned key_bits,
                                   const std::function<bool(const DictionaryKey& key, Slice value)>& visit);

}  // namespace bepusdt::chains::ton
