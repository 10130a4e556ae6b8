// TonChain: a small TON in memory: masterchain blocks and the shards' blocks that each refers to, transactions of accounts, each
// naming the one before. Shards split and merge; their blocks begin before the masterchain block below them has ended, as they
// do on the real chain. It also says which transfers to a set of wallets it holds, as whoever made the transactions meant
// them: the oracle of the tests. No forks, since validators take nothing back. No threads, no clock.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <ostream>
#include <vector>

#include "devnet/ton/ton_cells.hpp"

namespace bepusdt::devnet {

inline const std::string kTonUsdt = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe";
inline const std::string kTonWitness = "-1:" + std::string(64, '5');

struct TonPayment {  // a transfer, as its maker means it
  std::string contract, from, to;
  core::BaseUnits units;
};

struct TonTx {
  std::string account = {};  // whose transaction it is
  std::string from = {};     // of the message; empty: it came from outside
  core::BaseUnits value = 0;
  TonCell body = {};
  bool bounced = false;  // the message is the return of one that failed
  bool system = false;   // no message: a tick or tock
  bool aborted = false;
  bool computed = true;  // code ran
  bool succeeded = true;
  bool acted = true;
  bool sent_back = false;  // a bounce phase
  std::vector<TonPayment> pays = {};
  // When it is mined:
  std::string hash = {}, previous_hash = {};  // 32 bytes
  std::uint64_t lt = 0, previous_lt = 0;
};

struct TonName {
  int workchain = 0;
  std::uint64_t shard = std::uint64_t{1} << 63;
  std::uint64_t seqno = 0;
  friend auto operator<=>(const TonName&, const TonName&) = default;
};

struct TonBlock {
  TonName name = {};
  std::string hash = {};  // 32 bytes
  std::int64_t time = 0;
  std::uint64_t start_lt = 0, end_lt = 0;
  std::uint64_t master = 0;  // the masterchain block that refers to it
  std::vector<TonName> previous = {};
  std::vector<TonTx> txs = {};
  std::vector<TonName> tops = {};  // of a masterchain block
};

struct TonTransfer {  // what a reader should find
  std::string hash, position, contract, from, to, units, block_hash;
  std::uint64_t height = 0;
  friend auto operator<=>(const TonTransfer&, const TonTransfer&) = default;
};

inline void PrintTo(const TonTransfer& t, std::ostream* out) {
  *out << t.height << ":" << t.hash.substr(0, 8) << "/" << t.position << " " << t.units
       << (t.contract.empty() ? " coin" : "");
}

class TonChain {
 public:
  // Begins with masterchain block 1 and one shard.
  explicit TonChain(int network = -239, std::int64_t first_second = 1'780'000'000);

  // A masterchain block; every shard makes one block for it, or two, in which the transactions stand.
  // `second`: of its stamp, where blocks are not to come five in two seconds.
  const TonBlock& mine(std::vector<TonTx> txs = {}, std::optional<std::int64_t> second = {});
  void mine_empty(std::uint64_t count);
  // From the next block on: one, two or four shards.
  void set_shards(unsigned count) { shards_ = count; }

  [[nodiscard]] int network() const { return network_; }
  [[nodiscard]] std::uint64_t head() const { return masters_.size(); }
  [[nodiscard]] const TonBlock* at(std::uint64_t height) const;  // of the masterchain, from 1 on
  [[nodiscard]] const TonBlock& tip() const { return *at(head()); }
  [[nodiscard]] const std::map<TonName, TonBlock>& blocks() const { return blocks_; }

  // Transactions of what takes a message. Accounts are raw: "0:<64 digits>".
  static TonTx coin(const std::string& from, const std::string& to, const core::BaseUnits& nanotons, TonCell body = {});
  // Of the receiver's token wallet. `wallet`: where it is not the computed one, a fake.
  static TonTx token(const std::string& from, const std::string& to, const core::BaseUnits& units, std::string wallet = {});

  // Every transfer of the token (and of the coin) to `wallets` in blocks above `after`.
  [[nodiscard]] std::vector<TonTransfer> transfers(const std::vector<std::string>& wallets, bool native,
                                                   std::uint64_t after = 0) const;

 private:
  void put(TonBlock block);
  void stamp(TonBlock& block, TonTx tx);
  [[nodiscard]] std::vector<TonName> shard_block(std::uint64_t shard, std::uint64_t height, std::int64_t time,
                                                 std::vector<TonTx> txs);

  int network_;
  std::int64_t first_second_;
  unsigned shards_ = 1;
  std::vector<TonName> masters_;
  std::vector<TonName> tops_;
  std::map<TonName, TonBlock> blocks_;
  std::map<std::string, std::pair<std::uint64_t, std::string>> last_;  // of each account: time and hash
};

}  // namespace bepusdt::devnet
