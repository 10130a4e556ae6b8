// SimFaults: what the operations of a SimDisk are to meet, as the test armed it. Several faults may be armed at once; each
// counts the operations of its own kind, and the first that is due decides. Used under the lock of its disk.
#pragma once

#include <optional>
#include <vector>

namespace bepusdt::test {

// `change` is a truncation, a creation or a removal; `any` is whatever changes the disk, so everything but a read.
enum class SimOperation { read, write, sync, change, any };
enum class SimLasting { once, until_healed };
// What a failing sync left: everything durable, nothing durable, or either by the seed.
enum class SimSyncFailure { durable, nothing, either };

struct SimFault {
  SimOperation operation = SimOperation::any;
  int pass = 0;  // so many operations go well before it is due
  int code = 0;
  SimLasting lasting = SimLasting::once;
  bool deadly = false;  // the process is killed within the operation
  SimSyncFailure left = SimSyncFailure::either;
};

class SimFaults {
 public:
  void arm(const SimFault& fault) { armed_.push_back(fault); }
  void heal() { armed_.clear(); }
  // What this operation is to meet, if anything.
  [[nodiscard]] std::optional<SimFault> next(SimOperation operation);

 private:
  std::vector<SimFault> armed_;
};

}  // namespace bepusdt::test
