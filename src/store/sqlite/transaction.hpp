// Transaction: BEGIN at construction; rolled back at the end of the scope unless commit() succeeded. Afterwards the
// connection is always back in autocommit. Throws StoreFailure.
#pragma once

#include "store/sqlite/connection.hpp"

namespace bepusdt::store {

class Transaction {
 public:
  enum class Mode {
    write,  // takes the write lock at once, so that it cannot fail halfway because another process was quicker
    read    // one snapshot, from the first statement on
  };

  Transaction(Connection& connection, Mode mode);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Throws with kind `unknown` when the outcome cannot be known.
  void commit();

 private:
  void roll_back() noexcept;

  Connection& connection_;
  sqlite3_stmt* rollback_ = nullptr;  // prepared before it may be needed; every read ends with it
};

}  // namespace bepusdt::store
