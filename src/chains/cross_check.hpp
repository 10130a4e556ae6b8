// CrossCheck: how many endpoints have to agree before a transfer is credited (contract part 4 §4).
#pragma once

namespace bepusdt::chains {

enum class CrossCheck {
  when_healthy,  // two, or one where no other answers
  required,      // two; where no other answers the payment waits
  off,           // one
};

}  // namespace bepusdt::chains
