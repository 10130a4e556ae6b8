#include "app/chain_readers.hpp"

#include <thread>

#include "base/assert.hpp"
#include "chains/aptos/aptos_reader.hpp"
#include "chains/evm/evm_reader.hpp"
#include "chains/solana/solana_reader.hpp"
#include "chains/ton/lite/adnl_line.hpp"
#include "chains/ton/ton_reader.hpp"
#include "chains/tron/line_maker.hpp"
#include "chains/tron/tron_reader.hpp"

namespace bepusdt::app {
namespace {

chains::EndpointConfig endpoint_config(const catalog::Endpoint& endpoint) {
  return {std::string(endpoint.url.reveal()), endpoint.key,
          endpoint.requests_per_second.is_zero() ? 0.0 : std::stod(endpoint.requests_per_second.to_string())};
}

chains::Finality finality_of(const catalog::Finality& setting) {
  using Kind = chains::Finality::Kind;
  switch (setting.kind) {
    case catalog::Finality::Kind::finalized: return {Kind::finalized, 0};
    case catalog::Finality::Kind::safe: return {Kind::safe, 0};
    case catalog::Finality::Kind::blocks: return {Kind::blocks, static_cast<std::uint64_t>(setting.blocks)};
  }
  BEPUSDT_ASSERT(false);
}

chains::CrossCheck cross_check_of(catalog::CrossCheck setting) {
  switch (setting) {
    case catalog::CrossCheck::when_healthy: return chains::CrossCheck::when_healthy;
    case catalog::CrossCheck::required: return chains::CrossCheck::required;
    case catalog::CrossCheck::off: return chains::CrossCheck::off;
  }
  BEPUSDT_ASSERT(false);
}

std::unique_ptr<ports::ChainReader> evm_reader(const catalog::ChainSettings& settings, const ReaderPorts& with) {
  chains::evm::EvmConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints)
    config.endpoints.push_back({endpoint_config(endpoint), endpoint.traces});
  config.finality = finality_of(settings.finality);
  config.cross_check = cross_check_of(settings.cross_check);
  return std::make_unique<chains::evm::EvmReader>(std::move(config), with.client, with.clock, with.log, with.metrics);
}

std::unique_ptr<ports::ChainReader> tron_reader(const catalog::ChainSettings& settings, const ReaderPorts& with) {
  chains::tron::TronConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints)
    config.endpoints.push_back({endpoint_config(endpoint), std::string(endpoint.solidity.reveal())});
  config.finality = finality_of(settings.finality);
  config.cross_check = cross_check_of(settings.cross_check);
  chains::tron::GrpcLimits grpc;
  grpc.ca_file = with.ca_file;
  return std::make_unique<chains::tron::TronReader>(std::move(config),
                                                    chains::tron::line_maker({}, std::move(grpc), with.client, with.clock),
                                                    with.clock, with.log, with.metrics);
}

std::unique_ptr<ports::ChainReader> aptos_reader(const catalog::ChainSettings& settings, const ReaderPorts& with) {
  chains::aptos::AptosConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints) config.endpoints.push_back(endpoint_config(endpoint));
  config.finality = finality_of(settings.finality);
  config.cross_check = cross_check_of(settings.cross_check);
  return std::make_unique<chains::aptos::AptosReader>(std::move(config), with.client, with.clock, with.log, with.metrics);
}

// What toncenter allows where the operator says nothing: one request a second, ten with a key.
double toncenter_limit(const catalog::Endpoint& endpoint) {
  constexpr std::string_view kHost = "toncenter.com";
  const std::string_view host = std::string_view(endpoint.host).substr(0, endpoint.host.find(':'));
  const bool toncenter = host.ends_with(kHost) && (host == kHost || host[host.size() - kHost.size() - 1] == '.');
  return !toncenter ? 0 : endpoint.key.empty() ? 1 : 10;
}

std::unique_ptr<ports::ChainReader> ton_reader(const catalog::ChainSettings& settings, const ReaderPorts& with) {
  chains::ton::TonConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints) {
    config.endpoints.push_back(endpoint_config(endpoint));
    if (endpoint.requests_per_second.is_zero()) config.endpoints.back().requests_per_second = toncenter_limit(endpoint);
  }
  config.finality = finality_of(settings.finality);
  config.cross_check = cross_check_of(settings.cross_check);
  return std::make_unique<chains::ton::TonReader>(
      std::move(config), with.client, chains::ton::adnl_line_maker({}, with.random, with.clock),
      [](Millis wait) { std::this_thread::sleep_for(wait); }, with.clock, with.log, with.metrics);
}

std::unique_ptr<ports::ChainReader> solana_reader(const catalog::ChainSettings& settings, const ReaderPorts& with) {
  chains::solana::SolanaConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints)
    config.endpoints.push_back({endpoint_config(endpoint), endpoint.blocks});
  config.cross_check = cross_check_of(settings.cross_check);
  return std::make_unique<chains::solana::SolanaReader>(std::move(config), with.client, with.clock, with.log, with.metrics);
}

}  // namespace

std::unique_ptr<ports::ChainReader> make_reader(const catalog::ChainSettings& chain, const ReaderPorts& with) {
  BEPUSDT_ASSERT(chain.on);
  switch (chain.chain->family) {
    case core::Family::evm: return evm_reader(chain, with);
    case core::Family::tron: return tron_reader(chain, with);
    case core::Family::aptos: return aptos_reader(chain, with);
    case core::Family::ton: return ton_reader(chain, with);
    case core::Family::solana: return solana_reader(chain, with);
  }
  BEPUSDT_ASSERT(false);
}

}  // namespace bepusdt::app
