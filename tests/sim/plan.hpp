// Plan: the world that a seed makes: the operator's settings, drawn within the ranges that the settings declare, which chains
// there are and how they behave, and how often what goes wrong.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "chains/cross_check.hpp"
#include "core/merchant.hpp"
#include "core/policy.hpp"
#include "sim/draw.hpp"

namespace bepusdt::sim {

struct ChainPlan {
  std::string name;             // a row of the catalog
  std::int64_t block_interval;  // seconds
  bool by_tag = false;          // final is what the node's tag says
  std::uint64_t finality = 0;   // blocks on top of one that is final; with a tag: where the chain itself puts it
  bool coin = false;            // the chain's own coin is collected, too
  int endpoints = 1;            // 1..3
  chains::CrossCheck cross_check = chains::CrossCheck::when_healthy;
};

// In ten thousand, at each occasion.
struct Rates {
  int kill = 0;          // at each point where a step waits
  int disk = 0;          // a step meets a failing disk
  int store = 0;         // a transaction meets a busy, full or unsure store
  int network = 0;       // a request to a node meets a passing trouble
  int merchant = 0;      // a callback meets one
  int interruption = 0;  // another step runs where one waits
};

// The kinds of trouble that can be quieted one by one.
struct Trouble {
  std::string_view name;
  int Rates::*rate;
};
inline constexpr std::array kTroubles{
    Trouble{"kill", &Rates::kill},         Trouble{"disk", &Rates::disk},
    Trouble{"store", &Rates::store},       Trouble{"network", &Rates::network},
    Trouble{"merchant", &Rates::merchant}, Trouble{"interruption", &Rates::interruption},
};

struct Plan {
  std::vector<ChainPlan> chains;
  std::vector<core::Merchant> merchants;
  core::OrderPolicy policy;
  Seconds max_price_age{};
  core::Decimal max_jump;
  bool always_on = false;
  std::uint64_t max_blocks = 0;
  std::uint64_t keep_blocks = 0;
  int in_flight = 0;
  int in_flight_per_host = 0;
  Rates rates;
  bool deep_forks = false;  // forks below finality happen
  bool clock_steps = false;
};

[[nodiscard]] Plan make_plan(Draw draw);

}  // namespace bepusdt::sim
