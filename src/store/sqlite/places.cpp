#include "store/sqlite/places.hpp"

#include "base/assert.hpp"
#include "store/sqlite/query.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kFind = "SELECT place FROM places WHERE chain = ?1 AND address = ?2 AND trade_type = ?3";
constexpr const char* kInsert = "INSERT INTO places (chain, address, trade_type) VALUES (?1, ?2, ?3)";

// Orders may name addresses of their own, so their number has no limit; what is remembered has one.
constexpr std::size_t kMostKnown = 4096;

}  // namespace

void Places::write_key(const ports::PairKey& at) {
  BEPUSDT_ASSERT(at.trade_type != nullptr);
  key_.assign(at.chain.value());
  key_ += '\n';
  key_ += at.address.value();
  key_ += '\n';
  key_ += at.trade_type->name;
}

std::optional<std::int64_t> Places::find(const ports::PairKey& at) {
  write_key(at);
  if (const auto known = known_.find(key_); known != known_.end()) return known->second;
  Query query(connection_, kFind);
  query.bind(at.chain, at.address, at.trade_type->name);
  if (!query.next()) return std::nullopt;
  if (known_.size() >= kMostKnown) known_.clear();
  return known_[key_] = Columns(query).integer();
}

std::int64_t Places::obtain(const ports::PairKey& at) {
  if (const auto found = find(at)) return *found;
  Query(connection_, kInsert).bind(at.chain, at.address, at.trade_type->name).run();
  if (known_.size() >= kMostKnown) known_.clear();
  return known_[key_] = sqlite3_last_insert_rowid(connection_.handle());
}

}  // namespace bepusdt::store
