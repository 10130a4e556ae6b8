// The contract of ports/store.hpp as tests that every implementation must pass. An implementation is a row in
// implementations.cpp. StoreContract gives each test an empty store and short ways to write and read it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "contract/store/describe.hpp"
#include "contract/store/rows.hpp"
#include "ports/store.hpp"

namespace bepusdt::test {

// One set of data; gone with the object.
class StoreBackend {
 public:
  virtual ~StoreBackend() = default;
  // A store over the data, as another process would open it.
  [[nodiscard]] virtual std::unique_ptr<ports::Store> open() = 0;
};

// Who can open the same data at once.
enum class Reach { every_process, this_process };

struct StoreImplementation {
  std::string name;
  std::function<std::unique_ptr<StoreBackend>()> make;
  Reach reach = Reach::every_process;
};

[[nodiscard]] const std::vector<StoreImplementation>& store_implementations();

class StoreContract : public testing::TestWithParam<StoreImplementation> {
 protected:
  StoreContract() : backend(GetParam().make()), store(backend->open()) {}

  // Fails the test when the store does.
  void write(const std::function<void(ports::Tx&)>& f) {
    const auto done = store->write(f);
    ASSERT_TRUE(done) << done.error().reason;
  }
  template <class F>
  auto read(F f) {
    std::optional<std::invoke_result_t<F, const ports::View&>> answer;
    const auto done = store->read([&](const ports::View& view) { answer = f(view); });
    EXPECT_TRUE(done) << done.error().reason;
    return *answer;
  }
  // As after a restart of the process.
  void reopen() {
    store.reset();
    store = backend->open();
  }
  // An order with its quote.
  void place_order(int n, const core::BaseUnits& units) {
    write([&](ports::Tx& tx) {
      tx.insert(order(n));
      ASSERT_TRUE(tx.insert(quote(n, units)));
    });
  }

  std::unique_ptr<StoreBackend> backend;
  std::unique_ptr<ports::Store> store;
};

// What holds between processes, for the implementations that reach so far.
class StoreContractOfProcesses : public StoreContract {};

// The trade ids (or other first fields) of rows, in their order.
template <class Row>
[[nodiscard]] std::vector<std::string> trade_ids(const std::vector<Row>& rows) {
  std::vector<std::string> ids;
  for (const Row& row : rows) ids.push_back(row.trade_id.value());
  return ids;
}
[[nodiscard]] inline std::vector<std::string> ids(std::initializer_list<int> numbers) {
  std::vector<std::string> texts;
  for (const int n : numbers) texts.push_back(trade_id(n).value());
  return texts;
}

}  // namespace bepusdt::test
