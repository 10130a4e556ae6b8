// Places: the small integers that stand for (chain, address, trade type) in quotes. Rows of `places` are never changed, so
// what was read or committed once holds for ever, whatever other processes do. Belongs to one connection.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "store/sqlite/connection.hpp"

namespace bepusdt::store {

class Places {
 public:
  explicit Places(Connection& connection) : connection_(connection) {}

  // nullopt: no quote was ever made there.
  [[nodiscard]] std::optional<std::int64_t> find(const ports::PairKey& at);
  // Makes the row when there is none.
  [[nodiscard]] std::int64_t obtain(const ports::PairKey& at);
  // A transaction was rolled back: rows that it made are no more.
  void forget() { known_.clear(); }

 private:
  void write_key(const ports::PairKey& at);  // into key_

  Connection& connection_;
  std::string key_;
  std::unordered_map<std::string, std::int64_t> known_;
};

}  // namespace bepusdt::store
