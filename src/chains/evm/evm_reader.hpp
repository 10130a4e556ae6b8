// EvmReader: ports::ChainReader for Ethereum, BSC, Polygon, Arbitrum, Base, X Layer and Plasma, by catalog row. It asks the
// endpoints in the operator's order, goes on to the next where one fails, lags or is of another chain, and never sleeps:
// when all are being left alone it says so with the time to come back. Every call ends within EvmLimits::call_budget (by the
// clock) plus one request. It holds no position; what it remembers (health, ranges, recent hashes) only makes it quicker.
// Used by one thread at a time, except endpoints(), which any thread may call.
#pragma once

#include "chains/ancestors.hpp"
#include "chains/endpoint_rounds.hpp"
#include "chains/evm/node.hpp"
#include "chains/evm/watched.hpp"

namespace bepusdt::chains::evm {

class EvmReader final : public ports::ChainReader {
 public:
  // config.chain must be a row of the EVM family.
  EvmReader(EvmConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log, ports::Metrics& metrics);

  [[nodiscard]] Result<core::BlockRef, ports::ReadError> head() override;
  [[nodiscard]] Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override;
  [[nodiscard]] Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(
      const ports::ScanRequest& request) override;
  [[nodiscard]] Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override;
  [[nodiscard]] std::vector<ports::EndpointHealth> endpoints() const override;

 private:
  using Scan = std::variant<ports::Scanned, ports::Forked>;

  // `attempt(node)` at an endpoint that was shown to be of the right chain.
  template <class T, class Attempt>
  Result<T, ports::ReadError> at_node(Endpoint& endpoint, Time deadline, Attempt&& attempt);
  const Watched& watched_for(const ports::WatchList& list);
  // Value that contracts pay is looked for, but not at this endpoint.
  [[nodiscard]] bool lacks_traces(Endpoint& endpoint, const Watched& watched) const;
  void remember(const ports::ScanRequest& request, const ports::Scanned& scanned);

  EvmConfig config_;
  ports::Clock& clock_;
  RpcClient rpc_;
  EndpointRounds rounds_;
  std::vector<Offers> offers_;
  std::vector<bool> traces_;  // by the endpoint's index
  Desk desk_;
  std::optional<Watched> watched_;
  Ancestors ancestors_;
};

}  // namespace bepusdt::chains::evm
