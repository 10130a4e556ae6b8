#include "support/sim_shared_memory.hpp"

#include <algorithm>
#include <span>

namespace bepusdt::test {

void volatile* SimSharedMemory::region(int index, int size, bool make) {
  const auto wanted = static_cast<std::size_t>(index);
  if (wanted >= regions_.size() && !make) return nullptr;
  while (regions_.size() <= wanted) regions_.push_back(std::make_unique<std::byte[]>(static_cast<std::size_t>(size)));
  return regions_[wanted].get();
}

int SimSharedMemory::lock(Owner owner, int first, int count, int flags) {
  const auto slots = std::span(slots_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (Slot& slot : slots) {
      slot.shared.erase(owner);
      if (slot.exclusive == owner) slot.exclusive = nullptr;
    }
    return SQLITE_OK;
  }
  const bool in_use = std::ranges::any_of(slots, [&](const Slot& slot) {
    if (slot.exclusive != nullptr && slot.exclusive != owner) return true;
    return exclusive && std::ranges::any_of(slot.shared, [&](Owner other) { return other != owner; });
  });
  if (in_use) return SQLITE_BUSY;
  for (Slot& slot : slots)
    if (exclusive)
      slot.exclusive = owner;
    else
      slot.shared.insert(owner);
  return SQLITE_OK;
}

void SimSharedMemory::release(Owner owner) {
  static_cast<void>(lock(owner, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE));
}

}  // namespace bepusdt::test
