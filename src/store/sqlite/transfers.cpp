// The table `transfers`: the ledger. Rows are never deleted.
#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

#define TRANSFER_COLUMNS                                                                                      \
  "chain, hash, position, merchant_id, trade_type, contract, from_address, to_address, units, block_height, " \
  "block_hash, block_parent, block_time, first_block_time, seen_at, status, gone, trade_id, reason"
// ?16 status, ?17 gone, ?18 trade id.
#define IS_CONFIRMING \
  "(?16 = 'matched' AND ?17 = 0 AND EXISTS (SELECT 1 FROM orders WHERE orders.trade_id = ?18 AND orders.state = 5))"

constexpr const char* kInsert = "INSERT INTO transfers (" TRANSFER_COLUMNS
                                ", confirming) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                                "?13, ?14, ?15, ?16, ?17, ?18, ?19, " IS_CONFIRMING ")";
constexpr const char* kUpdate =
    "UPDATE transfers SET merchant_id = ?4, trade_type = ?5, contract = ?6, from_address = ?7, to_address = ?8, units = ?9, "
    "block_height = ?10, block_hash = ?11, block_parent = ?12, block_time = ?13, first_block_time = ?14, seen_at = ?15, "
    "status = ?16, gone = ?17, trade_id = ?18, reason = ?19, confirming = " IS_CONFIRMING
    " WHERE chain = ?1 AND hash = ?2 AND position = ?3";

#define SELECT_TRANSFERS "SELECT " TRANSFER_COLUMNS " FROM transfers "
constexpr const char* kByKey = SELECT_TRANSFERS "WHERE chain = ?1 AND hash = ?2 AND position = ?3";
constexpr const char* kOfOrder =
    SELECT_TRANSFERS "INDEXED BY transfers_order WHERE trade_id = ?1 AND trade_id <> '' ORDER BY seq";
constexpr const char* kByHash = SELECT_TRANSFERS "WHERE hash = ?1 ORDER BY seq";
constexpr const char* kToMatch =
    SELECT_TRANSFERS "INDEXED BY transfers_seen WHERE status = 'seen' AND gone = 0 ORDER BY seen_at, seq LIMIT ?1";
constexpr const char* kToConfirm = SELECT_TRANSFERS
    "INDEXED BY transfers_confirming WHERE confirming = 1 AND chain = ?1 AND block_height <= ?2 "
    "ORDER BY block_height, seq LIMIT ?3";
constexpr const char* kAbove = SELECT_TRANSFERS
    "INDEXED BY transfers_block WHERE gone = 0 AND chain = ?1 AND block_height > ?2 ORDER BY block_height, seq";
constexpr const char* kNewest =
    SELECT_TRANSFERS "INDEXED BY transfers_time WHERE seen_at < ?1 ORDER BY seen_at DESC, seq DESC LIMIT ?2";
constexpr const char* kNewestOfStatus = SELECT_TRANSFERS
    "INDEXED BY transfers_status WHERE status = ?3 AND seen_at < ?1 ORDER BY seen_at DESC, seq DESC LIMIT ?2";
constexpr const char* kSeq = "SELECT seq FROM transfers WHERE chain = ?1 AND hash = ?2 AND position = ?3";
constexpr const char* kAfter = SELECT_TRANSFERS "WHERE seq > ?1 ORDER BY seq LIMIT ?2";
constexpr const char* kHasConfirming =
    "SELECT 1 FROM transfers INDEXED BY transfers_confirming WHERE confirming = 1 AND chain = ?1 LIMIT 1";

core::TransferStatus status_from(std::string_view text) {
  for (const auto& [status, name] : core::kTransferStatusNames)
    if (name == text) return status;
  throw damaged("transfer status", text);
}

