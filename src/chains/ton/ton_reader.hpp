// TonReader: ports::ChainReader for TON, over indexes that speak toncenter's API v3 and over lite-servers, in one list. A block is
// one of the masterchain; the shards' blocks that it made final belong to it. It asks the endpoints in the operator's order and
// goes on to the next where one fails, lags or is of another network. Every call ends within TonLimits::call_budget (by the
// clock) plus one request, and waits within it where an endpoint's limit asks for that. It holds no position; what it
// remembers (health, the last shards) only makes it quicker. Used by one thread at a time, except endpoints(), which any
// thread may call.
// A block's parent is known only from the block below it: scan() fills BlockRef::parent, head() and block_at() leave it empty.
#pragma once

#include "chains/endpoint_rounds.hpp"
#include "chains/ton/lite/lite_scan.hpp"
#include "chains/ton/scan_attempt.hpp"

namespace bepusdt::chains::ton {

class TonReader final : public ports::ChainReader {
 public:
  // config.chain must be a row of the TON family.
  TonReader(TonConfig config, ports::HttpClient& http, const LiteLineMaker& make_lite_line, Pause pause, ports::Clock& clock,
            ports::EventLog& log, ports::Metrics& metrics);

  [[nodiscard]] Result<core::BlockRef, ports::ReadError> head() override;
  [[nodiscard]] Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override;
  [[nodiscard]] Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(
      const ports::ScanRequest& request) override;
  [[nodiscard]] Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override;
  [[nodiscard]] std::vector<ports::EndpointHealth> endpoints() const override { return rounds_.health(); }

 private:
  // The attempt of the endpoint's kind, with a Visit or a LiteVisit, once it was shown to be of the right network.
  template <class T, class OfIndex, class OfLite>
  Told<T> visit(Endpoint& endpoint, Time deadline, OfIndex&& of_index, OfLite&& of_lite);
  const Watched& watched_for(const ports::WatchList& list);

  TonConfig config_;
  Pause pause_;
  EndpointReports reports_;
  EndpointRounds rounds_;
  std::vector<Line> lines_;
  Desk desk_;
  std::optional<Watched> watched_;
  std::optional<TopsAt<std::vector<BlockRow>>> known_tops_;
  std::optional<TopsAt<ShardTops>> read_tops_;
};

}  // namespace bepusdt::chains::ton
