// DevnetNodes: test chains of the catalog and the nodes that tell of them, with a lock around all and a thread that lets their
// time pass. Any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "devnet/aptos/aptos_testnet.hpp"
#include "devnet/evm/evm_testnet.hpp"
#include "devnet/solana/solana_testnet.hpp"
#include "devnet/ton/ton_testnet.hpp"
#include "devnet/tron/tron_testnet.hpp"
#include "ports/event_log.hpp"

namespace bepusdt::app {

class DevnetNodes {
 public:
  // `clock` and `log` must outlive the nodes.
  DevnetNodes(const std::vector<const catalog::Chain*>& chains, devnet::Pace pace, const ports::Clock& clock,
              ports::EventLog& log);
  ~DevnetNodes();

  struct Place {
    devnet::Testnet* testnet;
    std::string path;         // at its node
    std::string_view method;  // "POST" or "GET"
  };
  // What a path names: "/bsc", "/tron/wallet/getnowblock", or without a chain's name the same at the first one.
  [[nodiscard]] std::optional<Place> at_path(std::string_view path) const;
  // One exchange with the node there: `question` has headers and body, `query` is what follows the path in the URL, or empty.
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const Place& place, std::string_view query,
                                                                     ports::HttpRequest question);
  // Of a chain that is here; both are paths of this server.
  [[nodiscard]] std::string endpoint_path(const catalog::Chain& chain) const;
  // Empty: its commands are calls like any others.
  [[nodiscard]] std::string commands_path(const catalog::Chain& chain) const;

 private:
  [[nodiscard]] std::unique_ptr<devnet::Testnet> make(const catalog::Chain& row, devnet::Pace pace);
  [[nodiscard]] const devnet::Testnet& testnet_of(const catalog::Chain& chain) const;
  void tick();

  const ports::Clock& clock_;
  ports::EventLog& log_;
  std::mutex mutex_;
  devnet::EvmNode evm_;
  std::vector<std::unique_ptr<devnet::Testnet>> testnets_;
  std::condition_variable_any wake_;
  std::jthread time_;
};

}  // namespace bepusdt::app
