// SimSharedMemory: the memory that the connections of one database share in WAL mode, and its eight locks
// (https://www.sqlite.org/walformat.html#the_wal_index_file_format). It lives as long as a connection has it mapped: whoever
// maps it first finds it empty and recovers it from the log, as on a real system. Used under the lock of its disk.
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <memory>
#include <set>
#include <vector>

namespace bepusdt::test {

class SimSharedMemory {
 public:
  using Owner = const void*;

  // Region `index` of `size` bytes; null when it is not there and not to be made.
  [[nodiscard]] void volatile* region(int index, int size, bool make);
  // SQLITE_OK or SQLITE_BUSY, as xShmLock (https://www.sqlite.org/c3ref/c_shm_exclusive.html).
  [[nodiscard]] int lock(Owner owner, int first, int count, int flags);
  void release(Owner owner);

 private:
  struct Slot {
    std::set<Owner> shared;
    Owner exclusive = nullptr;
  };
  std::vector<std::unique_ptr<std::byte[]>> regions_;
  std::array<Slot, SQLITE_SHM_NLOCK> slots_;
};

}  // namespace bepusdt::test
