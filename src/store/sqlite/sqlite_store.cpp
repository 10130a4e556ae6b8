#include "store/sqlite/sqlite_store.hpp"

#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/transaction.hpp"

namespace bepusdt::store {
namespace {

constexpr std::size_t kMostIdleReaders = 4;
constexpr const char* kDataVersion = "PRAGMA data_version";

ports::StoreError error_of(const ports::StoreFailure& failure) { return {failure.kind, failure.what()}; }

}  // namespace

Result<std::unique_ptr<SqliteStore>, OpenError> SqliteStore::open(const SqliteOptions& options) {
  auto writer = open_database(options);
  if (!writer) return bepusdt::fail(writer.error());
  return std::unique_ptr<SqliteStore>(new SqliteStore(options, *std::move(writer)));
}

SqliteStore::SqliteStore(const SqliteOptions& options, Connection&& writer)
    : options_(options), writer_(std::move(writer)), checkpoint_at_(options.checkpoint_pages) {
  sqlite3_wal_hook(writer_.connection.handle(), &SqliteStore::log_grew, this);
}

// The last connection that is closed copies the log and removes it, unless it is told not to. The writer is the last of ours.
SqliteStore::~SqliteStore() {
  if (copies_lost_) sqlite3_db_config(writer_.connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Result<void, ports::StoreError> SqliteStore::write(const std::function<void(ports::Tx&)>& f) {
  const std::lock_guard lock(writer_mutex_);
  // What the session remembers of rows that a rolled-back transaction made must go with them.
  struct ForgetUnlessCommitted {
    Session& session;
    bool committed = false;
    ~ForgetUnlessCommitted() {
      if (!committed) session.transaction_rolled_back();
    }
  } rows{writer_.session};
  try {
    writer_.session.transaction_begins();
    Transaction transaction(writer_.connection, Transaction::Mode::write);
    f(writer_.session);
    transaction.commit();
    rows.committed = true;
  } catch (const ports::StoreFailure& failure) {
    return bepusdt::fail(error_of(failure));
  }
  if (log_pages_ >= std::max(options_.log_limit_pages, checkpoint_at_.load())) {
    try {
      copy_log(writer_.connection);
    } catch (const ports::StoreFailure&) {
      // The transaction is durable in the log. copy_log() has put the next attempt off; checkpoint() reports what is wrong.
    }
  }
  return {};
}

Result<void, ports::StoreError> SqliteStore::read(const std::function<void(const ports::View&)>& f) {
  try {
    std::unique_ptr<Desk> reader = take_reader();
    {
      Transaction snapshot(reader->connection, Transaction::Mode::read);
      f(reader->session);
      reader->connection.require_sound();
    }
    give_back(std::move(reader));
  } catch (const ports::StoreFailure& failure) {
    // The connection is closed: a reader that failed is not used again.
    return bepusdt::fail(error_of(failure));
  }
  return {};
}

// Beyond the idle ones a connection is made for the call, which costs a tenth of a millisecond, so that a reader never waits
// for another and a read inside a read cannot lock up.
std::unique_ptr<SqliteStore::Desk> SqliteStore::take_reader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return std::make_unique<Desk>(connect(options_, Role::reader));
}

void SqliteStore::give_back(std::unique_ptr<Desk> reader) {
  const std::lock_guard lock(readers_mutex_);
  if (readers_.size() < kMostIdleReaders) readers_.push_back(std::move(reader));
}

// https://www.sqlite.org/pragma.html#pragma_data_version: the number stays the same for changes made on the very connection
// that asks, so on the only one of this process that changes anything it tells of other processes alone.
std::uint64_t SqliteStore::foreign_changes() {
  const std::lock_guard lock(writer_mutex_);
  try {
    writer_.connection.forget_failure();
    Query query(writer_.connection, kDataVersion);
    if (query.next()) foreign_changes_ = Columns(query).height();
  } catch (const ports::StoreFailure&) {
    // A database that cannot be read shows no change; the next read or write says why.
  }
  return foreign_changes_;
}

int SqliteStore::log_grew(void* store, sqlite3*, const char*, int pages) {
  auto& self = *static_cast<SqliteStore*>(store);
  self.log_pages_ = pages;
  if (pages >= self.checkpoint_at_) {
    const std::lock_guard lock(self.due_mutex_);
    self.due_.notify_all();
  }
  return SQLITE_OK;
}

bool SqliteStore::wait_for_checkpoint(const std::stop_token& stop) {
  std::unique_lock lock(due_mutex_);
  return due_.wait(lock, stop, [this] { return log_pages_ >= checkpoint_at_; });
}

// Two passes: the first copies nearly everything while writers go on appending; the second, with writers waiting, copies what
// they appended meanwhile, because only a log that was copied to its end begins anew instead of growing.
// Neither is done on a third kind of connection or in a stronger mode (RESTART, TRUNCATE): those would look like another
// process's change to foreign_changes().
Result<void, ports::StoreError> SqliteStore::checkpoint() {
  const std::lock_guard one_at_a_time(checkpoint_mutex_);
  if (log_pages_ < checkpoint_at_) return {};
  try {
    if (!checkpointer_) checkpointer_.emplace(connect(options_, Role::checkpointer));
    copy_log(*checkpointer_);
    const std::lock_guard lock(writer_mutex_);
    copy_log(writer_.connection);
  } catch (const ports::StoreFailure& failure) {
    put_checkpoint_off();
    return bepusdt::fail(error_of(failure));
  }
  return {};
}

// While a reader or a writer is beside it, a checkpoint copies without a sync and SQLite counts the pages as copied all the
// same: the sync of a later checkpoint is to cover them. Linux reports a failed sync once and then takes what it could not
// write for written, so after such a failure the next sync succeeds, the log is thrown away, and the pages are nowhere. The
// count is in the memory that the connections share; it begins anew when all of them are closed.
void SqliteStore::copy_log(Connection& connection) {
  connection.forget_failure();
  if (copies_lost_) {
    put_checkpoint_off();
    connection.fail(SQLITE_IOERR_FSYNC, "checkpoint, after a sync failed: restart to copy the log");
  }
  int in_log = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
  if (code == SQLITE_IOERR_FSYNC) copies_lost_ = true;
  if (&connection != &writer_.connection && (code & 0xff) == SQLITE_OK) return;
  if (code == SQLITE_OK && copied == in_log) {
    log_pages_ = 0;
    checkpoint_at_ = options_.checkpoint_pages;
    return;
  }
  // A reader, another process's checkpoint or the disk is in the way: again when the log has grown by as much once more.
  put_checkpoint_off();
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) connection.fail(code, "checkpoint");
}

}  // namespace bepusdt::store
