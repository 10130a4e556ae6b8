// Visit: one endpoint during one call of the reader, with the deadline of that call: questions go out, answers come back or an
// error does, and the endpoint's health is kept by what came. Before its first use it must be shown to be of the right network.
#pragma once

#include "chains/endpoint_pool.hpp"
#include "chains/endpoint_reports.hpp"
#include "chains/tron/tron_config.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::tron {

// What an endpoint was found to offer. A refusal is forgotten after TronLimits::feature_retry.
struct Offers {
  std::optional<Time> infos_refused_at;
  bool infos_told = false;                  // once at least
  std::optional<Time> infos_missing_since;  // the first refusal since it told them
  bool solidity_trouble_reported = false;
};

// What every part of the reader works with; owned by TronReader.
struct Desk {
  const TronConfig& config;
  EndpointPool& pool;
  std::vector<Line>& lines;     // by the endpoint's index in the pool
  std::vector<Offers>& offers;  // likewise
  EndpointReports& reports;
  ports::Clock& clock;
  ports::EventLog& log;
};

template <class T>
using Told = Result<T, ports::ReadError>;

class Visit {
 public:
  Visit(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  // By its first block, once per endpoint.
  [[nodiscard]] Told<void> verify_network();

  [[nodiscard]] Told<Block> newest();
  [[nodiscard]] Told<std::optional<Block>> block(std::uint64_t height);
  // Ascending without holes from `first` on; fewer than asked for where it does not have all; never none.
  [[nodiscard]] Told<std::vector<Block>> blocks(std::uint64_t first, std::uint64_t last);
  // What came of every transaction of this block that runs code; nullopt: no endpoint of the chain tells it.
  [[nodiscard]] Told<std::optional<std::vector<Info>>> infos(const Block& block);
  [[nodiscard]] Told<std::optional<Info>> info(const Word& hash);
  // nullopt: not to be had here; the endpoint itself is none the worse for it.
  [[nodiscard]] std::optional<Header> solidified();

  [[nodiscard]] Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] const std::string& host() const { return endpoint_.host(); }
  [[nodiscard]] Time deadline() const { return deadline_; }

  // It answered, but not what a node may answer: it is left alone for a while.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  // It does not have (yet) what it should, or two answers do not fit together.
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  template <class Question>
  auto ask(Question&& question) -> decltype(question());
  [[nodiscard]] ports::ReadError read_error(NodeFailure failure);
  [[nodiscard]] bool infos_refused(std::size_t index) const;
  [[nodiscard]] bool infos_refused_everywhere() const;
  [[nodiscard]] std::size_t index() const { return desk_.pool.index_of(endpoint_); }
  [[nodiscard]] Node& node() const { return *desk_.lines[index()].node; }

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
};

}  // namespace bepusdt::chains::tron
