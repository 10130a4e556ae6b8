// Node: one endpoint during one call of the reader, with the deadline of that call: questions go out, answers come back
// or a failure does. Before its first use it must be shown to be of the right chain (verify_chain), else it is not asked.
#pragma once

#include <algorithm>

#include "chains/endpoint_pool.hpp"
#include "chains/evm/evm_config.hpp"
#include "chains/evm/log_range.hpp"
#include "chains/evm/questions.hpp"

namespace bepusdt::chains::evm {

// What an endpoint was found to offer. A refusal is forgotten after EvmLimits::feature_retry.
struct Offers {
  LogRange log_range;
  LogRange traced_blocks;  // how many blocks are traced by one request
  std::optional<Time> logs_refused_at;
  std::optional<Time> block_receipts_refused_at;
  std::optional<Time> calls_refused_at;   // debug_traceBlockByHash
  std::optional<Time> traces_refused_at;  // trace_block
  bool unknown_tag_reported = false;
};

// What every part of the reader works with; owned by EvmReader.
struct Desk {
  const EvmConfig& config;
  RpcClient& rpc;
  EndpointPool& pool;
  std::vector<Offers>& offers;      // by the endpoint's index in the pool
  const std::vector<bool>& traces;  // the same way: where traces are to be read
  ports::Clock& clock;
  ports::EventLog& log;
};

class Node {
 public:
  Node(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  [[nodiscard]] Result<Answers, RpcFailure> ask(const Questions& questions, const Sieves& sieves = {});

  // eth_chainId, once per endpoint.
  [[nodiscard]] Result<void, RpcFailure> verify_chain();

  [[nodiscard]] bool offers_logs() const { return !recently(offers().logs_refused_at); }
  [[nodiscard]] bool offers_block_receipts() const { return !recently(offers().block_receipts_refused_at); }
  // Whether the operator says that it has traces; and by which of the two methods it may have them.
  [[nodiscard]] bool is_to_trace() const { return desk_.traces[desk_.pool.index_of(endpoint_)]; }
  // Where nobody is marked (any more), whoever has traces may confirm what was seen by them.
  [[nodiscard]] bool may_trace() const {
    return is_to_trace() || std::find(desk_.traces.begin(), desk_.traces.end(), true) == desk_.traces.end();
  }
  [[nodiscard]] bool offers_calls() const { return !recently(offers().calls_refused_at); }
  [[nodiscard]] bool offers_traces() const { return !recently(offers().traces_refused_at); }
  void calls_refused() { offers().calls_refused_at = desk_.clock.now(); }
  void traces_refused() { offers().traces_refused_at = desk_.clock.now(); }
  // Neither of them, though it is asked to.
  [[nodiscard]] ports::ReadError no_traces(std::string_view words);
  void logs_refused(std::string_view words);
  void block_receipts_refused(std::string_view words);

  [[nodiscard]] Offers& offers() const { return desk_.offers[desk_.pool.index_of(endpoint_)]; }
  [[nodiscard]] Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] const std::string& host() const { return endpoint_.host(); }
  [[nodiscard]] Time deadline() const { return deadline_; }

  // The endpoint answered in JSON-RPC, but not what a node may answer: it is left alone for a while.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  // An error object where none is expected.
  [[nodiscard]] ports::ReadError refused(std::string_view question, const RpcErrorObject& error);
  // It does not have (yet) what it should, or two answers do not fit together.
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  [[nodiscard]] bool recently(const std::optional<Time>& refused_at) const {
    return refused_at && desk_.clock.now() - *refused_at < desk_.config.limits.feature_retry;
  }

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
};

[[nodiscard]] ports::ReadError read_error(const RpcFailure& failure);

}  // namespace bepusdt::chains::evm
