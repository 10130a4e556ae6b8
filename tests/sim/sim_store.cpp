#include "sim/sim_store.hpp"

namespace bepusdt::sim {

using Kind = ports::StoreError::Kind;

Result<void, ports::StoreError> SimStore::do_and_undo(const std::function<void(ports::Tx&)>& f, Kind kind) {
  return real_.write([&](ports::Tx& tx) {
    f(tx);
    throw ports::StoreFailure(kind, "simulated");
  });
}

Result<void, ports::StoreError> SimStore::write(const std::function<void(ports::Tx&)>& f) {
  stage_.wait(Waiting::store);
  if (stage_.draw.chance(stage_.rates.store)) {
    switch (stage_.draw.below(4)) {
      case 0:
        stage_.space.struck(Fault::store_busy);
        stage_.tell("the store is busy");
        return fail(ports::StoreError{Kind::busy, "simulated"});
      case 1:
        stage_.space.struck(Fault::store_full);
        stage_.tell("the store is full");
        return do_and_undo(f, Kind::full);
      case 2:
        stage_.space.struck(Fault::store_unknown_undone);
        stage_.tell("the store does not know whether it committed; it did not");
        return do_and_undo(f, Kind::unknown);
      default: {
        const auto done = real_.write(f);
        if (!done) return done;
        committed_(real_);
        stage_.space.struck(Fault::store_unknown_done);
        stage_.tell("the store does not know whether it committed; it did");
        return fail(ports::StoreError{Kind::unknown, "simulated"});
      }
    }
  }
  const bool dies = stage_.draw.chance(stage_.rates.kill);
  if (dies && stage_.draw.percent(50))
    return real_.write([&](ports::Tx& tx) {
      f(tx);
      stage_.kill(Fault::killed_before_commit);
    });
  const auto done = real_.write(f);
  if (done) committed_(real_);
  if (dies) stage_.kill(Fault::killed_after_commit);
  return done;
}

Result<void, ports::StoreError> SimStore::read(const std::function<void(const ports::View&)>& f) {
  stage_.wait(Waiting::store);
  if (stage_.draw.chance(stage_.rates.store / 4)) {
    stage_.space.struck(Fault::store_busy);
    return fail(ports::StoreError{Kind::busy, "simulated"});
  }
  return real_.read(f);
}

}  // namespace bepusdt::sim
