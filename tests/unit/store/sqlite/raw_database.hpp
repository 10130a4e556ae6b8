// RawDatabase: the database file as any SQLite program sees it, for tests that look behind the store.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

namespace bepusdt::store {

class RawDatabase {
 public:
  explicit RawDatabase(const std::string& path, const char* vfs = nullptr) {
    EXPECT_EQ(sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
  }
  ~RawDatabase() { sqlite3_close(handle_); }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  // Each row as its columns joined by '|'.
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> rows;
    const auto add = [](void* out, int count, char** values, char**) {
      std::string row;
      for (int i = 0; i < count; ++i) row += std::string(i > 0 ? "|" : "") + (values[i] != nullptr ? values[i] : "NULL");
      static_cast<std::vector<std::string>*>(out)->push_back(row);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), add, &rows, nullptr), SQLITE_OK) << sql << ": " << sqlite3_errmsg(handle_);
    return rows;
  }
  std::string value(const std::string& sql) {
    const auto found = rows(sql);
    return found.size() == 1 ? found[0] : std::to_string(found.size()) + " rows";
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace bepusdt::store
