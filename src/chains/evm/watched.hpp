// Watched: what a scan looks for on one chain: our token contracts (catalog rows) and our wallets, as sets for reading
// blocks, as filters for eth_getLogs, and as bits for logsBloom. Built once per watch list, then only read.
#pragma once

#include <span>
#include <unordered_map>
#include <unordered_set>

#include "catalog/chains.hpp"
#include "chains/evm/bloom.hpp"
#include "chains/evm/decode.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::evm {

class Watched {
 public:
  // The wallets are asked for in pieces of at most `chunk`, because nodes limit the length of a filter.
  Watched(std::string_view chain, const ports::WatchList& list, std::size_t chunk);

  [[nodiscard]] bool is_for(const ports::WatchList& list) const {
    return list.native == native_ && list.tokens == tokens_wanted_ && list.addresses == addresses_;
  }

  [[nodiscard]] bool native() const { return native_ && !wallets_.empty(); }
  [[nodiscard]] bool tokens() const { return tokens_wanted_ && !wallets_.empty() && !contracts_.empty(); }

  [[nodiscard]] bool has_wallet(const Account& account) const { return wallets_.contains(account); }
  [[nodiscard]] const catalog::TokenContract* contract(const Account& account) const;
  // The topics of a Transfer to one of our wallets.
  [[nodiscard]] bool wants(std::span<const Word> topics) const;
  // The same as sieves for decoding, valid as long as this lives.
  [[nodiscard]] LogSieve log_sieve() const;
  [[nodiscard]] RecipientSieve recipient_sieve() const;

  // Parameters of eth_getLogs: "address":[…],"topics":[…], one text for each piece of the wallets.
  [[nodiscard]] std::span<const std::string> filters() const { return filters_; }

  // Wallets that by the block's bloom may have been paid there, one of our contracts and the Transfer topic being in it too.
  [[nodiscard]] std::vector<Account> may_be_paid_in(const Block& block) const;

 private:
  bool native_;
  bool tokens_wanted_;
  std::vector<core::Address> addresses_;
  std::unordered_map<Account, const catalog::TokenContract*, BytesHash> contracts_;
  std::unordered_set<Account, BytesHash> wallets_;
  std::vector<BloomBits> contract_bits_;
  std::vector<std::pair<Account, BloomBits>> wallet_bits_;
  BloomBits transfer_bits_;
  std::vector<std::string> filters_;
};

}  // namespace bepusdt::chains::evm
