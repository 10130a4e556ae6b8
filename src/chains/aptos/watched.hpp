// Watched: what a scan looks for on Aptos: the primary store of each of our wallets for each of our assets (catalog rows). Built
// once per watch list, then only read. The chain's own coin has no trade type, so `native` asks for nothing.
#pragma once

#include <unordered_map>

#include "catalog/chains.hpp"
#include "chains/words.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::aptos {

class Watched {
 public:
  struct Store {
    core::Address owner;
    const catalog::TokenContract* asset = nullptr;
  };

  Watched(std::string_view chain, const ports::WatchList& list);

  [[nodiscard]] bool is_for(const ports::WatchList& list) const {
    return list.tokens == tokens_ && list.addresses == addresses_;
  }
  // nullptr: none of ours.
  [[nodiscard]] const Store* store(const Word& address) const;

 private:
  bool tokens_;
  std::vector<core::Address> addresses_;
  std::unordered_map<Word, Store, BytesHash> stores_;
};

}  // namespace bepusdt::chains::aptos
