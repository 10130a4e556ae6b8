#include "store/sqlite/open_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/assert.hpp"
#include "store/migrations/migrations.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/transaction.hpp"

namespace bepusdt::store {
namespace {

using Kind = OpenError::Kind;

// Pages are cached by the operating system anyway. The writer keeps what the hot ends of the indexes need and not more: at
// a commit SQLite may walk its whole cache (balancing a tree renumbers pages), so a larger one costs more than it saves.
constexpr const char* kWriterPragmas =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 0; "
    "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;";
constexpr const char* kReaderPragmas =
    "PRAGMA query_only = ON; PRAGMA cache_size = -2048; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;";
constexpr const char* kCheckpointerPragmas =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -256; PRAGMA wal_autocheckpoint = 0;";

constexpr const char* kIdentity =
    "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), "
    "(SELECT count(*) FROM sqlite_schema)";

// Absolute, so that no path has a special meaning to SQLite (":memory:", "").
std::string file_name(const std::string& path) { return std::filesystem::absolute(path).string(); }

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

OpenError system_error(const std::string& path, Kind kind) {
  const std::string reason = std::strerror(errno);
  return {kind, fmt::format("无法打开数据库文件 {}：{}", path, reason),
          fmt::format("cannot open the database file {}: {}", path, reason)};
}

// SQLite gives the log and its index the mode of the database file, so this decides for all three. Another VFS than the
// operating system's has files of its own, and makes this one itself.
Result<void, OpenError> make_file(const OpenOptions& options) {
  if (!options.vfs.empty()) return {};
  const std::string name = file_name(options.path);
  const int flags = O_RDWR | O_CLOEXEC | (options.create ? O_CREAT | O_EXCL : 0);
  const Descriptor file{::open(name.c_str(), flags, 0600)};
  if (file.fd < 0) {
    if (errno == EEXIST && options.create) return {};
    return bepusdt::fail(system_error(options.path, errno == ENOENT ? Kind::missing : Kind::broken));
  }
  if (!options.create) return {};
  // The new name must survive a power cut before anything is said to be stored under it.
  const std::string folder = std::filesystem::path(name).parent_path().string();
  const Descriptor parent{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (parent.fd < 0 || ::fsync(parent.fd) != 0) return bepusdt::fail(system_error(options.path, Kind::broken));
  return {};
}

// For the whole process, before its first database: without counts of every allocation, each of which takes a lock, inserts
// are some five in a hundred quicker. Where SQLite is in use already it stays as it is.
void configure_sqlite_once() { [[maybe_unused]] static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

Connection open_handle(const OpenOptions& options, bool make) {
  configure_sqlite_once();
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file_name(options.path).c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (make ? SQLITE_OPEN_CREATE : 0),
                      options.vfs.empty() ? nullptr : options.vfs.c_str());
  Connection connection(handle);
  if (code != SQLITE_OK) connection.fail(code, "open");
  sqlite3_busy_timeout(handle, static_cast<int>(options.busy_timeout.count()));
  return connection;
}

struct Identity {
  std::int64_t application_id = 0;
  std::int64_t version = 0;
  std::int64_t tables = 0;
};

Identity identity_of(Connection& connection) {
  Query query(connection, kIdentity);
  const bool row = query.next();
  BEPUSDT_ASSERT(row);
  Columns c(query);
  Identity identity;
  identity.application_id = c.integer();
  identity.version = c.integer();
  identity.tables = c.integer();
  return identity;
}

std::int64_t newest_version() { return static_cast<std::int64_t>(sqlite_migrations().size()); }

Result<void, OpenError> accept(const OpenOptions& options, const Identity& found) {
  const std::int64_t newest = newest_version();
  const bool is_new = found.application_id == 0 && found.version == 0 && found.tables == 0;
  if (!is_new && found.application_id != kApplicationId)
    return bepusdt::fail(OpenError{Kind::not_ours, fmt::format("{} 不是本网关的数据库，未作任何改动", options.path),
                                   fmt::format("{} is not a database of this gateway; it was left as it is", options.path)});
  if (found.version > newest)
    return bepusdt::fail(OpenError{
        Kind::newer, fmt::format("{} 的版本是 {}，本程序只认识到 {}：请使用更新的程序", options.path, found.version, newest),
        fmt::format("{} has version {}, but this program knows versions up to {}: use the newer program", options.path,
                    found.version, newest)});
  return {};
}

// Persistent in the file. Two processes that make it at once can meet here, where SQLite does not wait by itself.
void switch_to_log(Connection& connection, Millis patience) {
  constexpr int kPause = 10;
  for (Millis waited{0};; waited += Millis(kPause)) {
    try {
      Query query(connection, "PRAGMA journal_mode = WAL");
      if (query.next() && Columns(query).view() == "wal") return;
      connection.fail(SQLITE_ERROR, "write-ahead log");
    } catch (const ports::StoreFailure& failure) {
      if (failure.kind != ports::StoreError::Kind::busy || waited >= patience) throw;
      connection.forget_failure();
      sqlite3_sleep(kPause);
    }
  }
}

Result<void, OpenError> migrate(Connection& connection, const OpenOptions& options) {
  for (const Migration& migration : sqlite_migrations()) {
    Transaction transaction(connection, Transaction::Mode::write);
    const Identity found = identity_of(connection);  // another process may have been here a moment ago
    if (auto accepted = accept(options, found); !accepted) return accepted;
    if (found.version >= migration.number) continue;
    connection.execute(migration.sql);
    connection.execute(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, migration.number).c_str());
    transaction.commit();
  }
  return {};
}

OpenError error_of(const OpenOptions& options, const ports::StoreFailure& failure) {
  const bool busy = failure.kind == ports::StoreError::Kind::busy;
  return {busy ? Kind::busy : Kind::broken, fmt::format("无法打开数据库 {}：{}", options.path, failure.what()),
          fmt::format("cannot open the database {}: {}", options.path, failure.what())};
}

}  // namespace

Result<Connection, OpenError> open_database(const OpenOptions& options) {
  if (auto made = make_file(options); !made) return bepusdt::fail(made.error());
  try {
    Connection connection = open_handle(options, !options.vfs.empty() && options.create);
    // Looked at before anything is changed. A file that is no SQLite database at all fails here.
    sqlite3_extended_result_codes(connection.handle(), 1);
    Identity found;
    try {
      found = identity_of(connection);
    } catch (const ports::StoreFailure&) {
      if ((sqlite3_errcode(connection.handle()) & 0xff) != SQLITE_NOTADB) throw;
      found.application_id = -1;
    }
    if (auto accepted = accept(options, found); !accepted) return bepusdt::fail(accepted.error());
    switch_to_log(connection, options.busy_timeout);
    connection.execute(kWriterPragmas);
    if (found.version == newest_version()) return connection;
    if (auto migrated = migrate(connection, options); !migrated) return bepusdt::fail(migrated.error());
    return connection;
  } catch (const ports::StoreFailure& failure) {
    return bepusdt::fail(error_of(options, failure));
  }
}

Connection connect(const OpenOptions& options, Role role) {
  Connection connection = open_handle(options, false);
  BEPUSDT_ASSERT(role != Role::writer);
  connection.execute(role == Role::reader ? kReaderPragmas : kCheckpointerPragmas);
  return connection;
}

}  // namespace bepusdt::store
