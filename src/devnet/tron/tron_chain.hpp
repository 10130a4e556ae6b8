// TronChain: a small Tron in memory: blocks with transactions and what they log, forks of any depth, witnesses in turn.
// Transactions and headers are genuine protobuf, and their ids what Tron makes of it. It also says which transfers to a set of
// wallets the chain holds, as whoever made the transactions said: the oracle of the tests. No threads, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/amount.hpp"

namespace bepusdt::devnet {

struct TronLog {
  std::string account;              // of the contract: 20 bytes
  std::vector<std::string> topics;  // 32 bytes each
  std::string data;
};

struct TronPayment {  // a transfer, as its maker means it
  std::string position, contract, from, to;
  core::BaseUnits units;
};

struct TronTx {
  std::string hash;  // 64 digits
  std::string raw;   // raw_data
  bool ok = true;
  std::vector<TronLog> logs = {};  // nobody is told of them when it failed
  std::vector<TronPayment> pays = {};
};

struct TronBlock {
  std::uint64_t number = 0;
  std::string id, parent;  // 64 digits
  std::int64_t time_ms = 0;
  std::string witness;  // 20 bytes
  std::string raw;      // raw_data of the header
  std::vector<TronTx> txs = {};
};

struct TronTransfer {  // what a reader should find
  std::string hash, position, contract, from, to, units, block_hash;
  std::uint64_t height = 0;
  friend auto operator<=>(const TronTransfer&, const TronTransfer&) = default;
};

inline void PrintTo(const TronTransfer& t, std::ostream* out) {
  *out << t.height << ":" << t.hash.substr(0, 8) << "/" << t.position << " " << t.units
       << (t.contract.empty() ? " coin" : "");
}

class TronChain {
 public:
  // Begins with a first block 0, another one for each network. `witnesses` make the others in turn, one every three seconds.
  // A copy is another branch with the same past. `first_id`: what the first block calls itself instead of its true id.
  explicit TronChain(std::size_t witnesses = 27, std::string network = "main", std::int64_t first_second = 1'780'000'000,
                     std::string_view first_id = {});

  // `second`: not before the newest block's; without it three after that.
  const TronBlock& mine(std::vector<TronTx> txs = {}, std::optional<std::int64_t> second = std::nullopt);
  void mine_empty(std::uint64_t count);
  // Takes the newest `depth` blocks away and returns their transactions, oldest first. What is mined next differs;
  // a transaction that is mined again keeps its hash.
  std::vector<TronTx> fork(std::uint64_t depth);

  [[nodiscard]] std::uint64_t head() const { return blocks_.back().number; }
  [[nodiscard]] const TronBlock& tip() const { return blocks_.back(); }
  [[nodiscard]] const TronBlock* at(std::uint64_t height) const;
  struct Place {
    const TronBlock* block;
    const TronTx* tx;
  };
  [[nodiscard]] std::optional<Place> find(const std::string& tx) const;

  // Transactions. Each call makes another hash. Addresses are base58.
  TronTx coin(const std::string& from, const std::string& to, std::uint64_t sun);
  // A direct call of transfer; `dirty`: the padding of its address word is not zero.
  TronTx token(const std::string& contract, const std::string& from, const std::string& to, const core::BaseUnits& units,
               bool dirty = false);
  TronTx token_from(const std::string& contract, const std::string& spender, const std::string& from, const std::string& to,
                    const core::BaseUnits& units);
  // A call of something else, which pays tokens out: they show only in the logs.
  TronTx payout(const std::string& contract, const std::string& payer,
                const std::vector<std::pair<std::string, core::BaseUnits>>& to);
  TronTx permit(const std::string& token, const std::string& user, const std::string& receiver,
                const core::BaseUnits& units);
  TronTx delegation(const std::string& owner, const std::string& receiver, bool energy, std::uint64_t sun, bool back);
  static TronLog transfer_log(const std::string& contract, const std::string& from, const std::string& to,
                              const core::BaseUnits& units);
  static TronLog other_log(const std::string& contract);  // an Approval

  // Every transfer of `contracts` (and of the coin) to `wallets` in blocks above `after`.
  [[nodiscard]] std::vector<TronTransfer> transfers(const std::vector<std::string>& wallets,
                                                    const std::vector<std::string>& contracts, bool native,
                                                    std::uint64_t after = 0) const;

 private:
  TronTx make(int type, const std::string& name, const std::string& value);
  TronTx call(const std::string& caller, const std::string& called, const std::string& data);

  std::size_t witnesses_;
  std::string network_;
  std::int64_t first_second_;
  std::uint64_t salt_ = 0;
  std::vector<TronBlock> blocks_;
};

[[nodiscard]] std::string tron_wallet(std::uint64_t n);            // base58
[[nodiscard]] std::string tron_bytes(const std::string& address);  // base58 → 20 bytes
[[nodiscard]] std::string tron_hex(std::string_view bytes);

// As gRPC sends them.
[[nodiscard]] std::string tron_block_message(const TronBlock& block);
[[nodiscard]] std::string tron_info_message(const TronBlock& block, const TronTx& tx);

}  // namespace bepusdt::devnet
