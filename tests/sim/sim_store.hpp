// SimStore: the real store with what befalls a transaction: others come first, the database is busy or full, the outcome of a
// commit is not known though it was done or was not, the process dies just before or just after the commit. It tells the
// auditor of every commit, so that no state that was ever durable goes unseen.
#pragma once

#include <functional>

#include "ports/store.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class SimStore final : public ports::Store {
 public:
  SimStore(ports::Store& real, Stage& stage, std::function<void(ports::Store&)> committed)
      : real_(real), stage_(stage), committed_(std::move(committed)) {}

  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>& f) override;
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>& f) override;
  std::uint64_t foreign_changes() override { return real_.foreign_changes(); }

 private:
  Result<void, ports::StoreError> do_and_undo(const std::function<void(ports::Tx&)>& f, ports::StoreError::Kind kind);

  ports::Store& real_;
  Stage& stage_;
  std::function<void(ports::Store&)> committed_;
};

}  // namespace bepusdt::sim
