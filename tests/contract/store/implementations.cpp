#include "contract/store/store_contract.hpp"
#include "store/sqlite/sqlite_store.hpp"
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

}  // namespace

const std::vector<StoreImplementation>& store_implementations() {
  static const std::vector<StoreImplementation> kAll{
      {"Sqlite", [] { return std::make_unique<SqliteBackend>(); }},
  };
  return kAll;
}

INSTANTIATE_TEST_SUITE_P(Every, StoreContract, testing::ValuesIn(store_implementations()),
                         [](const auto& row) { return row.param.name; });

}  // namespace bepusdt::test
