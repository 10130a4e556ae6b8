// What the operator and the catalog say about Tron, and the reader's limits with their defaults.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint.hpp"
#include "chains/finality.hpp"
#include "chains/tron/node.hpp"

namespace bepusdt::chains::tron {

// The id of the main network's first block, by which it is told from its test networks.
inline constexpr std::string_view kMainNetwork = "00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc";

struct TronLimits {
  BackOff back_off;
  Millis call_budget{25'000};          // of one call of the reader, all endpoints together
  std::uint64_t blocks_per_step = 10;  // read together; a block has some 200 kB, as JSON up to 2 MB
  std::size_t witnesses = 19;          // distinct ones on top of a block that make it final: two thirds of 27 and one
  Millis feature_retry{600'000};       // until a question that a provider refused is tried again
  Millis refusal_patience{30'000};     // of an endpoint that has never told what came of transactions
};

struct TronEndpoint {
  EndpointConfig endpoint;
  std::string solidity;  // where the solidified block is asked; empty: nowhere
};

struct TronConfig {
  const catalog::Chain* chain = nullptr;
  std::vector<TronEndpoint> endpoints;  // in order of preference
  Finality finality;                    // `safe` is `finalized`: Tron has one kind
  std::string first_block{kMainNetwork};
  CrossCheck cross_check = CrossCheck::when_healthy;
  TronLimits limits;
};

// How one endpoint is asked.
struct Line {
  std::unique_ptr<Node> node;
  std::unique_ptr<Solidity> solidity;  // nullptr: no address is set for it
};
// Makes it, by the transports that the endpoint's URLs name.
using LineMaker = std::function<Line(const TronEndpoint& endpoint)>;

}  // namespace bepusdt::chains::tron
