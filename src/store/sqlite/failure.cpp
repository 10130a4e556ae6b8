#include "store/sqlite/failure.hpp"

#include <fmt/format.h>

namespace bepusdt::store {

using Kind = ports::StoreError::Kind;

Kind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Kind::busy;
    case SQLITE_FULL: return Kind::full;
    default: return Kind::broken;
  }
}

std::string reason_of(sqlite3* database, int code, std::string_view doing) {
  const char* said = sqlite3_errstr(code);
  // The connection's own sentence names the table or constraint, but is about its last error only.
  if (database != nullptr && (sqlite3_extended_errcode(database) & 0xff) == (code & 0xff)) said = sqlite3_errmsg(database);
  return fmt::format("{}: {} ({})", doing, said, code);
}

ports::StoreFailure damaged(std::string_view what, std::string_view found) {
  return {Kind::broken, fmt::format("the database holds no valid {}: \"{}\"", what, found.substr(0, 100))};
}

}  // namespace bepusdt::store
