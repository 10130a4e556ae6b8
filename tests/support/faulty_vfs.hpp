// FaultyVfs: a SQLite VFS (https://www.sqlite.org/vfs.html) over the default one whose disk can be made to fail: the n-th
// write or sync from now, once or until healed, with the code of choice; or the process "dies", and from then on nothing
// reaches the disk any more. A store is given its name(). All connections must be closed before it goes. Thread-safe.
#pragma once

#include <sqlite3.h>

#include <mutex>
#include <string>

namespace bepusdt::test {

class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  [[nodiscard]] const char* name() const { return name_.c_str(); }

  enum class Operation { write, sync };
  enum class Lasting { once, until_healed };
  // The (pass + 1)-th operation from now fails with `code`. A failing write leaves the first half of its bytes, as a full disk does.
  void fail(Operation operation, int pass, int code, Lasting lasting = Lasting::once);
  // As above, but the process is dead from there on: the operation, which is left half done, and all later ones fail.
  void die_at(Operation operation, int pass);
  void heal();

  // Operations that succeeded since the last call of this function.
  struct Count {
    int writes = 0;
    int syncs = 0;
  };
  [[nodiscard]] Count count();

  // For the C functions of the VFS.
  // What an operation is to answer: SQLITE_OK lets it through.
  [[nodiscard]] int verdict(Operation operation);
  [[nodiscard]] bool dead();
  [[nodiscard]] sqlite3_vfs* real() const { return real_; }

 private:
  sqlite3_vfs* const real_;
  const std::string name_;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  struct Fault {
    bool armed = false;
    Operation operation = Operation::write;
    int pass = 0;
    int code = SQLITE_OK;
    Lasting lasting = Lasting::once;
    bool deadly = false;
  } fault_;
  bool dead_ = false;
  Count count_;
};

}  // namespace bepusdt::test
