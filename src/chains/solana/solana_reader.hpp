// SolanaReader: ports::ChainReader for Solana, over nodes that speak its JSON-RPC. Heights are slots; the block at a height is the
// nearest one at or below it, because slots may stay empty. It asks the endpoints in the operator's order, goes on to the next
// where one fails, lags or is of another network, and never sleeps. Every call ends within SolanaLimits::call_budget (by the
// clock) plus one request. It holds no position; what it remembers only makes it quicker. Used by one thread at a time, except
// endpoints(), which any thread may call.
#pragma once

#include "chains/endpoint_rounds.hpp"
#include "chains/solana/memory.hpp"
#include "chains/solana/visit.hpp"

namespace bepusdt::chains::solana {

class SolanaReader final : public ports::ChainReader {
 public:
  // config.chain must be a row of the Solana family.
  SolanaReader(SolanaConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
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
  // The memory, of what is above `after`, for this watch list.
  void prepare(const ports::ScanRequest& request);

  SolanaConfig config_;
  EndpointRounds rounds_;
  RpcClient rpc_;
  Desk desk_;
  std::optional<Watched> watched_;
  Memory memory_;
};

}  // namespace bepusdt::chains::solana
