// AptosReader: Aptos behind ports::ChainReader, over any number of fullnodes' REST APIs in the operator's order. A call is tried
// at one endpoint after the other; it never sleeps, and ends within AptosLimits::call_budget (by the clock) plus one request.
//
// A block's parent is known only from the block below it: scan() fills BlockRef::parent, head() and block_at() leave it empty.
// Aptos has no reorganisations: an endpoint that has another block than the caller's own is an error, told to a person.
// Forked is said only where two endpoints have the same other block and none has the caller's (OtherBlocks).
#pragma once

#include "chains/ancestors.hpp"
#include "chains/aptos/other_blocks.hpp"
#include "chains/aptos/visit.hpp"
#include "chains/aptos/watched.hpp"
#include "chains/endpoint_rounds.hpp"

namespace bepusdt::chains::aptos {

class AptosReader final : public ports::ChainReader {
 public:
  AptosReader(AptosConfig config, ports::HttpClient& http, ports::Clock& clock, ports::EventLog& log,
              ports::Metrics& metrics);

  [[nodiscard]] Result<core::BlockRef, ports::ReadError> head() override;
  [[nodiscard]] Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override;
  [[nodiscard]] Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(
      const ports::ScanRequest& request) override;
  [[nodiscard]] Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override;
  [[nodiscard]] std::vector<ports::EndpointHealth> endpoints() const override { return rounds_.health(); }

 private:
  template <class T, class Attempt>
  [[nodiscard]] Told<T> visit(Endpoint& endpoint, Time deadline, Attempt&& attempt);
  [[nodiscard]] ports::ReadError contradicted(Visit& visit, const Header& other);
  [[nodiscard]] const Watched& watched_for(const ports::WatchList& list);

  AptosConfig config_;
  ports::Clock& clock_;
  ports::EventLog& log_;
  EndpointReports reports_;
  EndpointRounds rounds_;
  std::vector<Line> lines_;
  Desk desk_;
  Ancestors ancestors_;
  OtherBlocks other_blocks_;
  std::optional<Watched> watched_;
};

}  // namespace bepusdt::chains::aptos
