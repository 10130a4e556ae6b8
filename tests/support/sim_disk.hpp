// SimDisk: a disk in memory under a SQLite VFS of its own (https://www.sqlite.org/vfs.html), which keeps what a real one
// promises and not more, for a deterministic simulator: a store is given its name(), everything else is drawn from the seed.
//   - What was not synced is pending. power_cut() lets each pending change survive or not; a write also in part, by sectors of
//     512 bytes, and later changes without earlier ones. Bytes beside a write stay as they are, which is what SQLite takes
//     for granted on Linux (SQLITE_IOCAP_POWERSAFE_OVERWRITE) and the VFS therefore says.
//   - Names are pending too. The first sync of a new file makes them durable, all of them, as SQLite's own VFS syncs the folder
//     of a new journal or log with it and common file systems with any file; so does a removal for which SQLite asks that.
//     Else after a power cut a removed file may be there again, a new one not, and of two of one name either or none.
//   - process_dies() loses nothing: the operating system has it, but what was pending stays so.
// Not from the seed, because it belongs to the whole process: what sqlite3_randomness() gives (so the salt of a log).
// One simulator uses it from one thread; connections of several threads work too, but none really waits: sleeping returns at
// once. Different disks share nothing. All connections must be closed before it goes.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "support/sim_faults.hpp"
#include "support/sim_file.hpp"

namespace bepusdt::test {

// An open file as one connection holds it. Its address is its name for locks.
struct SimHandle {
  std::string name;  // empty: a temporary file without one
  std::shared_ptr<SimFile> file;
  std::shared_ptr<SimSharedMemory> memory;
  bool remove_on_close = false;
  std::uint64_t times_given_up_seen = 0;
};

class SimDisk {
 public:
  using Operation = SimOperation;
  using Lasting = SimLasting;
  using SyncFailure = SimSyncFailure;

  // All durable files: cheap to copy, and to start any number of disks from, in any threads.
  struct Image {
    std::map<std::string, SimContent> files;
  };

  explicit SimDisk(std::uint64_t seed, const Image& image = {});
  ~SimDisk();
  SimDisk(const SimDisk&) = delete;
  SimDisk& operator=(const SimDisk&) = delete;

  [[nodiscard]] const char* name() const { return name_.c_str(); }
  [[nodiscard]] Image image();

  // The (pass + 1)-th operation from now fails with `code`. A failing write leaves the first of its sectors, by the seed: from
  // none to all, but never all when the disk is said to be full (SQLITE_FULL).
  void fail(Operation operation, int pass, int code, Lasting lasting = Lasting::once);
  void fail_sync(int pass, SyncFailure left, Lasting lasting = Lasting::once);
  // The process dies within the (pass + 1)-th operation from now, which is left half done by the seed.
  void die_at(Operation operation, int pass);
  // Files may grow by so many bytes before the disk is full; none: as they like.
  void set_room(std::optional<std::uint64_t> bytes);
  // Forgets what is armed, and the limit. The dead stay dead.
  void heal();

  // Every operation of the handles that are open fails from here on and changes nothing.
  void process_dies();
  // The same, and the disk keeps of what is pending what the seed says.
  void power_cut();
  [[nodiscard]] bool dead();
  // Once all connections of the dead process are closed: new ones find what is left, without its locks and shared memory.
  void revive();
  // Everything pending becomes durable, as the operating system does it by itself in time.
  void settle();

  struct Counts {
    // Operations that succeeded.
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t syncs = 0;
    std::uint64_t changes = 0;  // truncations, creations, removals
    std::uint64_t sleeps = 0;
    std::uint64_t busy = 0;  // locks that were refused
    // Faults that hit.
    std::uint64_t failed_reads = 0;
    std::uint64_t failed_writes = 0;
    std::uint64_t failed_changes = 0;
    std::uint64_t full = 0;                   // for want of room
    std::uint64_t failed_syncs_durable = 0;   // all had become durable
    std::uint64_t failed_syncs_pending = 0;   // nothing had; the next sync does it
    std::uint64_t failed_syncs_given_up = 0;  // nothing had, nor will without being written again
    std::uint64_t deaths = 0;                 // power cuts and process_dies() included
    std::uint64_t power_cuts = 0;
    SimFile::Loss loss;              // what power cuts did to pending writes and truncations
    std::uint64_t names_undone = 0;  // creations and removals that a power cut undid
  };
  [[nodiscard]] Counts counts();

  // For the C functions of the VFS; codes as SQLite wants them.
  [[nodiscard]] int open(const char* name, int flags, SimHandle& handle);
  void close(SimHandle& handle);
  [[nodiscard]] int remove(const std::string& name, bool durably);
  [[nodiscard]] bool exists(const std::string& name);
  [[nodiscard]] int read(SimHandle& handle, std::size_t offset, std::span<std::uint8_t> to);
  [[nodiscard]] int write(SimHandle& handle, std::size_t offset, std::span<const std::uint8_t> bytes);
  [[nodiscard]] int truncate(SimHandle& handle, std::size_t size);
  [[nodiscard]] int sync(SimHandle& handle);
  [[nodiscard]] int size(SimHandle& handle, sqlite3_int64& out);
  [[nodiscard]] int lock(SimHandle& handle, int level);
  [[nodiscard]] int unlock(SimHandle& handle, int level);
  [[nodiscard]] int reserved(SimHandle& handle, int& out);
  [[nodiscard]] int map(SimHandle& handle, int region, int size, bool make, void volatile*& out);
  [[nodiscard]] int lock_memory(SimHandle& handle, int first, int count, int flags);
  void barrier();
  void unmap(SimHandle& handle);
  void random(std::span<std::uint8_t> out);
  void sleep(int micros);
  [[nodiscard]] std::int64_t unix_millis();

 private:
  // A name, and which file it leads to: as processes see it and after a power cut that undoes what is pending.
  struct Entry {
    std::shared_ptr<SimFile> visible;
    std::shared_ptr<SimFile> durable;
  };

  void die();
  [[nodiscard]] std::optional<SimFault> next_fault(Operation operation);
  [[nodiscard]] std::uint64_t below(std::uint64_t n) { return random_() % n; }
  [[nodiscard]] bool coin() { return below(2) == 0; }
  void remove_name(const std::string& name);
  void sync_folder();
  void sync_with_name(const SimHandle& handle);
  void give_room_back(std::uint64_t bytes);
  [[nodiscard]] int fail_sync(SimHandle& handle, const SimFault& fault);

  const std::string name_;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  SimRandom random_;         // of what befalls the disk
  SimRandom random_of_vfs_;  // of what SQLite asks for
  std::map<std::string, Entry> entries_;
  SimFaults faults_;
  std::optional<std::uint64_t> room_;
  bool dead_ = false;
  int open_handles_ = 0;
  std::int64_t slept_micros_ = 0;
  Counts counts_;
};

}  // namespace bepusdt::test
