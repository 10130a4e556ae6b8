// Recorded data of the main network (../shared/fixtures/ton, MANIFEST.md), read in place where it is present.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/decode_block.hpp"

namespace bepusdt::chains::ton {

inline std::optional<std::string> recorded(const std::string& name) {
  std::ifstream in(std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures/ton" / name, std::ios::binary);
  if (!in) {
    std::cout << "recorded data not present, nothing to compare: " << name << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

inline CellPtr recorded_cell(const std::string& bytes) {
  auto root = read_single_root(bytes_of(bytes));
  EXPECT_TRUE(root) << root.error().reason;
  return root ? *root : nullptr;
}

inline Block recorded_block(const std::string& bytes) {
  const CellPtr root = recorded_cell(bytes);
  if (root == nullptr) return {};
  auto block = decode_block(*root);
  EXPECT_TRUE(block) << block.error().reason;
  return block ? *block : Block{};
}

}  // namespace bepusdt::chains::ton
