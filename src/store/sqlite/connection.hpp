// Connection: one SQLite connection and the statements prepared on it so far. Owned by the store; used by one thread at a
// time (opened without SQLite's own mutexes).
//
// The first failure of a transaction is remembered: SQLite may have rolled the transaction back by itself, and whatever ran
// after that would be committed one by one. So every later statement of the transaction fails like the first.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "ports/store.hpp"

namespace bepusdt::store {

class Connection {
 public:
  // Takes over an open handle.
  explicit Connection(sqlite3* handle) : handle_(handle) {}

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

  // The prepared statement of a text that lives as long as the program: the text's address is the key.
  [[nodiscard]] sqlite3_stmt* statement(const char* sql);

  // Runs statements that return nothing of interest. Throws StoreFailure.
  void execute(const char* sql);

  // Throws the failure of this transaction, if there was one.
  void require_sound() const {
    if (failure_) throw *failure_;
  }
  [[noreturn]] void fail(int code, std::string_view doing);
  void forget_failure() { failure_.reset(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;  // destroyed before the handle
  std::optional<ports::StoreFailure> failure_;
};

}  // namespace bepusdt::store
