// DevnetNodes: test chains of the catalog and the nodes that tell of them, with a lock around all and a thread that lets their
// time pass. Any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "devnet/evm/evm_testnet.hpp"
#include "ports/event_log.hpp"

namespace bepusdt::app {

class DevnetNodes {
 public:
  // `chains` are rows of the EVM family; `clock` and `log` must outlive the nodes.
  DevnetNodes(const std::vector<const catalog::Chain*>& chains, devnet::EvmMiner::Pace pace, const ports::Clock& clock,
              ports::EventLog& log);
  ~DevnetNodes();

  // The row that a path names: "/bsc", or "/" for the first chain. nullptr: none.
  [[nodiscard]] const catalog::Chain* at_path(std::string_view path) const;
  // One JSON-RPC exchange with the node of a chain.
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const catalog::Chain& chain, const std::string& body,
                                                                     std::string_view content_type);

 private:
  void tick();

  const ports::Clock& clock_;
  ports::EventLog& log_;
  std::mutex mutex_;
  devnet::EvmNode node_;
  std::vector<std::unique_ptr<devnet::EvmTestnet>> testnets_;
  std::condition_variable_any wake_;
  std::jthread time_;
};

}  // namespace bepusdt::app
