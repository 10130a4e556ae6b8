#include "support/sim_faults.hpp"

namespace bepusdt::test {

std::optional<SimFault> SimFaults::next(SimOperation operation) {
  std::optional<SimFault> due;
  for (auto fault = armed_.begin(); fault != armed_.end();) {
    const bool concerned =
        fault->operation == operation || (fault->operation == SimOperation::any && operation != SimOperation::read);
    if (!concerned) {
      ++fault;
    } else if (fault->pass > 0) {
      --fault->pass;
      ++fault;
    } else if (due) {
      ++fault;  // an operation fails for one reason; this one is due with the next
    } else {
      due = *fault;
      if (fault->lasting == SimLasting::once)
        fault = armed_.erase(fault);
      else
        ++fault;
    }
  }
  return due;
}

}  // namespace bepusdt::test
