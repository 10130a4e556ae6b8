// A chain on which contracts pay, and an endpoint that is marked with traces.
#pragma once

#include "reader_world.hpp"

namespace bepusdt::chains::evm {

inline const std::string kContract = devnet::evm_address(70);

inline devnet::EvmCall pays(const std::string& to, std::uint64_t wei, const std::string& from = kContract) {
  return {.from = from, .to = to, .value = devnet::evm_quantity(wei)};
}

class EvmTraces : public ReaderWorld {
 protected:
  EvmTraces() {
    watch.native = true;
    config.endpoints[0].traces = true;
  }
  devnet::EvmTx calling(std::vector<devnet::EvmCall> calls, std::uint64_t value = 0) {
    devnet::EvmTx tx = chain.coin(kPayer, kContract, value);
    tx.calls = std::move(calls);
    return tx;
  }
  std::vector<std::string> positions(const ports::Scanned& found) {
    std::vector<std::string> all;
    for (const core::Transfer& transfer : found.transfers)
      all.push_back(transfer.key.position.value() + "=" + transfer.units.str());
    return all;
  }
};

}  // namespace bepusdt::chains::evm
