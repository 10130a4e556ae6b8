// What the connections of a SimDisk share: locks, memory, time and chance.
#include <algorithm>

#include "support/sim_disk.hpp"

namespace bepusdt::test {
namespace {

constexpr std::int64_t kStart = 1'767'225'600'000;  // 2026-01-01, Unix milliseconds

}  // namespace

int SimDisk::lock(SimHandle& handle, int level) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_LOCK;
  const int code = handle.file->locks.raise(&handle, level);
  if (code == SQLITE_BUSY) ++counts_.busy;
  return code;
}

int SimDisk::unlock(SimHandle& handle, int level) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_UNLOCK;
  handle.file->locks.lower(&handle, level);
  return SQLITE_OK;
}

int SimDisk::reserved(SimHandle& handle, int& out) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  out = handle.file->locks.reserved() ? 1 : 0;
  return SQLITE_OK;
}

int SimDisk::map(SimHandle& handle, int region, int size, bool make, void volatile*& out) {
  const std::lock_guard lock(mutex_);
  out = nullptr;
  if (dead_) return SQLITE_IOERR_SHMMAP;
  if (!handle.memory) handle.memory = handle.file->memory.lock();
  if (!handle.memory) {
    handle.memory = std::make_shared<SimSharedMemory>();
    handle.file->memory = handle.memory;
  }
  out = handle.memory->region(region, size, make);
  return SQLITE_OK;
}

int SimDisk::lock_memory(SimHandle& handle, int first, int count, int flags) {
  const std::lock_guard lock(mutex_);
  if (dead_ || !handle.memory) return SQLITE_IOERR_SHMLOCK;
  const int code = handle.memory->lock(&handle, first, count, flags);
  if (code == SQLITE_BUSY) ++counts_.busy;
  return code;
}

// Taking and leaving a lock orders memory for all that do so.
void SimDisk::barrier() { const std::lock_guard lock(mutex_); }

void SimDisk::unmap(SimHandle& handle) {
  const std::lock_guard lock(mutex_);
  if (handle.memory) handle.memory->release(&handle);
  handle.memory.reset();
}

void SimDisk::random(std::span<std::uint8_t> out) {
  const std::lock_guard lock(mutex_);
  std::ranges::generate(out, [this] { return static_cast<std::uint8_t>(random_of_vfs_()); });
}

void SimDisk::sleep(int micros) {
  const std::lock_guard lock(mutex_);
  ++counts_.sleeps;
  slept_micros_ += micros;
}

std::int64_t SimDisk::unix_millis() {
  const std::lock_guard lock(mutex_);
  return kStart + slept_micros_ / 1'000;
}

}  // namespace bepusdt::test
