#include "store/migrations/migrations.hpp"

#include <array>

namespace bepusdt::store {

std::span<const Migration> sqlite_migrations() {
  static const std::array kList{
      Migration{1, "tables", kSqlite0001Tables},
  };
  return kList;
}

}  // namespace bepusdt::store
