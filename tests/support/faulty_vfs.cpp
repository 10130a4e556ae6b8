#include "support/faulty_vfs.hpp"

#include <atomic>
#include <utility>

#include "base/assert.hpp"

namespace bepusdt::test {
namespace {

// What SQLite sees as the file; the default VFS's own stands right behind it in the same allocation.
struct File {
  sqlite3_file base;
  FaultyVfs* owner;

  [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return file_of(file).real(); }
FaultyVfs& owner_of(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }
sqlite3_vfs* real_of(sqlite3_vfs* vfs) { return owner_of(vfs).real(); }

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int verdict = file_of(file).owner->verdict(FaultyVfs::Operation::write);
  if (verdict == SQLITE_OK) return real_of(file)->pMethods->xWrite(real_of(file), bytes, size, offset);
  if (!file_of(file).owner->dead()) real_of(file)->pMethods->xWrite(real_of(file), bytes, size / 2, offset);
  return verdict;
}

int sync(sqlite3_file* file, int flags) {
  const int verdict = file_of(file).owner->verdict(FaultyVfs::Operation::sync);
  return verdict == SQLITE_OK ? real_of(file)->pMethods->xSync(real_of(file), flags) : verdict;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (file_of(file).owner->dead()) return SQLITE_IOERR_TRUNCATE;
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

// A dead process removes nothing.
int shm_unmap(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), file_of(file).owner->dead() ? 0 : remove);
}

const sqlite3_io_methods kMethods{
    .iVersion = 2,  // without memory mapping
    .xClose = [](sqlite3_file* f) { return real_of(f)->pMethods->xClose(real_of(f)); },
    .xRead = [](sqlite3_file* f, void* to, int size,
                sqlite3_int64 at) { return real_of(f)->pMethods->xRead(real_of(f), to, size, at); },
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real_of(f)->pMethods->xFileSize(real_of(f), size); },
    .xLock = [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xLock(real_of(f), lock); },
    .xUnlock = [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xUnlock(real_of(f), lock); },
    .xCheckReservedLock = [](sqlite3_file* f,
                             int* out) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out); },
    .xFileControl = [](sqlite3_file* f, int op,
                       void* arg) { return real_of(f)->pMethods->xFileControl(real_of(f), op, arg); },
    .xSectorSize = [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); },
    .xDeviceCharacteristics = [](sqlite3_file* f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); },
    .xShmMap = [](sqlite3_file* f, int page, int size, int extend,
                  void volatile** out) { return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out); },
    .xShmLock = [](sqlite3_file* f, int offset, int n,
                   int flags) { return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags); },
    .xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); },
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  File& shim = file_of(file);
  shim.owner = &owner_of(vfs);
  const int code = real_of(vfs)->xOpen(real_of(vfs), name, shim.real(), flags, out_flags);
  // Without methods SQLite does not close the file: right when the real one has none either.
  shim.base.pMethods = shim.real()->pMethods == nullptr ? nullptr : &kMethods;
  return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  if (owner_of(vfs).dead()) return SQLITE_IOERR_DELETE;
  return real_of(vfs)->xDelete(real_of(vfs), name, sync_folder);
}

std::string unique_name() {
  static std::atomic<int> made = 0;
  return "faulty-" + std::to_string(++made);
}

}  // namespace

FaultyVfs::FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), name_(unique_name()) {
  BEPUSDT_ASSERT(real_ != nullptr);
  vfs_ = *real_;  // what is not replaced below takes no file and finds no private data through its first argument
  vfs_.iVersion = 2;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  vfs_.xAccess = [](sqlite3_vfs* v, const char* name, int flags, int* out) {
    return real_of(v)->xAccess(real_of(v), name, flags, out);
  };
  vfs_.xFullPathname = [](sqlite3_vfs* v, const char* name, int size, char* out) {
    return real_of(v)->xFullPathname(real_of(v), name, size, out);
  };
  BEPUSDT_ASSERT(sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }

void FaultyVfs::fail(Operation operation, int pass, int code, Lasting lasting) {
  const std::lock_guard lock(mutex_);
  fault_ = {true, operation, pass, code, lasting, false};
}

void FaultyVfs::die_at(Operation operation, int pass) {
  const std::lock_guard lock(mutex_);
  fault_ = {true, operation, pass, SQLITE_IOERR, Lasting::until_healed, true};
}

void FaultyVfs::heal() {
  const std::lock_guard lock(mutex_);
  fault_ = {};
  dead_ = false;
}

FaultyVfs::Count FaultyVfs::count() {
  const std::lock_guard lock(mutex_);
  return std::exchange(count_, {});
}

int FaultyVfs::verdict(Operation operation) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR;
  if (fault_.armed && fault_.operation == operation && fault_.pass-- <= 0) {
    if (fault_.lasting == Lasting::once) fault_.armed = false;
    dead_ = fault_.deadly;
    return fault_.code;
  }
  ++(operation == Operation::write ? count_.writes : count_.syncs);
  return SQLITE_OK;
}

bool FaultyVfs::dead() {
  const std::lock_guard lock(mutex_);
  return dead_;
}

}  // namespace bepusdt::test
