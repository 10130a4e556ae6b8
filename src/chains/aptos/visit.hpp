// Visit: one endpoint during one call of the reader, with the deadline of that call: questions go out, answers come back or an
// error does, and the endpoint's health is kept by what came. Before its first use it must be shown to be of the right network.
#pragma once

#include "chains/aptos/page_size.hpp"
#include "chains/aptos/rest_api.hpp"
#include "chains/endpoint_pool.hpp"
#include "chains/endpoint_reports.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::aptos {

// How one endpoint is asked.
struct Line {
  std::unique_ptr<RestApi> api;
  PageSize page;
};

// What every part of the reader works with; owned by AptosReader.
struct Desk {
  const AptosConfig& config;
  EndpointPool& pool;
  std::vector<Line>& lines;  // by the endpoint's index in the pool
  EndpointReports& reports;
  ports::Clock& clock;
};

template <class T>
using Told = Result<T, ports::ReadError>;

class Visit {
 public:
  Visit(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  // By the chain's number, once per endpoint; every later answer that names another is refused as well.
  [[nodiscard]] Told<void> verify_network();

  [[nodiscard]] Told<Ledger> ledger();
  // nullopt: it has no block of that height (yet). One that was pruned is an error.
  [[nodiscard]] Told<std::optional<Header>> block(std::uint64_t height);
  // One that must be there, because the node's head is not below it.
  [[nodiscard]] Told<Header> block_below_head(std::uint64_t height);
  [[nodiscard]] Told<Header> block_of(std::uint64_t version);
  // Those with versions from `first` to `last`, all of them, however few the node gives at once.
  [[nodiscard]] Told<std::vector<Transaction>> transactions(std::uint64_t first, std::uint64_t last);
  // nullopt: it knows none of that hash although it has block `height`, where it should be. One that waits is an error.
  [[nodiscard]] Told<std::optional<Transaction>> transaction(const Word& hash, std::uint64_t height);

  [[nodiscard]] Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] const std::string& host() const { return endpoint_.host(); }
  [[nodiscard]] Time deadline() const { return deadline_; }

  // It answered, but not what a node may answer: it is left alone for a while.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  // It does not have (yet) what it should, or two answers do not fit together.
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  template <class Question>
  auto ask(Question&& question) -> decltype(question(std::declval<RestApi&>()));
  [[nodiscard]] ports::ReadError read_error(NodeFailure failure);
  [[nodiscard]] Told<void> judge_absence(const NodeFailure& refused, const Word& hash, std::uint64_t height);
  [[nodiscard]] Told<std::vector<Transaction>> page(std::uint64_t first, std::uint64_t last);
  [[nodiscard]] Line& line() const { return desk_.lines[desk_.pool.index_of(endpoint_)]; }

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
};

}  // namespace bepusdt::chains::aptos
