// What the operator and the catalog say about one EVM chain, and the reader's limits with their defaults.
#pragma once

#include <vector>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint.hpp"
#include "chains/finality.hpp"
#include "chains/rpc_client.hpp"

namespace bepusdt::chains::evm {

using chains::Finality;

struct EvmLimits {
  RpcLimits rpc;
  BackOff back_off;
  Millis call_budget{25'000};          // of one call of the reader, all endpoints together
  std::uint64_t near_head = 0;         // blocks below the head that are read one by one; 0: about a minute of the chain
  std::uint64_t blocks_per_step = 20;  // read together near the head
  std::uint64_t whole_blocks_per_step = 5;
  std::uint64_t traced_blocks_per_request = 5;  // at most; begun with one
  std::uint64_t first_log_range = 100;          // span of the first eth_getLogs of a deep range
  std::uint64_t most_log_range = 2'000;
  std::size_t wallets_per_filter = 500;
  Millis feature_retry{600'000};  // until a method that a provider refused is tried again
};

struct EvmEndpoint : EndpointConfig {
  bool traces = false;  // while the chain's own coin is looked for, blocks are read where this is set, if it is anywhere
};

struct EvmConfig {
  const catalog::Chain* chain = nullptr;
  std::vector<EvmEndpoint> endpoints;  // in order of preference
  Finality finality;
  CrossCheck cross_check = CrossCheck::when_healthy;
  EvmLimits limits;
};

}  // namespace bepusdt::chains::evm
