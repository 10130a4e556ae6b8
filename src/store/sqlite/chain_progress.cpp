// The tables `cursors`, `blocks` and `gaps`: how far each chain was read.
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kCursor =
    "SELECT block_height, block_hash, block_parent, block_time, head, final_height, looked_at FROM cursors WHERE chain = ?1";
constexpr const char* kPutCursor =
    "INSERT INTO cursors (chain, block_height, block_hash, block_parent, block_time, head, final_height, looked_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (chain) DO UPDATE SET block_height = ?2, block_hash = ?3, "
    "block_parent = ?4, block_time = ?5, head = ?6, final_height = ?7, looked_at = ?8";
constexpr const char* kBlocksDown =
    "SELECT height, hash, parent, time FROM blocks WHERE chain = ?1 AND height <= ?2 ORDER BY height DESC LIMIT ?3";
constexpr const char* kPutBlock =
    "INSERT INTO blocks (chain, height, hash, parent, time) VALUES (?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT (chain, height) DO UPDATE SET hash = ?3, parent = ?4, time = ?5";
constexpr const char* kDropAbove = "DELETE FROM blocks WHERE chain = ?1 AND height > ?2";
constexpr const char* kDropBelow = "DELETE FROM blocks WHERE chain = ?1 AND height < ?2";
constexpr const char* kGaps =
    "SELECT from_height, to_height, reason, at FROM gaps INDEXED BY gaps_chain WHERE chain = ?1 ORDER BY seq DESC LIMIT ?2";
constexpr const char* kInsertGap =
    "INSERT INTO gaps (chain, from_height, to_height, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr const char* kDropGaps = "DELETE FROM gaps INDEXED BY gaps_chain WHERE chain = ?1 AND from_height > ?2";
constexpr const char* kEndGaps =
    "UPDATE gaps INDEXED BY gaps_chain SET to_height = ?2 WHERE chain = ?1 AND to_height > ?2";

core::BlockRef read_block(Columns& c) {
  core::BlockRef block;
  block.height = c.height();
  block.hash = c.id<core::BlockHash>();
  block.parent = c.id<core::BlockHash>();
  block.time = c.block_time();
  return block;
}

}  // namespace

std::optional<ports::Cursor> Session::cursor(const core::ChainName& chain) const {
  Query query(connection_, kCursor);
  query.bind(chain);
  if (!query.next()) return std::nullopt;
  Columns c(query);
  ports::Cursor cursor;
  cursor.chain = chain;
  cursor.block = read_block(c);
  cursor.head = c.height();
  cursor.final_height = c.height();
  cursor.looked_at = c.time();
  return cursor;
}

std::vector<core::BlockRef> Session::blocks_down_from(const core::ChainName& chain, std::uint64_t height, int limit) const {
  std::vector<core::BlockRef> blocks;
  Query query(connection_, kBlocksDown);
  query.bind(chain, height_column(height), at_most(limit));
  while (query.next()) {
    Columns c(query);
    blocks.push_back(read_block(c));
  }
  return blocks;
}

std::vector<ports::Gap> Session::gaps(const core::ChainName& chain, int limit) const {
  std::vector<ports::Gap> gaps;
  Query query(connection_, kGaps);
  query.bind(chain, at_most(limit));
  while (query.next()) {
    Columns c(query);
    ports::Gap gap;
    gap.chain = chain;
    gap.from = c.height();
    gap.to = c.height();
    gap.reason = c.text();
    gap.at = c.time();
    gaps.push_back(std::move(gap));
  }
  return gaps;
}

void Session::put_cursor(const ports::Cursor& cursor) {
  Query(connection_, kPutCursor)
      .bind(cursor.chain, height_column(cursor.block.height), cursor.block.hash, cursor.block.parent, cursor.block.time,
            height_column(cursor.head), height_column(cursor.final_height), cursor.looked_at)
      .run();
}

void Session::put_block(const core::ChainName& chain, const core::BlockRef& block) {
  Query(connection_, kPutBlock).bind(chain, height_column(block.height), block.hash, block.parent, block.time).run();
}

void Session::drop_blocks_above(const core::ChainName& chain, std::uint64_t height) {
  Query(connection_, kDropAbove).bind(chain, height_column(height)).run();
}

void Session::drop_blocks_below(const core::ChainName& chain, std::uint64_t height) {
  Query(connection_, kDropBelow).bind(chain, height_column(height)).run();
}

void Session::insert(const ports::Gap& gap) {
  Query(connection_, kInsertGap).bind(gap.chain, height_column(gap.from), height_column(gap.to), gap.reason, gap.at).run();
}

void Session::end_gaps_at(const core::ChainName& chain, std::uint64_t height) {
  Query(connection_, kDropGaps).bind(chain, height_column(height)).run();
  Query(connection_, kEndGaps).bind(chain, height_column(height)).run();
}

}  // namespace bepusdt::store
