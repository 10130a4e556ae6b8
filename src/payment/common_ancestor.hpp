// CommonAncestor: where what was read of a chain and the chain as it is now part. Part of scan_chain: asks the store and the
// reader, changes nothing.
#pragma once

#include <variant>
#include <vector>

#include "base/result.hpp"
#include "ports/chain_reader.hpp"
#include "ports/store.hpp"

namespace bepusdt::payment {

class CommonAncestor {
 public:
  using Error = std::variant<ports::ReadError, ports::StoreError>;

  CommonAncestor(const core::ChainName& chain, ports::Store& store, ports::ChainReader& reader, std::uint64_t keep_blocks)
      : chain_(chain), store_(store), reader_(reader), keep_blocks_(keep_blocks) {}

  // The highest block at or below `from` that was read and still stands.
  [[nodiscard]] Result<core::BlockRef, Error> find(const core::BlockRef& from);

 private:
  [[nodiscard]] Result<bool, Error> stands(const core::BlockRef& block);
  [[nodiscard]] Result<core::BlockRef, Error> below_the_kept(std::uint64_t lowest);

  const core::ChainName& chain_;
  ports::Store& store_;
  ports::ChainReader& reader_;
  const std::uint64_t keep_blocks_;
  std::uint64_t final_height_ = 0;
};

}  // namespace bepusdt::payment
