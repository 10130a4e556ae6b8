#include "support/sim_file.hpp"

#include <algorithm>
#include <utility>

namespace bepusdt::test {

std::size_t sectors_of(std::size_t offset, std::size_t size) {
  if (size == 0) return 0;
  return (offset + size - 1) / SimFile::kSector - offset / SimFile::kSector + 1;
}

std::size_t bytes_in_sectors(std::size_t offset, std::size_t size, std::size_t sectors) {
  if (sectors == 0) return 0;
  return std::min(size, (offset / SimFile::kSector + sectors) * SimFile::kSector - offset);
}

void SimFile::apply(SimContent& content, const Change& change) {
  if (change.truncation)
    content.resize(change.at);
  else
    content.write(change.at, change.bytes);
}

void SimFile::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  visible_.write(offset, bytes);
  pending_.push_back({false, offset, {bytes.begin(), bytes.end()}});
}

void SimFile::truncate(std::size_t size) {
  visible_.resize(size);
  pending_.push_back({true, size, {}});
}

void SimFile::sync() {
  for (const Change& change : pending_) {
    // What processes see is the sum of all changes, unless some of them were given up.
    if (change.truncation || shows_given_up_ || change.at + change.bytes.size() > visible_.size())
      apply(durable_, change);
    else
      durable_.share(visible_, change.at, change.bytes.size());
  }
  pending_.clear();
}

void SimFile::give_up_pending() {
  pending_.clear();
  ++times_given_up_;
  shows_given_up_ = true;
}

void SimFile::forget_given_up() {
  if (!std::exchange(shows_given_up_, false)) return;
  visible_ = durable_;
  for (const Change& change : pending_) apply(visible_, change);
}

void SimFile::power_cut(SimRandom& random, Loss& loss) {
  // One by one nearly nothing long would survive or vanish as a whole, which disks that were quick or idle do all the time.
  enum class Luck { everything, nothing, one_by_one };
  const auto drawn = random() % 4;
  const Luck luck = drawn == 0 ? Luck::everything : drawn == 1 ? Luck::nothing : Luck::one_by_one;
  for (const Change& change : pending_) {
    const std::size_t sectors = sectors_of(change.at, change.bytes.size());
    enum class Fate { whole, none, torn };
    Fate fate = luck == Luck::everything ? Fate::whole : Fate::none;
    if (luck == Luck::one_by_one) fate = static_cast<Fate>(random() % (sectors > 1 ? 3 : 2));
    if (fate == Fate::whole) {
      apply(durable_, change);
      ++loss.kept;
      continue;
    }
    std::size_t kept = 0;
    for (std::size_t sector = 0, from = 0; fate == Fate::torn && sector < sectors; ++sector) {
      const std::size_t to = bytes_in_sectors(change.at, change.bytes.size(), sector + 1);
      if (random() % 2 == 0) {
        durable_.write(change.at + from, std::span(change.bytes).subspan(from, to - from));
        ++kept;
      }
      from = to;
    }
    // The new size may be on the disk without the bytes that it was made for.
    if (!change.truncation && luck == Luck::one_by_one && random() % 2 == 0)
      durable_.resize(std::max(durable_.size(), change.at + change.bytes.size()));
    ++(kept == 0 ? loss.lost : kept == sectors ? loss.kept : loss.torn);
  }
  pending_.clear();
  shows_given_up_ = false;
  visible_ = durable_;
}

}  // namespace bepusdt::test
