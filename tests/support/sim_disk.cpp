// The life of a SimDisk: its beginning, what befalls it, and what is left.
#include "support/sim_disk.hpp"

#include <algorithm>
#include <atomic>

#include "base/assert.hpp"
#include "support/sim_vfs.hpp"

namespace bepusdt::test {
namespace {

std::string unique_name() {
  static std::atomic<int> made = 0;
  return "sim-disk-" + std::to_string(++made);
}

}  // namespace

SimDisk::SimDisk(std::uint64_t seed, const Image& image) : name_(unique_name()), random_(seed), random_of_vfs_(~seed) {
  for (const auto& [name, content] : image.files) {
    auto file = std::make_shared<SimFile>(content);
    entries_.emplace(name, Entry{file, file});
  }
  vfs_ = sim_vfs(*this, name_.c_str());
  // As the gateway sets it, which can no longer be done once a file system is registered: counting allocations takes a lock that
  // all threads share.
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  BEPUSDT_ASSERT(sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK);
}

SimDisk::~SimDisk() {
  BEPUSDT_ASSERT(open_handles_ == 0);
  sqlite3_vfs_unregister(&vfs_);
}

SimDisk::Image SimDisk::image() {
  const std::lock_guard lock(mutex_);
  Image image;
  for (const auto& [name, entry] : entries_)
    if (entry.durable) image.files.emplace(name, entry.durable->durable());
  return image;
}

void SimDisk::fail(Operation operation, int pass, int code, Lasting lasting) {
  const std::lock_guard lock(mutex_);
  faults_.arm({operation, pass, code, lasting, false, SyncFailure::either});
}

void SimDisk::fail_sync(int pass, SyncFailure left, Lasting lasting) {
  const std::lock_guard lock(mutex_);
  faults_.arm({Operation::sync, pass, SQLITE_IOERR_FSYNC, lasting, false, left});
}

void SimDisk::die_at(Operation operation, int pass) {
  const std::lock_guard lock(mutex_);
  faults_.arm({operation, pass, SQLITE_IOERR, Lasting::once, true, SyncFailure::either});
}

void SimDisk::set_room(std::optional<std::uint64_t> bytes) {
  const std::lock_guard lock(mutex_);
  room_ = bytes;
}

void SimDisk::heal() {
  const std::lock_guard lock(mutex_);
  faults_.heal();
  room_.reset();
}

std::optional<SimFault> SimDisk::next_fault(Operation operation) {
  const auto fault = faults_.next(operation);
  if (fault && fault->deadly) die();
  return fault;
}

void SimDisk::die() {
  if (!dead_) ++counts_.deaths;
  dead_ = true;
}

void SimDisk::process_dies() {
  const std::lock_guard lock(mutex_);
  die();
}

void SimDisk::power_cut() {
  const std::lock_guard lock(mutex_);
  die();
  ++counts_.power_cuts;
  for (auto& [name, entry] : entries_) {
    if (entry.visible == entry.durable) continue;
    // Created, removed, or removed and created again; the last of these may also be caught between the two.
    const bool replaced = entry.visible && entry.durable;
    const auto kept = below(replaced ? 3 : 2);
    if (kept != 0) ++counts_.names_undone;
    if (kept == 0) entry.durable = entry.visible;
    if (kept == 2) entry.durable = nullptr;
    entry.visible = entry.durable;
  }
  std::erase_if(entries_, [](const auto& named) { return !named.second.durable; });
  for (auto& [name, entry] : entries_) entry.durable->power_cut(random_, counts_.loss);
}

bool SimDisk::dead() {
  const std::lock_guard lock(mutex_);
  return dead_;
}

void SimDisk::revive() {
  const std::lock_guard lock(mutex_);
  BEPUSDT_ASSERT(open_handles_ == 0);  // with its last handle a file loses its locks and its shared memory
  dead_ = false;
  for (auto& [name, entry] : entries_)
    if (entry.visible) entry.visible->forget_given_up();
}

void SimDisk::settle() {
  const std::lock_guard lock(mutex_);
  sync_folder();
  for (auto& [name, entry] : entries_) entry.durable->sync();
}

SimDisk::Counts SimDisk::counts() {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace bepusdt::test
