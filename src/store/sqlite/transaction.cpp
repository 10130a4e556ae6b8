#include "store/sqlite/transaction.hpp"

#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kBeginWrite = "BEGIN IMMEDIATE";
constexpr const char* kBeginRead = "BEGIN";
constexpr const char* kCommit = "COMMIT";
constexpr const char* kRollBack = "ROLLBACK";

// In WAL mode COMMIT appends the changed pages, the last one marked as the end of the transaction, and syncs. Whoever opens
// the database after a crash takes over exactly the transactions whose end is in the log.
//   busy        the lock was not obtained: nothing was appended.
//   constraint  a deferred foreign key: decided before anything is appended.
// Any other error may come after the end mark was written (a failing sync, or a write that reported an error and yet arrived):
// this process has rolled back, but a crash before the next commit overwrites these pages would bring the transaction back.
// So may a full disk: what is missing of the last page can stand there already, from an earlier round of the log or from an
// attempt at the same transaction, because most bytes of a page are the same in each of its versions.
bool is_known_rolled_back(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_CONSTRAINT: return true;
    default: return false;
  }
}

}  // namespace

Transaction::Transaction(Connection& connection, Mode mode) : connection_(connection) {
  connection_.forget_failure();
  BEPUSDT_ASSERT(sqlite3_get_autocommit(connection_.handle()) != 0);
  rollback_ = connection_.statement(kRollBack);
  Query(connection_, mode == Mode::write ? kBeginWrite : kBeginRead).run();
}

Transaction::~Transaction() { roll_back(); }

void Transaction::commit() {
  connection_.require_sound();
  sqlite3_stmt* commit = connection_.statement(kCommit);
  const int code = sqlite3_step(commit);
  const std::string reason = code == SQLITE_DONE ? std::string() : reason_of(connection_.handle(), code, kCommit);
  sqlite3_reset(commit);
  if (code == SQLITE_DONE) return;
  roll_back();
  throw ports::StoreFailure(is_known_rolled_back(code) ? kind_of(code) : ports::StoreError::Kind::unknown, reason);
}

// SQLite rolls back by itself after some errors (https://www.sqlite.org/lang_transaction.html); a second ROLLBACK would then
// be an error. In WAL mode a rollback only forgets pages, so nothing can keep it from ending the transaction.
void Transaction::roll_back() noexcept {
  connection_.forget_failure();
  if (sqlite3_get_autocommit(connection_.handle()) == 0) {
    sqlite3_step(rollback_);
    sqlite3_reset(rollback_);
  }
  BEPUSDT_ASSERT(sqlite3_get_autocommit(connection_.handle()) != 0);
}

}  // namespace bepusdt::store
