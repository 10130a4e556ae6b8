// What the operator and the catalog say about Aptos, and the reader's limits with their defaults.
#pragma once

#include <vector>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint.hpp"
#include "chains/finality.hpp"

namespace bepusdt::chains::aptos {

inline constexpr std::uint64_t kMainNetwork = 1;  // its chain_id

struct AptosLimits {
  BackOff back_off;
  Millis call_budget{25'000};               // of one call of the reader, all endpoints together
  std::uint64_t blocks_per_step = 50;       // read together
  std::uint64_t versions_per_step = 1'000;  // more only where one block alone has more
  std::size_t most_deposits = 1'000'000;    // of the transactions that are read together; more is no answer
  std::uint64_t page = 100;                 // transactions a request: what nodes give at most by their default
};

struct RestLimits {
  Millis connect_timeout{3'000};
  Millis request_timeout{10'000};
  std::size_t max_answer_bytes = 64 * 1024 * 1024;  // a page; a transaction with its changes has up to 1 MB or so
  bool use_environment_proxy = false;
};

struct AptosConfig {
  const catalog::Chain* chain = nullptr;
  std::vector<EndpointConfig> endpoints;  // in order of preference
  Finality finality;                      // by a tag: as soon as seen, for what a block of Aptos holds is final
  std::uint64_t chain_id = kMainNetwork;
  CrossCheck cross_check = CrossCheck::when_healthy;
  AptosLimits limits;
  RestLimits rest;
};

}  // namespace bepusdt::chains::aptos