core::Transfer read_transfer(const Query& query) {
  Columns c(query);
  core::Transfer transfer;
  transfer.key.chain = c.id<core::ChainName>();
  transfer.key.hash = c.id<core::TxHash>();
  transfer.key.position = c.id<core::Position>();
  transfer.merchant_id = c.id<core::MerchantId>();
  transfer.trade_type = c.trade_type();
  transfer.contract = c.text();
  transfer.from = c.id<core::Address>();
  transfer.to = c.id<core::Address>();
  transfer.units = c.units();
  transfer.block.height = c.height();
  transfer.block.hash = c.id<core::BlockHash>();
  transfer.block.parent = c.id<core::BlockHash>();
  transfer.block.time = c.block_time();
  transfer.first_block_time = c.block_time();
  transfer.seen_at = c.time();
  transfer.status = status_from(c.view());
  transfer.gone = c.flag();
  transfer.trade_id = c.id<core::TradeId>();
  transfer.reason = c.text();
  return transfer;
}

std::vector<core::Transfer> read_transfers(Query& query) {
  std::vector<core::Transfer> transfers;
  while (query.next()) transfers.push_back(read_transfer(query));
  return transfers;
}

void write_transfer(Query& query, const core::Transfer& t) {
  query
      .bind(t.key.chain, t.key.hash, t.key.position, t.merchant_id,
            t.trade_type == nullptr ? std::string_view() : t.trade_type->name, t.contract, t.from, t.to, t.units,
            height_column(t.block.height), t.block.hash, t.block.parent, t.block.time, t.first_block_time, t.seen_at,
            name_of(t.status), t.gone, t.trade_id, t.reason)
      .run();
}

}  // namespace

std::optional<core::Transfer> Session::transfer(const core::TransferKey& key) const {
  Query query(connection_, kByKey);
  query.bind(key.chain, key.hash, key.position);
  return query.next() ? std::optional(read_transfer(query)) : std::nullopt;
}

std::vector<core::Transfer> Session::transfers_of(const core::TradeId& id) const {
  Query query(connection_, kOfOrder);
  return read_transfers(query.bind(id));
}

std::vector<core::Transfer> Session::transfers_by_hash(const core::TxHash& hash) const {
  Query query(connection_, kByHash);
  return read_transfers(query.bind(hash));
}

std::vector<core::Transfer> Session::transfers_to_match(int limit) const {
  Query query(connection_, kToMatch);
  return read_transfers(query.bind(at_most(limit)));
}

std::vector<core::Transfer> Session::transfers_to_confirm(const core::ChainName& chain, std::uint64_t final_height,
                                                          int limit) const {
  Query query(connection_, kToConfirm);
  return read_transfers(query.bind(chain, height_column(final_height), at_most(limit)));
}

std::vector<core::Transfer> Session::transfers_above(const core::ChainName& chain, std::uint64_t height) const {
  Query query(connection_, kAbove);
  return read_transfers(query.bind(chain, height_column(height)));
}

std::vector<core::Transfer> Session::transfers(std::optional<core::TransferStatus> status, std::optional<Time> before,
                                               int limit) const {
  const std::int64_t until = before ? to_unix_millis(*before) : INT64_MAX;
  Query query(connection_, status ? kNewestOfStatus : kNewest);
  if (status)
    query.bind(until, at_most(limit), name_of(*status));
  else
    query.bind(until, at_most(limit));
  return read_transfers(query);
}

std::vector<core::Transfer> Session::transfers_after(const std::optional<core::TransferKey>& after, int limit) const {
  std::int64_t seq = 0;
  if (after) {
    Query query(connection_, kSeq);
    query.bind(after->chain, after->hash, after->position);
    if (!query.next()) return {};
    seq = Columns(query).integer();
  }
  Query query(connection_, kAfter);
  return read_transfers(query.bind(seq, at_most(limit)));
}

bool Session::has_confirming(const core::ChainName& chain) const {
  Query query(connection_, kHasConfirming);
  return query.bind(chain).next();
}

void Session::insert(const core::Transfer& transfer) {
  Query query(connection_, kInsert);
  write_transfer(query, transfer);
}

void Session::update(const core::Transfer& transfer) {
  Query query(connection_, kUpdate);
  write_transfer(query, transfer);
  BEPUSDT_ASSERT(query.changes() == 1);
}

}  // namespace bepusdt::store
