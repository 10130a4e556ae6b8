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

#include "devnet/evm/evm_testnet.hpp"
#include "devnet/tron/tron_testnet.hpp"
#include "ports/event_log.hpp"

namespace bepusdt::app {

class DevnetNodes {
 public:
  // Whether there are test chains of this family.
  [[nodiscard]] static bool has_family(core::Family family);

  // `chains` are rows of such families; `clock` and `log` must outlive the nodes.
  DevnetNodes(const std::vector<const catalog::Chain*>& chains, devnet::Pace pace, const ports::Clock& clock,
              ports::EventLog& log);
  ~DevnetNodes();

  struct Place {
    devnet::Testnet* testnet;
    std::string path;  // at its node
  };
  // What a path names: "/bsc", "/tron/wallet/getnowblock", or without a chain's name the same at the first one.
  [[nodiscard]] std::optional<Place> at_path(std::string_view path) const;
  // One exchange with the node there.
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const Place& place, const std::string& body,
                                                                     std::string_view content_type);

 private:
  [[nodiscard]] std::unique_ptr<devnet::Testnet> make(const catalog::Chain& row, devnet::Pace pace);
  void tick();

  const ports::Clock& clock_;
  ports::EventLog& log_;
  std::mutex mutex_;
  devnet::EvmNode evm_;
  devnet::TronNode tron_;
  std::vector<std::unique_ptr<devnet::Testnet>> testnets_;
  std::condition_variable_any wake_;
  std::jthread time_;
};

}  // namespace bepusdt::app
