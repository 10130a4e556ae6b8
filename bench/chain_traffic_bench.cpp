// How much a gateway with three wallets fetches in a minute of each family's chain, beside what reading all of its blocks takes.
// The readers are the real ones, the nodes the strict models of src/devnet, filled with transactions between strangers; "whole" is
// what the same reader fetches by whole blocks where it can (Solana), the part of it that is blocks where it must (Tron, Aptos), and
// a recorded block at the chain's pace elsewhere (../shared/fixtures), because the models' blocks are smaller than real ones.
#include "chain_minute.hpp"
#include "chains/aptos/aptos_reader.hpp"
#include "chains/evm/evm_reader.hpp"
#include "chains/solana/solana_reader.hpp"
#include "chains/ton/ton_reader.hpp"
#include "chains/tron/http_node.hpp"
#include "chains/tron/tron_reader.hpp"
#include "devnet/aptos/aptos_node.hpp"
#include "devnet/evm/evm_node.hpp"
#include "devnet/solana/solana_node.hpp"
#include "devnet/ton/ton_node.hpp"
#include "devnet/tron/tron_node.hpp"
#include "recorded.hpp"

namespace {

using namespace bepusdt;
using bench::CountingClient;

constexpr std::uint64_t kStranger = 1'000;

struct Surroundings {
  test::SetClock clock{from_unix_millis(1'790'000'000'000)};
  test::KeptLog log;
  test::NoMetrics metrics;
};

// Block n of the minute: `most` payments between strangers, and in the 2nd, 3rd and 4th block one to a wallet of ours.
template <class Tx, class Pay>
std::vector<Tx> filled(int block, int most, Pay&& pay) {
  std::vector<Tx> txs;
  for (int i = 0; i < most; ++i) txs.push_back(pay(kStranger + static_cast<std::uint64_t>(i), kStranger / 2));
  if (block >= 1 && block <= 3) txs.push_back(pay(kStranger, static_cast<std::uint64_t>(block)));
  return txs;
}

void ethereum(benchmark::State& state) {
  const std::string recorded = bench::recorded("ethereum/block_24476001_full.json");
  if (recorded.empty()) return state.SkipWithError("recorded data not present");
  for (auto _ : state) {
    Surroundings around;
    devnet::EvmChain chain;
    devnet::EvmNode node;
    node.host("a").chain = &chain;
    CountingClient client(node);
    chains::evm::EvmConfig config;
    config.chain = catalog::find_chain("ethereum");
    config.endpoints.push_back({"http://a/", {}, 0});
    config.finality = {chains::Finality::Kind::blocks, 12};
    chains::evm::EvmReader reader(config, client, around.clock, around.log, around.metrics);
    const auto pay = [&](std::uint64_t from, std::uint64_t to) {
      return chain.token("0xdac17f958d2ee523a2206206994597c13d831ec7", devnet::evm_address(from), devnet::evm_address(to),
                         1);
    };
    bench::follow_a_minute(reader, around.clock, {Millis{12'000}, config.chain->poll},
                           bench::three_wallets(devnet::evm_address),
                           [&](int n) { chain.mine(filled<devnet::EvmTx>(n, 376, pay)); });
    bench::tell(state, client, 5.0 * static_cast<double>(recorded.size()));
  }
}

void tron(benchmark::State& state) {
  for (auto _ : state) {
    Surroundings around;
    devnet::TronChain chain;
    devnet::TronNode node;
    node.host("a").chain = &chain;
    CountingClient client(node);
    client.counted_apart = [](const ports::HttpRequest& request) {
      return request.url.contains("block") && !request.url.contains("transactioninfo");
    };
    chains::tron::TronConfig config;
    config.chain = catalog::find_chain("tron");
    config.endpoints.push_back({{"https://a/", {}, 0}, ""});
    config.finality = {chains::Finality::Kind::finalized, 0};
    config.first_block = chain.at(0)->id;
    chains::tron::TronReader reader(
        config,
        [&](const chains::tron::TronEndpoint& endpoint) {
          chains::tron::Line line;
          line.node = std::make_unique<chains::tron::HttpNode>(
              chains::tron::HttpApi(endpoint.endpoint.url, endpoint.endpoint.key, {}, client, around.clock));
          return line;
        },
        around.clock, around.log, around.metrics);
    const auto pay = [&](std::uint64_t from, std::uint64_t to) {
      return chain.token("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", devnet::tron_wallet(from), devnet::tron_wallet(to), 1);
    };
    bench::follow_a_minute(reader, around.clock, {Millis{3'000}, config.chain->poll},
                           bench::three_wallets(devnet::tron_wallet),
                           [&](int n) { chain.mine(filled<devnet::TronTx>(n, 619, pay)); });
    bench::tell(state, client, static_cast<double>(client.apart));
  }
}

void solana(benchmark::State& state, bool blocks, double& whole) {
  for (auto _ : state) {
    Surroundings around;
    devnet::SolanaChain chain;
    devnet::SolanaNode node;
    node.host("a").chain = &chain;
    CountingClient client(node);
    chains::solana::SolanaConfig config;
    config.chain = catalog::find_chain("solana");
    config.endpoints.push_back({{"https://a", {}, 0}, blocks});
    config.genesis = chain.genesis();
    chains::solana::SolanaReader reader(config, client, around.clock, around.log, around.metrics);
    chain.mine_empty(config.limits.held_back);
    const auto pay = [&](std::uint64_t from, std::uint64_t to) {
      return chain.token("Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", devnet::solana_wallet(from),
                         devnet::solana_wallet(to), 1);
    };
    bench::follow_a_minute(
        reader, around.clock, {Millis{400}, config.chain->poll}, bench::three_wallets(devnet::solana_wallet),
        [&](int n) { chain.mine(filled<devnet::SolanaTx>(n, 200, pay)); },
        [&] { chain.mine_empty(config.limits.held_back); });
    if (blocks) whole = static_cast<double>(client.bytes);
    bench::tell(state, client, whole);
  }
}

void aptos(benchmark::State& state) {
  for (auto _ : state) {
    Surroundings around;
    devnet::AptosChain chain;
    devnet::AptosNode node;
    node.host("a").chain = &chain;
    CountingClient client(node);
    client.counted_apart = [](const ports::HttpRequest& request) { return request.url.contains("/transactions"); };
    chains::aptos::AptosConfig config;
    config.chain = catalog::find_chain("aptos");
    config.endpoints.push_back({"https://a/v1", {}, 0});
    config.finality = {chains::Finality::Kind::blocks, 0};
    chains::aptos::AptosReader reader(config, client, around.clock, around.log, around.metrics);
    const auto pay = [&](std::uint64_t from, std::uint64_t to) {
      return chain.transfer("0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b",
                            devnet::aptos_account(from), devnet::aptos_account(to), 1);
    };
    bench::follow_a_minute(reader, around.clock, {Millis{250}, config.chain->poll},
                           bench::three_wallets(devnet::aptos_account),
                           [&](int n) { chain.mine(filled<devnet::AptosTx>(n, 10, pay)); });
    bench::tell(state, client, static_cast<double>(client.apart));
  }
}

void ton(benchmark::State& state) {
  const std::string recorded = bench::recorded("ton/block_0_71398501.boc");
  if (recorded.empty()) return state.SkipWithError("recorded data not present");
  for (auto _ : state) {
    Surroundings around;
    devnet::TonChain chain;
    devnet::TonNode node(around.clock);
    node.host("a").chain = &chain;
    CountingClient client(node);
    chains::ton::TonConfig config;
    config.chain = catalog::find_chain("ton");
    config.endpoints.push_back({"https://a/api/v3", {}, 0});
    config.finality = {chains::Finality::Kind::finalized, 0};
    chains::ton::TonReader reader(
        config, client, chains::ton::LiteLineMaker(), [&](Millis wait) { around.clock.advance(wait); }, around.clock,
        around.log, around.metrics);
    chain.mine_empty(2);
    const auto pay = [](std::uint64_t from, std::uint64_t to) {
      return devnet::TonChain::token(devnet::ton_wallet(from), devnet::ton_wallet(to), 1);
    };
    bench::follow_a_minute(
        reader, around.clock, {Millis{400}, config.chain->poll}, bench::three_wallets(devnet::ton_wallet),
        [&](int n) { chain.mine(filled<devnet::TonTx>(n, 20, pay)); }, [&] { chain.mine_empty(1); });
    bench::tell(state, client, 150.0 * static_cast<double>(recorded.size()));
  }
}

double solana_whole = 1;

BENCHMARK(ethereum)->Iterations(1);
BENCHMARK(tron)->Iterations(1);
void solana_by_blocks(benchmark::State& state) { solana(state, true, solana_whole); }
void solana_by_accounts(benchmark::State& state) { solana(state, false, solana_whole); }
BENCHMARK(solana_by_blocks)->Iterations(1);
BENCHMARK(solana_by_accounts)->Iterations(1);
BENCHMARK(aptos)->Iterations(1);
BENCHMARK(ton)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
