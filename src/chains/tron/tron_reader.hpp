// TronReader: ports::ChainReader for Tron, over nodes that speak the HTTP API or gRPC. It asks the endpoints in the operator's
// order, goes on to the next where one fails, lags or is of another network, and never sleeps. Every call ends within
// TronLimits::call_budget (by the clock) plus one request. It holds no position; what it remembers (health, recent ids and
// witnesses) only makes it quicker. Used by one thread at a time, except endpoints(), which any thread may call.
#pragma once

#include "chains/ancestors.hpp"
#include "chains/endpoint_rounds.hpp"
#include "chains/tron/visit.hpp"
#include "chains/tron/watched.hpp"
#include "chains/tron/witnesses.hpp"

namespace bepusdt::chains::tron {

class TronReader final : public ports::ChainReader {
 public:
  // config.chain must be a row of the Tron family.
  TronReader(TronConfig config, const LineMaker& make_line, ports::Clock& clock, ports::EventLog& log,
             ports::Metrics& metrics);

  [[nodiscard]] Result<core::BlockRef, ports::ReadError> head() override;
  [[nodiscard]] Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override;
  [[nodiscard]] Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(
      const ports::ScanRequest& request) override;
  [[nodiscard]] Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override;
  [[nodiscard]] std::vector<ports::EndpointHealth> endpoints() const override { return rounds_.health(); }

 private:
  // `attempt(visit)` at an endpoint that was shown to be of the right network.
  template <class T, class Attempt>
  Told<T> visit(Endpoint& endpoint, Time deadline, Attempt&& attempt);
  const Watched& watched_for(const ports::WatchList& list);
  void report(const std::vector<std::pair<Word, Delegation>>& delegations);

  TronConfig config_;
  ports::EventLog& log_;
  EndpointReports reports_;
  EndpointRounds rounds_;
  std::vector<Line> lines_;
  std::vector<Offers> offers_;
  Desk desk_;
  std::optional<Watched> watched_;
  Ancestors ancestors_;
  Witnesses witnesses_;
};

}  // namespace bepusdt::chains::tron
