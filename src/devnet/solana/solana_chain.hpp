// SolanaChain: the finalized part of a small Solana in memory: slots with blocks and slots without, transactions with what their
// accounts held before and after. It also says what of it was paid to a set of wallets, as whoever made the transactions said: the
// oracle of the tests. No threads, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct SolanaHolding {  // a token account that a transaction names
  std::string account, owner, mint;
  std::uint64_t before = 0, after = 0;
  bool existed = true;  // else it was made by the transaction: nothing is told of before
};

struct SolanaPayment {      // what a transaction paid, as its maker means it
  std::string owner, mint;  // mint empty: SOL
  std::uint64_t units = 0;
};

struct SolanaTx {
  std::string signature;
  int version = -1;                                   // -1: legacy
  bool ok = true;                                     // else nothing but the fee is taken
  std::vector<std::string> keys, writable, readonly;  // in the message, and loaded from lookup tables
  std::uint64_t fee = 5'000;
  std::map<std::string, std::int64_t> lamports = {};  // gained or lost by account, without the fee
  std::vector<SolanaHolding> holdings = {};
  std::vector<SolanaPayment> pays = {};

  [[nodiscard]] std::vector<std::string> accounts() const;  // in the order that balances go by
};

struct SolanaBlock {
  std::uint64_t slot = 0, parent_slot = 0;
  std::string hash, parent_hash;
  std::int64_t time = 0;
  std::vector<SolanaTx> txs = {};
};

struct SolanaTransfer {  // what a reader should find
  std::string signature, owner, mint, block_hash;
  std::uint64_t units = 0, slot = 0;
  friend auto operator<=>(const SolanaTransfer&, const SolanaTransfer&) = default;
};

inline void PrintTo(const SolanaTransfer& t, std::ostream* out) {
  *out << t.slot << ":" << t.signature.substr(0, 8) << " " << t.units << " of "
       << (t.mint.empty() ? "SOL" : t.mint.substr(0, 4)) << " to " << t.owner.substr(0, 6);
}

class SolanaChain {
 public:
  // Begins with a block in slot 0; `network` makes the genesis hash.
  explicit SolanaChain(const std::string& network = "main", std::int64_t first_second = 1'780'000'000);

  // `second`: of its stamp, where slots are not to come five in two seconds.
  const SolanaBlock& mine(std::vector<SolanaTx> txs = {}, std::optional<std::int64_t> second = {});
  void mine_empty(std::uint64_t count);
  void skip(std::uint64_t slots = 1);  // no block is made in these
  // Takes away all blocks above the slot: another chain than before, which a node of Solana never shows after it was finalized.
  void cut_to(std::uint64_t slot);

  [[nodiscard]] const std::string& genesis() const { return genesis_; }
  [[nodiscard]] std::uint64_t head() const { return blocks_.rbegin()->first; }
  [[nodiscard]] const SolanaBlock& tip() const { return blocks_.rbegin()->second; }
  [[nodiscard]] const SolanaBlock* at(std::uint64_t slot) const;       // nullptr: skipped, or above the head
  [[nodiscard]] const SolanaBlock& nearest(std::uint64_t slot) const;  // at or below
  [[nodiscard]] const std::map<std::uint64_t, SolanaBlock>& blocks() const { return blocks_; }
  struct Place {
    const SolanaBlock* block;
    const SolanaTx* tx;
  };
  [[nodiscard]] std::optional<Place> find(const std::string& signature) const;
  // Of the account, newest first.
  [[nodiscard]] std::vector<Place> naming(const std::string& account) const;

  // Transactions. Each call makes another signature.
  SolanaTx coin(const std::string& from, const std::string& to, std::uint64_t lamports);
  // Between associated token accounts, whose owners are not named; `makes`: the receiver's is made, and its owner named.
  SolanaTx token(const std::string& mint, const std::string& from, const std::string& to, std::uint64_t units,
                 bool makes = false);
  // One instruction that pays several, of which nothing but the balances tells.
  SolanaTx batch(const std::string& mint, const std::string& from,
                 const std::vector<std::pair<std::string, std::uint64_t>>& to);
  // From an account of the owner to another one of it: nobody is paid.
  SolanaTx move(const std::string& mint, const std::string& owner, std::uint64_t units);
  // The same transaction with its token accounts loaded from lookup tables, writable ones first.
  static SolanaTx with_lookup(SolanaTx tx);

  // Every payment of `mints` (and of SOL) to `wallets` in slots above `after`, summed as the contract says.
  [[nodiscard]] std::vector<SolanaTransfer> transfers(const std::vector<std::string>& wallets,
                                                      const std::vector<std::string>& mints, bool native,
                                                      std::uint64_t after = 0) const;

 private:
  SolanaTx make(const std::string& payer);
  void add_holding(SolanaTx& tx, const std::string& account, const std::string& owner, const std::string& mint,
                   std::int64_t change);

  std::string genesis_;
  std::int64_t first_second_;
  std::uint64_t salt_ = 0, next_slot_ = 0;
  std::map<std::uint64_t, SolanaBlock> blocks_;
};

[[nodiscard]] std::string solana_wallet(std::uint64_t n);
// The associated token account under the classic token program.
[[nodiscard]] std::string solana_token_account(const std::string& owner, const std::string& mint);

}  // namespace bepusdt::devnet
