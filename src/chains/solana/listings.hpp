// Listings: what nodes listed of our accounts' transactions, kept between calls of the reader, so that a sweep over many accounts
// may take several calls of a slow endpoint and an old one is listed once, not for every few hundred slots. Not a position:
// everything in it is of finalized slots above the caller's cursor and can be asked for again. Not thread-safe.
#pragma once

#include <unordered_map>

#include "chains/solana/types.hpp"

namespace bepusdt::chains::solana {

class Listings {
 public:
  // What is said of other accounts, or of slots up to `after`, is dropped.
  void keep_only(const std::vector<std::string>& accounts, std::uint64_t after);

  // Up to which slot, from `after` on, the account's list is known without holes; `after`: not at all.
  [[nodiscard]] std::uint64_t known_to(const std::string& account, std::uint64_t after) const;
  // Everything of the account in (from, to] is in `lines` (in any order); it goes on where the account was known to.
  void add(const std::string& account, std::uint64_t from, std::uint64_t to, std::vector<Listed> lines);

  // Of all accounts, up to slot `last`, oldest first, each transaction once; failed ones are left out.
  [[nodiscard]] std::vector<Listed> succeeded(std::uint64_t last) const;

 private:
  struct List {
    std::uint64_t from = 0, to = 0;  // known: (from, to]
    std::vector<Listed> lines;
  };
  std::unordered_map<std::string, List> lists_;
};

}  // namespace bepusdt::chains::solana
