#include "sim/database.hpp"

#include "base/assert.hpp"

namespace bepusdt::sim {

store::SqliteOptions database_on(const test::SimDisk& disk) {
  store::SqliteOptions options;
  options.path = "gateway.db";
  options.vfs = disk.name();
  options.checkpoint_pages = 40;
  options.log_limit_pages = 120;
  return options;
}

const test::SimDisk::Image& empty_database() {
  static const test::SimDisk::Image image = [] {
    test::SimDisk disk(0);
    {
      const auto store = store::SqliteStore::open(database_on(disk));
      BEPUSDT_ASSERT(store.has_value());
    }
    disk.settle();
    return disk.image();
  }();
  return image;
}

}  // namespace bepusdt::sim
