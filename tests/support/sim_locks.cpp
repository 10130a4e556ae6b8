#include "support/sim_locks.hpp"

#include <algorithm>

namespace bepusdt::test {

int SimFileLocks::raise(Owner owner, int level) {
  int others = SQLITE_LOCK_NONE;
  for (const auto& [other, held] : levels_)
    if (other != owner) others = std::max(others, held);
  int& mine = levels_[owner];
  if (mine >= level) return SQLITE_OK;
  if (level == SQLITE_LOCK_SHARED) {
    if (others >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
  } else {
    if (others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
      mine = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
  }
  mine = level;
  return SQLITE_OK;
}

void SimFileLocks::lower(Owner owner, int level) {
  const auto mine = levels_.find(owner);
  if (mine == levels_.end() || mine->second <= level) return;
  if (level == SQLITE_LOCK_NONE)
    levels_.erase(mine);
  else
    mine->second = level;
}

bool SimFileLocks::reserved() const {
  return std::ranges::any_of(levels_, [](const auto& held) { return held.second >= SQLITE_LOCK_RESERVED; });
}

}  // namespace bepusdt::test
