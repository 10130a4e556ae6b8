#include <algorithm>
#include <iterator>

#include "contract/store/store_contract.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/sim_disk.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::test {
namespace {

class SqliteBackend : public StoreBackend {
 public:
  std::unique_ptr<ports::Store> open() override {
    store::SqliteOptions options;
    options.path = folder_.file("store.db");
    auto opened = store::SqliteStore::open(options);
    BEPUSDT_ASSERT(opened.has_value());
    return *std::move(opened);
  }

 private:
  TempFolder folder_;
};

// The same store on the simulator's disk, so that what holds there and here is one.
class SimulatedSqliteBackend : public StoreBackend {
 public:
  std::unique_ptr<ports::Store> open() override {
    store::SqliteOptions options;
    options.path = "/store.db";
    options.vfs = disk_.name();
    auto opened = store::SqliteStore::open(options);
    BEPUSDT_ASSERT(opened.has_value());
    return *std::move(opened);
  }

 private:
  SimDisk disk_{1};
};

}  // namespace

const std::vector<StoreImplementation>& store_implementations() {
  static const std::vector<StoreImplementation> kAll{
      {"Sqlite", [] { return std::make_unique<SqliteBackend>(); }},
      {"SqliteOnASimulatedDisk", [] { return std::make_unique<SimulatedSqliteBackend>(); }, Reach::this_process},
  };
  return kAll;
}

namespace {

std::vector<StoreImplementation> shared_by_processes() {
  std::vector<StoreImplementation> shared;
  std::ranges::copy_if(store_implementations(), std::back_inserter(shared),
                       [](const auto& row) { return row.reach == Reach::every_process; });
  return shared;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Every, StoreContract, testing::ValuesIn(store_implementations()),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Every, StoreContractOfProcesses, testing::ValuesIn(shared_by_processes()),
                         [](const auto& row) { return row.param.name; });

}  // namespace bepusdt::test
