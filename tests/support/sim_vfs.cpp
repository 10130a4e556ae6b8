#include "support/sim_vfs.hpp"

#include <algorithm>
#include <cstring>

#include "support/sim_disk.hpp"

namespace bepusdt::test {
namespace {

constexpr std::int64_t kUnixEpochInJulianMillis = 210'866'760'000'000;
constexpr int kLongestName = 512;

// What SQLite allocates for an open file.
struct File {
  sqlite3_file base;
  SimDisk* disk;
  SimHandle* handle;
};

SimDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<SimDisk*>(vfs->pAppData); }
SimDisk& disk_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->disk; }
SimHandle& handle_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->handle; }

int close(sqlite3_file* file) {
  disk_of(file).close(handle_of(file));
  delete &handle_of(file);
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return disk_of(file).read(handle_of(file), static_cast<std::size_t>(offset),
                            {static_cast<std::uint8_t*>(to), static_cast<std::size_t>(size)});
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  return disk_of(file).write(handle_of(file), static_cast<std::size_t>(offset),
                             {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
}

const sqlite3_io_methods kMethods{
    .iVersion = 2,  // without memory mapping
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = [](sqlite3_file* f,
                    sqlite3_int64 size) { return disk_of(f).truncate(handle_of(f), static_cast<std::size_t>(size)); },
    .xSync = [](sqlite3_file* f, int) { return disk_of(f).sync(handle_of(f)); },
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return disk_of(f).size(handle_of(f), *size); },
    .xLock = [](sqlite3_file* f, int level) { return disk_of(f).lock(handle_of(f), level); },
    .xUnlock = [](sqlite3_file* f, int level) { return disk_of(f).unlock(handle_of(f), level); },
    .xCheckReservedLock = [](sqlite3_file* f, int* out) { return disk_of(f).reserved(handle_of(f), *out); },
    .xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    .xSectorSize = [](sqlite3_file*) { return static_cast<int>(SimFile::kSector); },
    .xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    .xShmMap = [](sqlite3_file* f, int region, int size, int make,
                  void volatile** out) { return disk_of(f).map(handle_of(f), region, size, make != 0, *out); },
    .xShmLock = [](sqlite3_file* f, int first, int count,
                   int flags) { return disk_of(f).lock_memory(handle_of(f), first, count, flags); },
    .xShmBarrier = [](sqlite3_file* f) { disk_of(f).barrier(); },
    .xShmUnmap =
        [](sqlite3_file* f, int) {
          disk_of(f).unmap(handle_of(f));
          return SQLITE_OK;
        },
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& made = *reinterpret_cast<File*>(file);
  made = {};  // without methods SQLite does not close the file
  auto handle = std::make_unique<SimHandle>();
  const int code = disk_of(vfs).open(name, flags, *handle);
  if (code != SQLITE_OK) return code;
  if (out_flags != nullptr) *out_flags = flags;
  made = {{&kMethods}, &disk_of(vfs), handle.release()};
  return SQLITE_OK;
}

// Names mean what they say: there are no folders.
int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
  const std::size_t length = std::strlen(name);
  if (length >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::copy_n(name, length + 1, out);
  return SQLITE_OK;
}

int access(sqlite3_vfs* vfs, const char* name, int, int* out) {
  *out = disk_of(vfs).exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out) {
  disk_of(vfs).random({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

int sleep(sqlite3_vfs* vfs, int micros) {
  disk_of(vfs).sleep(micros);
  return micros;
}

int current_time(sqlite3_vfs* vfs, sqlite3_int64* out) {
  *out = kUnixEpochInJulianMillis + disk_of(vfs).unix_millis();
  return SQLITE_OK;
}

int current_day(sqlite3_vfs* vfs, double* out) {
  *out = static_cast<double>(kUnixEpochInJulianMillis + disk_of(vfs).unix_millis()) / 86'400'000.0;
  return SQLITE_OK;
}

}  // namespace

sqlite3_vfs sim_vfs(SimDisk& disk, const char* name) {
  sqlite3_vfs vfs{};
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(File);
  vfs.mxPathname = kLongestName;
  vfs.zName = name;
  vfs.pAppData = &disk;
  vfs.xOpen = open;
  vfs.xDelete = [](sqlite3_vfs* v, const char* file, int durably) { return disk_of(v).remove(file, durably != 0); };
  vfs.xAccess = access;
  vfs.xFullPathname = full_name;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep;
  vfs.xCurrentTime = current_day;
  vfs.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
  vfs.xCurrentTimeInt64 = current_time;
  return vfs;
}

}  // namespace bepusdt::test
