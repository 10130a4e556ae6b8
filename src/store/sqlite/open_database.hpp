// Opening a database file: made when it is not there (mode 0600), refused when it is not ours or newer than this program,
// brought up to this program's version otherwise. A file that is refused is not changed. Several processes may open, and
// even make, the same file at once.
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sqlite/connection.hpp"

namespace bepusdt::store {

struct OpenOptions {
  std::string path;
  bool create = true;          // make the file when it is not there
  std::string vfs;             // name of a registered SQLite VFS, which makes the file itself; empty: the operating system's
  Millis busy_timeout{5'000};  // how long to wait for another process's transaction
};

struct OpenError {
  enum class Kind { missing, not_ours, newer, busy, broken };
  Kind kind = Kind::broken;
  std::string zh;  // one sentence each; names the file
  std::string en;
};

// What a connection is for decides what it may do and how much it keeps in memory.
enum class Role { writer, reader, checkpointer };

// The writer, with the schema of this program's version.
[[nodiscard]] Result<Connection, OpenError> open_database(const OpenOptions& options);

// A further connection to a database that open_database() opened. Throws StoreFailure.
[[nodiscard]] Connection connect(const OpenOptions& options, Role role);

// Marks a file as ours (https://www.sqlite.org/pragma.html#pragma_application_id): "bepu".
inline constexpr std::int64_t kApplicationId = 0x62657075;

}  // namespace bepusdt::store
