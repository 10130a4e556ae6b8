// What the VFS of a SimDisk is asked to do with files, with the faults that are armed.
#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::test {

int SimDisk::open(const char* name, int flags, SimHandle& handle) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_CANTOPEN;
  if (name == nullptr) {
    handle.file = std::make_shared<SimFile>();
  } else {
    handle.name = name;
    const auto found = entries_.find(handle.name);
    if (found != entries_.end()) handle.file = found->second.visible;
    if (handle.file && (flags & SQLITE_OPEN_EXCLUSIVE) != 0) return SQLITE_CANTOPEN;
  }
  if (!handle.file) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    const auto fault = next_fault(Operation::change);
    if (!fault || (dead_ && coin())) {
      handle.file = std::make_shared<SimFile>();
      entries_[handle.name].visible = handle.file;
    }
    if (fault) {
      ++counts_.failed_changes;
      return SQLITE_CANTOPEN;
    }
    ++counts_.changes;
  }
  handle.remove_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 && !handle.name.empty();
  handle.times_given_up_seen = handle.file->times_given_up();
  ++open_handles_;
  return SQLITE_OK;
}

void SimDisk::close(SimHandle& handle) {
  const std::lock_guard lock(mutex_);
  handle.file->locks.lower(&handle, SQLITE_LOCK_NONE);
  if (handle.memory) handle.memory->release(&handle);
  if (handle.remove_on_close && !dead_) remove_name(handle.name);
  --open_handles_;
}

void SimDisk::remove_name(const std::string& name) {
  const auto found = entries_.find(name);
  if (found == entries_.end() || !found->second.visible) return;
  give_room_back(found->second.visible->size());
  found->second.visible = nullptr;
  if (!found->second.durable) entries_.erase(found);
}

int SimDisk::remove(const std::string& name, bool durably) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_DELETE;
  const auto found = entries_.find(name);
  if (found == entries_.end() || !found->second.visible) return SQLITE_IOERR_DELETE_NOENT;
  if (const auto fault = next_fault(Operation::change)) {
    ++counts_.failed_changes;
    if (dead_ && coin()) remove_name(name);
    return fault->code;
  }
  ++counts_.changes;
  remove_name(name);
  if (durably) sync_folder();
  return SQLITE_OK;
}

// A file without content counts as none, as with SQLite's own VFS: an empty log or journal has nothing to recover.
bool SimDisk::exists(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(name);
  return found != entries_.end() && found->second.visible && found->second.visible->size() > 0;
}

int SimDisk::read(SimHandle& handle, std::size_t offset, std::span<std::uint8_t> to) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_READ;
  if (const auto fault = next_fault(Operation::read)) {
    ++counts_.failed_reads;
    return fault->code;
  }
  ++counts_.reads;
  return handle.file->read(offset, to) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int SimDisk::write(SimHandle& handle, std::size_t offset, std::span<const std::uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_WRITE;
  SimFile& file = *handle.file;
  if (const auto fault = next_fault(Operation::write)) {
    ++counts_.failed_writes;
    const std::size_t sectors = sectors_of(offset, bytes.size());
    const bool whole_is_possible = (fault->code & 0xff) != SQLITE_FULL;
    const std::size_t arrived = below(sectors + (whole_is_possible ? 1 : 0));
    file.write(offset, bytes.first(bytes_in_sectors(offset, bytes.size(), arrived)));
    return fault->code;
  }
  const std::size_t end = offset + bytes.size();
  if (room_ && end > file.size()) {
    const std::uint64_t growth = end - file.size();
    if (growth > *room_) {
      ++counts_.full;
      const std::uint64_t last = file.size() + std::exchange(room_, 0).value();
      if (last > offset) file.write(offset, bytes.first(last - offset));
      return SQLITE_FULL;
    }
    *room_ -= growth;
  }
  ++counts_.writes;
  file.write(offset, bytes);
  return SQLITE_OK;
}

void SimDisk::give_room_back(std::uint64_t bytes) {
  if (room_) *room_ += bytes;
}

int SimDisk::truncate(SimHandle& handle, std::size_t size) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_TRUNCATE;
  const auto fault = next_fault(Operation::change);
  if (!fault || (dead_ && coin())) {
    if (size < handle.file->size()) give_room_back(handle.file->size() - size);
    handle.file->truncate(size);
  }
  ++(fault ? counts_.failed_changes : counts_.changes);
  return fault ? fault->code : SQLITE_OK;
}

void SimDisk::sync_folder() {
  for (auto& [name, entry] : entries_) entry.durable = entry.visible;
  std::erase_if(entries_, [](const auto& named) { return !named.second.durable; });
}

void SimDisk::sync_with_name(const SimHandle& handle) {
  handle.file->sync();
  const auto found = entries_.find(handle.name);
  if (found != entries_.end() && found->second.visible == handle.file && found->second.durable != handle.file) sync_folder();
}

int SimDisk::sync(SimHandle& handle) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_FSYNC;
  if (const auto fault = next_fault(Operation::sync)) return fail_sync(handle, *fault);
  sync_with_name(handle);
  // What another handle's sync gave up may have been written through this one.
  const auto given_up = handle.file->times_given_up();
  if (std::exchange(handle.times_given_up_seen, given_up) != given_up) return SQLITE_IOERR_FSYNC;
  ++counts_.syncs;
  return SQLITE_OK;
}

int SimDisk::fail_sync(SimHandle& handle, const SimFault& fault) {
  const bool durable = fault.left == SyncFailure::durable || (fault.left == SyncFailure::either && coin());
  if (durable) {
    sync_with_name(handle);
    ++counts_.failed_syncs_durable;
  } else if (!dead_ && handle.file->has_pending() && coin()) {
    handle.file->give_up_pending();
    handle.times_given_up_seen = handle.file->times_given_up();
    ++counts_.failed_syncs_given_up;
  } else {
    ++counts_.failed_syncs_pending;
  }
  return fault.code;
}

int SimDisk::size(SimHandle& handle, sqlite3_int64& out) {
  const std::lock_guard lock(mutex_);
  if (dead_) return SQLITE_IOERR_FSTAT;
  out = static_cast<sqlite3_int64>(handle.file->size());
  return SQLITE_OK;
}

}  // namespace bepusdt::test
