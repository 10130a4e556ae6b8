// What the operator and the catalog say about TON, and the reader's limits with their defaults.
#pragma once

#include <functional>
#include <vector>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint.hpp"
#include "chains/finality.hpp"

namespace bepusdt::chains::ton {

inline constexpr std::int32_t kMainNetwork = -239;  // global_id, by which it is told from the test network (-3)

struct TonLimits {
  BackOff back_off;
  Millis call_budget{25'000};              // of one call of the reader, all endpoints together
  std::uint64_t blocks_per_step = 100;     // of the masterchain, read together
  std::size_t rows_per_page = 1'000;       // the most that toncenter gives
  std::size_t most_pages = 40;             // of one list; more is no answer to what is asked
  std::size_t accounts_per_question = 40;  // which keeps a URL below 4 kB
  Millis connect_timeout{3'000};
  Millis request_timeout{10'000};
  std::size_t max_answer_bytes = 64 * 1024 * 1024;
  bool use_environment_proxy = false;
  // Of lite-servers, whose blocks are read whole:
  std::uint64_t masters_per_step = 16;
  std::size_t questions_at_once = 8;
  std::size_t most_shard_blocks = 4'096;  // that a step may make final
};

struct TonConfig {
  const catalog::Chain* chain = nullptr;
  std::vector<EndpointConfig> endpoints;  // in order of preference; requests_per_second is kept by waiting
  Finality finality;  // a tag: final as soon as a masterchain block refers to it; else so many of them on top
  CrossCheck cross_check = CrossCheck::when_healthy;
  std::int32_t network = kMainNetwork;
  TonLimits limits;
};

// Waits; by it an endpoint's limit is kept within one call.
using Pause = std::function<void(Millis)>;

}  // namespace bepusdt::chains::ton
