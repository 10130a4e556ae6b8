// SimFileLocks: the five-state lock of one database file (https://www.sqlite.org/lockingv3.html#locking) between the
// handles that have it open. A handle is told apart by its address. Used under the lock of its disk.
#pragma once

#include <sqlite3.h>

#include <map>

namespace bepusdt::test {

class SimFileLocks {
 public:
  using Owner = const void*;

  // SQLITE_OK or SQLITE_BUSY. Who wants EXCLUSIVE and finds readers keeps PENDING, which lets no new reader in.
  [[nodiscard]] int raise(Owner owner, int level);
  void lower(Owner owner, int level);
  // Whether anybody is about to write.
  [[nodiscard]] bool reserved() const;

 private:
  std::map<Owner, int> levels_;
};

}  // namespace bepusdt::test
