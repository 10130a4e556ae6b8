// What the operator and the catalog say about Solana, and the reader's limits with their defaults.
#pragma once

#include <vector>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint.hpp"
#include "chains/rpc_client.hpp"

namespace bepusdt::chains::solana {

// The hash of the main network's genesis, by which it is told from devnet and testnet.
inline constexpr std::string_view kMainNetwork = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";

struct SolanaLimits {
  RpcLimits rpc{.max_batch = 10};
  BackOff back_off;
  Millis call_budget{25'000};  // of one call of the reader, all endpoints together
  // Slots below the finalized one that are left for later: a node's list of an account's transactions is written behind its
  // ledger, and an answer that comes too early would be an empty one. About three seconds.
  std::uint64_t held_back = 8;
  std::size_t first_page = 100;           // signatures asked for at first: most looks find nothing new
  std::size_t page = 1'000;               // the most that nodes give
  std::size_t most_signatures = 200'000;  // new ones of one account; above, whole blocks are the way
};

struct SolanaEndpoint {
  EndpointConfig endpoint;
  bool blocks = false;  // whole blocks are read here instead of our accounts' transactions
};

struct SolanaConfig {
  const catalog::Chain* chain = nullptr;
  std::vector<SolanaEndpoint> endpoints;  // in order of preference
  std::string genesis{kMainNetwork};
  CrossCheck cross_check = CrossCheck::when_healthy;
  SolanaLimits limits;
};

}  // namespace bepusdt::chains::solana
