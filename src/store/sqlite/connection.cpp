#include "store/sqlite/connection.hpp"

#include "store/sqlite/failure.hpp"

namespace bepusdt::store {

sqlite3_stmt* Connection::statement(const char* sql) {
  require_sound();
  auto& kept = statements_[sql];
  if (!kept) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) fail(code, sql);
    kept.reset(prepared);
  }
  return kept.get();
}

void Connection::execute(const char* sql) {
  require_sound();
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, sql);
}

void Connection::fail(int code, std::string_view doing) {
  // The beginning of a statement says which table it was about.
  failure_.emplace(kind_of(code), reason_of(handle(), code, doing.substr(0, 60)));
  throw *failure_;
}

}  // namespace bepusdt::store
