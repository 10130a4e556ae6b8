// CommandedWorld: a test chain that takes commands, a clock that is set, questions to its node, and what the chain itself says was paid.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "base/hex.hpp"
#include "devnet/aptos/aptos_testnet.hpp"
#include "devnet/solana/solana_testnet.hpp"
#include "devnet/ton/ton_testnet.hpp"
#include "devnet/tron/tron_testnet.hpp"
#include "support/fakes.hpp"

namespace bepusdt::devnet {

struct Paid {  // to the shop
  std::string id, contract, units;
  friend auto operator<=>(const Paid&, const Paid&) = default;
};

inline void PrintTo(const Paid& paid, std::ostream* out) {
  *out << paid.units << " of " << paid.contract << " by " << paid.id;
}

// What a test asks a family for.
struct Ground {
  std::string shop;
  std::string newest;  // the question for its newest block: a path, or the body of a call
  std::unique_ptr<CommandedTestnet> testnet;
  std::function<std::vector<Paid>()> paid;
  std::function<std::uint64_t()> height;
  std::function<std::string(std::uint64_t)> block_hash;
};

inline std::vector<std::string> contracts_of(std::string_view chain) {
  std::vector<std::string> contracts;
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.chain == chain) contracts.emplace_back(row.contract);
  return contracts;
}

template <class T>
Ground ground_on(std::string shop, std::string newest, Pace pace, const ports::Clock& clock, const catalog::Chain& row,
                 std::vector<Paid> (*paid)(const T& testnet, const std::string& shop),
                 std::string (*block_hash)(const T& testnet, std::uint64_t height)) {
  auto testnet = std::make_unique<T>(row, pace, clock);
  const T& there = *testnet;
  return {shop,
          std::move(newest),
          std::move(testnet),
          [&there, shop, paid] { return paid(there, shop); },
          [&there] { return there.chain().head(); },
          [&there, block_hash](std::uint64_t height) { return block_hash(there, height); }};
}

inline Ground ground_of(std::string_view chain, Pace pace, const ports::Clock& clock) {
  const catalog::Chain& row = *catalog::find_chain(chain);
  if (chain == "tron")
    return ground_on<TronTestnet>(
        tron_wallet(7), "/wallet/getnowblock", pace, clock, row,
        [](const TronTestnet& testnet, const std::string& shop) {
          std::vector<Paid> all;
          for (const auto& t : testnet.chain().transfers({shop}, contracts_of("tron"), true))
            all.push_back({t.hash, t.contract, t.units});
          return all;
        },
        [](const TronTestnet& testnet, std::uint64_t height) { return testnet.chain().at(height)->id; });
  if (chain == "solana")
    return ground_on<SolanaTestnet>(
        solana_wallet(7), R"({"jsonrpc":"2.0","id":1,"method":"getSlot","params":[{"commitment":"finalized"}]})", pace,
        clock, row,
        [](const SolanaTestnet& testnet, const std::string& shop) {
          std::vector<Paid> all;
          for (const auto& t : testnet.chain().transfers({shop}, contracts_of("solana"), true))
            all.push_back({t.signature, t.mint, std::to_string(t.units)});
          return all;
        },
        [](const SolanaTestnet& testnet, std::uint64_t slot) { return testnet.chain().at(slot)->hash; });
  if (chain == "aptos")
    return ground_on<AptosTestnet>(
        aptos_account(7), "/v1", pace, clock, row,
        [](const AptosTestnet& testnet, const std::string& shop) {
          std::vector<Paid> all;
          for (const auto& t : testnet.chain().transfers({shop}, contracts_of("aptos")))
            all.push_back({t.hash, t.contract, t.units});
          return all;
        },
        [](const AptosTestnet& testnet, std::uint64_t height) { return testnet.chain().at(height)->hash; });
  return ground_on<TonTestnet>(
      ton_wallet(7), "/api/v3/masterchainInfo", pace, clock, row,
      [](const TonTestnet& testnet, const std::string& shop) {
        std::vector<Paid> all;
        for (const auto& t : testnet.chain().transfers({shop}, true)) all.push_back({t.hash, t.contract, t.units});
        return all;
      },
      [](const TonTestnet& testnet, std::uint64_t height) { return testnet.chain().at(height)->hash; });
}

class CommandedWorld : public ::testing::Test {
 protected:
  explicit CommandedWorld(std::string_view name) : chain(name), ground(ground_of(name, pace(), clock)) {}
  void TearDown() override { EXPECT_EQ(ground.testnet->take_complaints(), std::vector<std::string>()); }

  static Pace pace() { return {Millis(1'000), 2}; }

  static ports::HttpRequest request(const std::string& method, const std::string& url) {
    ports::HttpRequest request;
    request.method = method;
    request.url = url;
    request.max_answer_bytes = 1'000'000;
    return request;
  }
  ports::HttpRequest question() const {
    const bool call = ground.newest.starts_with('{');
    const std::string path = call ? "/" : ground.newest;
    const bool posted = ground.testnet->method_at(path) == "POST";
    ports::HttpRequest asked = request(posted ? "POST" : "GET", "http://" + chain + path);
    asked.headers.emplace_back(posted ? "Content-Type" : "Accept", "application/json");
    if (posted) asked.body = call ? ground.newest : "{}";
    return asked;
  }
  // The answer of the node about its newest block; "HTTP <status>" for what is no answer.
  std::string ask() {
    const auto answer = ground.testnet->exchange(question());
    if (!answer) return "no answer: " + answer.error().reason;
    return answer->status == 200 ? answer->body : "HTTP " + std::to_string(answer->status);
  }
  std::string command(const std::string& name, const std::string& fields = "{}") {
    ports::HttpRequest asked = request("POST", "http://" + chain + "/devnet/" + name);
    asked.body = fields;
    const auto answer = ground.testnet->exchange(asked);
    if (!answer) return "no answer: " + answer.error().reason;
    return (answer->status == 200 ? "" : std::to_string(answer->status) + " ") + answer->body;
  }
  // The id; the whole answer where there is none.
  std::string pay(const std::string& units, const std::string& contract = {}) {
    const std::string token = contract.empty() ? "" : R"(,"contract":")" + contract + "\"";
    const std::string told = command("pay", R"({"to":")" + ground.shop + R"(","amount":")" + units + "\"" + token + "}");
    constexpr std::string_view kBefore = R"({"txid":")";
    return told.starts_with(kBefore) ? told.substr(kBefore.size(), told.size() - kBefore.size() - 2) : told;
  }
  std::string token() const { return contracts_of(chain).front(); }
  void wait(Millis time) {
    clock.advance(time);
    ground.testnet->tick(clock.now());
  }

  const std::string chain;
  test::SetClock clock{from_unix_millis(1'790'000'000'500)};
  Ground ground;
};

}  // namespace bepusdt::devnet
