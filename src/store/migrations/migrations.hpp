// The store's schema as one numbered list: migration n turns a database of version n - 1 into version n. A migration that was
// released is never edited; a change of the schema is a further one. Immutable data.
#pragma once

#include <span>
#include <string_view>

namespace bepusdt::store {

struct Migration {
  int number;                // 1, 2, 3 ... without holes
  std::string_view subject;  // a few words, for errors
  const char* sql;           // statements separated by semicolons, run in one transaction
};

[[nodiscard]] std::span<const Migration> sqlite_migrations();

extern const char* const kSqlite0001Tables;

}  // namespace bepusdt::store
