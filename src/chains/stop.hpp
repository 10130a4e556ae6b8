// Stop: why a part of a scan did not come off: the caller's block left the chain, or the node could not be read.
#pragma once

#include "ports/chain_reader.hpp"

namespace bepusdt::chains {

struct Stop {
  bool forked = false;
  ports::ReadError error;  // unless forked
};

template <class T>
using Unless = Result<T, Stop>;

[[nodiscard]] inline std::unexpected<Stop> stop(ports::ReadError error) { return fail(Stop{false, std::move(error)}); }
[[nodiscard]] inline std::unexpected<Stop> fork() { return fail(Stop{true, {}}); }

}  // namespace bepusdt::chains
