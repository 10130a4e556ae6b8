// Node: one endpoint of Tron as a set of questions, whatever the transport: the HTTP API or gRPC. Each asks once, blocks for at
// most until the deadline, and never retries. Knows nothing of health: its caller keeps it. Not thread-safe.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "chains/tron/types.hpp"

namespace bepusdt::chains::tron {

struct NodeFailure {
  enum class Kind {
    unreachable,  // no usable answer, or told to come later
    malformed,    // an answer that no node should give
    not_offered,  // it does not answer this question at all
    out_of_time   // the caller's deadline; says nothing about the endpoint
  };
  Kind kind = Kind::unreachable;
  std::string reason;  // may hold words of the node
  std::optional<Millis> retry_after;
};

template <class T>
using Answer = Result<T, NodeFailure>;

class Node {
 public:
  virtual ~Node() = default;
  [[nodiscard]] virtual Answer<Block> newest(Time deadline) = 0;
  // nullopt: it has no block of that height.
  [[nodiscard]] virtual Answer<std::optional<Block>> block(std::uint64_t height, Time deadline) = 0;
  // Those of `first`..`last` that it has, in its own order.
  [[nodiscard]] virtual Answer<std::vector<Block>> blocks(std::uint64_t first, std::uint64_t last, Time deadline) = 0;
  // Of all transactions of the block of that height; empty where it has no such block.
  [[nodiscard]] virtual Answer<std::vector<Info>> infos(std::uint64_t height, Time deadline) = 0;
  // Of one transaction; nullopt: it knows none.
  [[nodiscard]] virtual Answer<std::optional<Info>> info(const Word& hash, Time deadline) = 0;
};

// Where the solidified block is asked: another address, often another port, of the same endpoint.
class Solidity {
 public:
  virtual ~Solidity() = default;
  [[nodiscard]] virtual Answer<Header> newest(Time deadline) = 0;
};

}  // namespace bepusdt::chains::tron
