// Transfer: a credit to a watched address as a chain reported it. The key (chain, hash, position) is unique for ever and
// rows are never deleted: a fork marks them gone, the same key seen again revives the row.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "core/amount.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

enum class TransferStatus {
  seen,       // read, not yet held against the orders
  matched,    // consumed by an order, which is confirming or paid
  late,       // kept on an order for the merchant to accept by hand
  unmatched,  // pays nothing; visible for ever, with the reason and, where one is meant, the order
};

inline constexpr std::array<std::pair<TransferStatus, std::string_view>, 4> kTransferStatusNames{{
    {TransferStatus::seen, "seen"},
    {TransferStatus::matched, "matched"},
    {TransferStatus::late, "late"},
    {TransferStatus::unmatched, "unmatched"},
}};

[[nodiscard]] constexpr std::string_view name_of(TransferStatus status) {
  for (const auto& [s, name] : kTransferStatusNames)
    if (s == status) return name;
  return "unknown";
}

struct BlockRef {
  std::uint64_t height = 0;
  BlockHash hash;
  BlockHash parent;
  BlockTime time{};

  friend bool operator==(const BlockRef&, const BlockRef&) = default;
};

struct TransferKey {
  ChainName chain;
  TxHash hash;
  Position position;

  friend bool operator==(const TransferKey&, const TransferKey&) = default;
};

struct Transfer {
  TransferKey key;
  const TradeType* trade_type = nullptr;
  std::string contract;  // the token's contract, canonical; empty: the chain's own coin
  Address from;
  Address to;
  BaseUnits units = 0;
  BlockRef block;  // where it is now, or was last
  // Below: kept by the store, not by readers.
  BlockTime first_block_time{};  // the earliest stamp of any block it was ever seen in
  Time seen_at{};
  TransferStatus status = TransferStatus::seen;
  bool gone = false;  // its block left the chain and it has not come back
  TradeId trade_id;   // the order it pays or belongs to; empty: none
  MerchantId merchant_id;
  std::string reason;  // why it is late or unmatched, a stable code of match.hpp

  [[nodiscard]] Amount amount() const { return Amount(units, *trade_type); }
};

}  // namespace bepusdt::core
