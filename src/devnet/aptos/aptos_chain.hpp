// AptosChain: a small Aptos in memory: blocks of transactions with their events, every transaction with a version of its own.
// A block begins with the transaction that names it and ends with a checkpoint. It also says which transfers to a set of wallets
// the chain holds, as whoever made the transactions said: the oracle of the tests. No threads, no clock.
//
// Accounts, stores and hashes are text, "0x" and 64 digits.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct AptosEvent {
  std::string type;  // "0x1::fungible_asset::Deposit"
  std::string data;  // JSON of an object
};

struct AptosPayment {  // a deposit into a primary store, as its maker means it
  std::size_t event = 0;
  std::string asset, to;
  std::uint64_t units = 0;
};

struct AptosTx {
  enum class Kind { genesis, begins_block, user, checkpoint };
  Kind kind = Kind::user;
  std::string hash;
  std::string sender;  // of a user's
  bool ok = true;
  std::vector<AptosEvent> events = {};  // when it failed: that of its fee alone
  std::vector<AptosPayment> pays = {};
  std::uint64_t version = 0;  // given when it is mined
};

struct AptosBlock {
  std::uint64_t height = 0;
  std::string hash;
  std::uint64_t micros = 0;
  std::vector<AptosTx> txs = {};

  [[nodiscard]] std::uint64_t first() const { return txs.front().version; }
  [[nodiscard]] std::uint64_t last() const { return txs.back().version; }
};

struct AptosTransfer {  // what a reader should find
  std::string hash, position, contract, from, to, units, block_hash;
  std::uint64_t height = 0;
  friend auto operator<=>(const AptosTransfer&, const AptosTransfer&) = default;
};

inline void PrintTo(const AptosTransfer& t, std::ostream* out) {
  *out << t.height << ":" << t.hash.substr(0, 10) << "/" << t.position << " " << t.units;
}

class AptosChain {
 public:
  // Begins with its genesis, block 0 of one transaction. Blocks come four a second.
  explicit AptosChain(std::uint64_t chain_id = 1, std::uint64_t first_second = 1'780'000'000);

  // `second`: of its stamp, where they are to come otherwise.
  const AptosBlock& mine(std::vector<AptosTx> txs = {}, std::optional<std::uint64_t> second = {});
  void mine_empty(std::uint64_t count);
  // Takes the newest `depth` blocks away, which no Aptos does: for nodes that lie. What is mined next differs.
  void forget(std::uint64_t depth);

  [[nodiscard]] std::uint64_t chain_id() const { return chain_id_; }
  [[nodiscard]] std::uint64_t head() const { return blocks_.back().height; }
  [[nodiscard]] const AptosBlock& tip() const { return blocks_.back(); }
  [[nodiscard]] const AptosBlock* at(std::uint64_t height) const;
  struct Place {
    const AptosBlock* block;
    const AptosTx* tx;
  };
  [[nodiscard]] std::optional<Place> at_version(std::uint64_t version) const;
  [[nodiscard]] std::optional<Place> find(const std::string& hash) const;

  // Transactions of users. Each call makes another hash.
  AptosTx transfer(const std::string& asset, const std::string& from, const std::string& to, std::uint64_t units);
  AptosTx payout(const std::string& asset, const std::string& from,
                 const std::vector<std::pair<std::string, std::uint64_t>>& to);
  // Into any store: it pays no wallet's primary store, so it is in no oracle.
  AptosTx into_store(const std::string& store, const std::string& from, std::uint64_t units);
  // Events of the sender's own choice before that of its fee.
  AptosTx emitting(const std::string& from, std::vector<AptosEvent> events);

  // Every deposit of `assets` into primary stores of `wallets` in blocks above `after`.
  [[nodiscard]] std::vector<AptosTransfer> transfers(const std::vector<std::string>& wallets,
                                                     const std::vector<std::string>& assets, std::uint64_t after = 0) const;

 private:
  std::string new_hash(const std::string& seed);

  std::uint64_t chain_id_;
  std::uint64_t first_second_;
  std::uint64_t made_ = 0;  // hashes so far: each differs
  std::vector<AptosBlock> blocks_;
};

[[nodiscard]] std::string aptos_account(std::uint64_t n);
// Where units of an asset lie that an account got without naming a store (AIP-21).
[[nodiscard]] std::string aptos_primary_store(const std::string& owner, const std::string& asset);
[[nodiscard]] AptosEvent aptos_deposit(const std::string& store, std::uint64_t units,
                                       const std::string& type = "0x1::fungible_asset::Deposit");

}  // namespace bepusdt::devnet
