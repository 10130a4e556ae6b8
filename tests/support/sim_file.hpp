// SimFile: one file of a SimDisk, twice: as processes see it and as it is on the disk's plate, with the changes between the two
// that no sync has made durable yet. A power cut decides over these changes. Used under the lock of its disk.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <vector>

#include "support/sim_content.hpp"
#include "support/sim_locks.hpp"
#include "support/sim_shared_memory.hpp"

namespace bepusdt::test {

// The engine's numbers are the standard's own, so a seed means the same everywhere; no std::distribution is used on it.
using SimRandom = std::mt19937_64;

class SimFile {
 public:
  // What a disk writes wholly or not at all.
  static constexpr std::size_t kSector = 512;

  SimFile() = default;
  // A file of an image, wholly durable.
  explicit SimFile(const SimContent& durable) : visible_(durable), durable_(durable) {}

  // As processes see it.
  [[nodiscard]] std::size_t size() const { return visible_.size(); }
  [[nodiscard]] bool read(std::size_t offset, std::span<std::uint8_t> to) const { return visible_.read(offset, to); }
  void write(std::size_t offset, std::span<const std::uint8_t> bytes);
  void truncate(std::size_t size);

  // Everything written so far becomes durable.
  void sync();
  [[nodiscard]] bool has_pending() const { return !pending_.empty(); }
  // What Linux does with the pages of a failed fsync: they count as written, though they are not. Processes still see them,
  // no later sync brings them to the disk, and every handle that is open must be told by its own next sync.
  void give_up_pending();
  [[nodiscard]] std::uint64_t times_given_up() const { return times_given_up_; }

  struct Loss {
    std::uint64_t kept = 0;  // writes and truncations that no sync had made durable
    std::uint64_t torn = 0;
    std::uint64_t lost = 0;
  };
  // The process that was told of given up changes is gone. Whoever opens the file now sees that they are not there: if he saw
  // them he could not know that he must write them again, and no program can be right on such a disk.
  void forget_given_up();
  // Each pending change survives or not; a write also sector by sector. Afterwards processes see what survived.
  void power_cut(SimRandom& random, Loss& loss);

  [[nodiscard]] const SimContent& durable() const { return durable_; }

  SimFileLocks locks;
  std::weak_ptr<SimSharedMemory> memory;  // while a connection has it mapped

 private:
  struct Change {
    bool truncation = false;
    std::size_t at = 0;  // the offset of a write; the size after a truncation
    std::vector<std::uint8_t> bytes;
  };
  static void apply(SimContent& content, const Change& change);

  SimContent visible_;
  SimContent durable_;
  std::vector<Change> pending_;
  bool shows_given_up_ = false;  // else processes see what is durable with what is pending
  std::uint64_t times_given_up_ = 0;
};

// The bytes of a write at `offset` that lie in its first `sectors` sectors.
[[nodiscard]] std::size_t bytes_in_sectors(std::size_t offset, std::size_t size, std::size_t sectors);
[[nodiscard]] std::size_t sectors_of(std::size_t offset, std::size_t size);

}  // namespace bepusdt::test
