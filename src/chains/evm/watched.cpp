#include "chains/evm/watched.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::chains::evm {

Watched::Watched(std::string_view chain, const ports::WatchList& list, std::size_t chunk)
    : native_(list.native), tokens_wanted_(list.tokens), addresses_(list.addresses), transfer_bits_(kTransferTopic) {
  BEPUSDT_ASSERT(chunk > 0);
  std::string contracts;
  for (const catalog::TokenContract& row : catalog::token_contracts()) {
    if (row.chain != chain) continue;
    const auto account = account_of(row.contract);
    BEPUSDT_ASSERT(account.has_value());
    contracts_.emplace(*account, &row);
    contract_bits_.emplace_back(*account);
    contracts += (contracts.empty() ? "\"" : ",\"") + std::string(row.contract) + '"';
  }
  std::string topics;
  std::size_t in_chunk = 0;
  const auto close_chunk = [&] {
    if (in_chunk == 0) return;
    filters_.push_back("\"address\":[" + contracts + "],\"topics\":[\"" + text_of(kTransferTopic) + "\",null,[" + topics +
                       "]]");
    topics.clear();
    in_chunk = 0;
  };
  for (const core::Address& address : addresses_) {
    const auto wallet = account_of(address.value());
    BEPUSDT_ASSERT(wallet.has_value());  // the stored form of the family
    if (!wallets_.insert(*wallet).second) continue;
    const Word topic = padded(*wallet);
    wallet_bits_.emplace_back(*wallet, BloomBits(topic));
    topics += (topics.empty() ? "\"" : ",\"") + text_of(topic) + '"';
    if (++in_chunk == chunk) close_chunk();
  }
  close_chunk();
}

const catalog::TokenContract* Watched::contract(const Account& account) const {
  const auto found = contracts_.find(account);
  return found == contracts_.end() ? nullptr : found->second;
}

bool Watched::wants(std::span<const Word> topics) const {
  if (topics.size() != 3 || topics[0] != kTransferTopic) return false;
  const auto recipient = unpadded(topics[2]);
  return recipient && wallets_.contains(*recipient);
}

LogSieve Watched::log_sieve() const {
  return {[this](const Account& account) { return contracts_.contains(account); },
          [this](std::span<const Word> topics) { return wants(topics); }};
}

RecipientSieve Watched::recipient_sieve() const {
  return [this](const Account& to) { return wallets_.contains(to); };
}

std::vector<Account> Watched::may_be_paid_in(const Block& block) const {
  std::vector<Account> wallets;
  if (!tokens() || !block.has_bloom || !transfer_bits_.may_be_in(block.bloom)) return wallets;
  if (std::ranges::none_of(contract_bits_, [&](const BloomBits& bits) { return bits.may_be_in(block.bloom); }))
    return wallets;
  for (const auto& [wallet, bits] : wallet_bits_)
    if (bits.may_be_in(block.bloom)) wallets.push_back(wallet);
  return wallets;
}

}  // namespace bepusdt::chains::evm
