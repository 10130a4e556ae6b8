#include "app/chain_readers.hpp"

#include "base/assert.hpp"
#include "chains/evm/evm_reader.hpp"

namespace bepusdt::app {
namespace {

chains::evm::EvmConfig evm_config(const catalog::ChainSettings& settings) {
  chains::evm::EvmConfig config;
  config.chain = settings.chain;
  for (const catalog::Endpoint& endpoint : settings.endpoints)
    config.endpoints.push_back(
        {std::string(endpoint.url.reveal()), endpoint.key,
         endpoint.requests_per_second.is_zero() ? 0.0 : std::stod(endpoint.requests_per_second.to_string())});
  switch (settings.finality.kind) {
    case catalog::Finality::Kind::finalized: config.finality.kind = chains::evm::Finality::Kind::finalized; break;
    case catalog::Finality::Kind::safe: config.finality.kind = chains::evm::Finality::Kind::safe; break;
    case catalog::Finality::Kind::blocks:
      config.finality.kind = chains::evm::Finality::Kind::blocks;
      config.finality.on_top = static_cast<std::uint64_t>(settings.finality.blocks);
      break;
  }
  return config;
}

}  // namespace

std::unique_ptr<ports::ChainReader> make_reader(const catalog::ChainSettings& chain, const ReaderPorts& with) {
  BEPUSDT_ASSERT(chain.state == catalog::ChainSettings::State::on);
  return std::make_unique<chains::evm::EvmReader>(evm_config(chain), with.client, with.clock, with.log, with.metrics);
}

}  // namespace bepusdt::app
