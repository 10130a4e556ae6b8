// SQLite's result codes (https://www.sqlite.org/rescode.html) as the port's failures.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "ports/store.hpp"

namespace bepusdt::store {

[[nodiscard]] ports::StoreError::Kind kind_of(int code);

// "<doing>: <what SQLite says> (<code>)". `database` may be null.
[[nodiscard]] std::string reason_of(sqlite3* database, int code, std::string_view doing);

// A row holds what this program never writes.
[[nodiscard]] ports::StoreFailure damaged(std::string_view what, std::string_view found);

}  // namespace bepusdt::store
