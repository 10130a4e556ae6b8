// The little of TON's cells that a test chain needs: ordinary cells with their hashes, as bags and in dictionaries, and the address
// of an owner's USDT wallet, made from the definitions (tvm.pdf §3, TEP-74) without the reader's code.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/amount.hpp"

namespace bepusdt::devnet {

// One ordinary cell: whole bytes, or bits with the last byte filled up with zeros.
struct TonCell {
  std::string data;
  unsigned bits = 0;
  std::vector<std::shared_ptr<const TonCell>> refs = {};

  TonCell& add(std::uint64_t value, unsigned count);
  TonCell& add_bytes(const std::string& bytes);
  TonCell& add_coins(const core::BaseUnits& units);
  TonCell& add_account(const std::string& raw);  // "0:<64 digits>"; empty: none
  TonCell& add_ref(TonCell cell) {
    refs.push_back(std::make_shared<const TonCell>(std::move(cell)));
    return *this;
  }
};

[[nodiscard]] std::string ton_hash(const TonCell& cell);      // 32 bytes
[[nodiscard]] std::string ton_bag_file(const TonCell& root);  // a bag of all below it
[[nodiscard]] std::string ton_bag(const TonCell& root);       // the same as base64

// Writes a Hashmap, or with `extra` (at every fork) a HashmapAug, to the end of `out`: keys of equal length as text of '0' and
// '1', at least one, and what writes each leaf.
using TonLeaves = std::map<std::string, std::function<void(TonCell&)>>;
void add_ton_dictionary(TonCell& out, const TonLeaves& leaves, const std::function<void(TonCell&)>& extra = {});
[[nodiscard]] std::string ton_key(std::uint64_t value, unsigned bits);

[[nodiscard]] std::string ton_base64(std::string_view bytes);

[[nodiscard]] std::string ton_wallet(std::uint64_t n);  // "0:<64 digits>"
[[nodiscard]] std::string ton_usdt_wallet(const std::string& owner, const std::string& master);
[[nodiscard]] TonCell ton_comment(std::string_view words);
[[nodiscard]] TonCell ton_internal_transfer(const core::BaseUnits& units, const std::string& from);

}  // namespace bepusdt::devnet
