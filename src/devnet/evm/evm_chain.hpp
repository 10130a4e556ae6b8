// EvmChain: a small EVM chain in memory: blocks with transactions, logs and blooms, forks of any depth. Hashes are
// Keccak-256 over what makes a block or transaction, so equal things have equal hashes and nothing else has. It also says,
// by its own reading of contract part 4 §2, which transfers to a set of wallets the chain holds: the oracle of the tests.
// A copy is another branch with the same past. No threads, no clock: whoever owns it says when a block is mined.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/amount.hpp"
#include "devnet/evm/evm_calls.hpp"

namespace bepusdt::devnet {

struct EvmLog {
  std::string address;
  std::vector<std::string> topics;
  std::string data;
};

struct EvmTx {
  std::string hash;
  std::string from;
  std::string to;  // empty: creates a contract
  std::string value = "0x0";
  bool ok = true;
  std::vector<EvmLog> logs = {};  // of the receipt; none when it failed
  std::string input = "0x1234abcd";
  std::uint64_t nonce = 0;
  std::string type = "0x7e";        // one that no reader knows (EIP-2718)
  std::string bloom = {};           // of its logs; set when it is mined
  std::vector<EvmCall> calls = {};  // that its contract makes
  std::string created = {};         // where `to` is empty: the new contract
};

struct EvmBlock {
  std::uint64_t number = 0;
  std::string hash, parent, bloom;
  std::int64_t time = 0;
  std::vector<EvmTx> txs;
};

struct EvmTransfer {  // what a reader should find
  std::string hash, position, contract, from, to, units, block_hash;
  std::uint64_t height = 0;
  friend auto operator<=>(const EvmTransfer&, const EvmTransfer&) = default;
};

inline void PrintTo(const EvmTransfer& t, std::ostream* out) {
  *out << t.height << ":" << t.hash.substr(0, 8) << "/" << t.position << " " << t.units
       << (t.contract.empty() ? " coin" : "");
}

class EvmChain {
 public:
  // Begins with a genesis block 0; `first_time` is its stamp, blocks follow every `interval` seconds.
  explicit EvmChain(std::int64_t first_time = 1'780'000'000, std::int64_t interval = 12);

  // `time`: not before the newest block's; without it the interval after that.
  const EvmBlock& mine(std::vector<EvmTx> txs = {}, std::optional<std::int64_t> time = std::nullopt);
  void mine_empty(std::uint64_t count);
  // Takes the newest `depth` blocks away and returns their transactions, oldest first. What is mined next differs;
  // a transaction that is mined again keeps its hash.
  std::vector<EvmTx> fork(std::uint64_t depth);

  [[nodiscard]] std::uint64_t head() const { return blocks_.back().number; }
  [[nodiscard]] const EvmBlock& tip() const { return blocks_.back(); }
  [[nodiscard]] const EvmBlock* at(std::uint64_t height) const;
  [[nodiscard]] const EvmBlock* with_hash(const std::string& hash) const;  // orphans too, as real nodes keep them

  // Where the newest chain holds a transaction: its lowest block and its place in that.
  struct Place {
    const EvmBlock* block;
    std::size_t index;
  };
  [[nodiscard]] std::optional<Place> find(const std::string& tx) const;
  // Ghosts: transactions that a fork took away and that are nowhere on the chain now, in the orphan that held them last.
  [[nodiscard]] std::optional<Place> ghost(const std::string& tx) const;
  [[nodiscard]] std::vector<Place> ghosts(std::uint64_t height) const;

  // Sets the bits of an item in the bloom of the newest block although nothing of it is there.
  void spoil_bloom(const std::vector<std::string>& items);

  // Transactions. Each call makes another hash.
  EvmTx token(const std::string& contract, const std::string& from, const std::string& to, const core::BaseUnits& units);
  EvmTx coin(const std::string& from, const std::string& to, const core::BaseUnits& wei);
  static EvmLog transfer_log(const std::string& contract, const std::string& from, const std::string& to,
                             const core::BaseUnits& units);
  static EvmLog other_log(const std::string& contract);  // an Approval

  // Every transfer of `contracts` (and of the coin, with `traces` also by calls) to `wallets` in blocks above `after`.
  [[nodiscard]] std::vector<EvmTransfer> transfers(const std::vector<std::string>& wallets,
                                                   const std::vector<std::string>& contracts, bool native,
                                                   std::uint64_t after = 0, bool traces = false) const;

 private:
  void seal(EvmBlock& block);
  void add_to_bloom(std::string& bloom, const std::string& item);

  struct Spot {  // of a transaction in a block of the chain
    std::uint64_t height;
    std::size_t index;
  };
  struct Taken {  // of a transaction in an orphan
    std::string block;
    std::size_t index;
  };
  std::int64_t interval_;
  std::uint64_t salt_ = 0;
  std::vector<EvmBlock> blocks_;
  std::unordered_map<std::string, std::uint64_t> heights_;                    // of the chain's blocks, by hash
  std::unordered_map<std::string, Spot> spots_;                               // of the chain's transactions, by hash
  std::unordered_map<std::string, EvmBlock> orphans_;                         // by hash
  std::unordered_map<std::string, std::array<std::uint16_t, 3>> bloom_bits_;  // of items that came by
  std::map<std::string, Taken> taken_;                                        // by hash, also of transactions that came back
};

[[nodiscard]] std::string evm_address(std::uint64_t n);  // "0x" and 40 digits
[[nodiscard]] std::string evm_topic(const std::string& address);
[[nodiscard]] std::string evm_word(const core::BaseUnits& n);
[[nodiscard]] std::string evm_quantity(std::uint64_t n);
[[nodiscard]] std::string evm_quantity(const core::BaseUnits& n);

}  // namespace bepusdt::devnet
