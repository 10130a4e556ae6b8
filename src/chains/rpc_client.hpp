// RpcClient: sends batches of JSON-RPC calls to one endpoint and keeps that endpoint's health by what comes back. Splits
// what is more than the endpoint takes at once, shrinks the batch when it is told to. Blocks for at most the deadline;
// never retries by itself: which endpoint is asked next is the caller's choice. Not thread-safe.
#pragma once

#include "chains/endpoint_reports.hpp"
#include "chains/json_rpc.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::chains {

struct RpcLimits {
  Millis connect_timeout{3'000};
  Millis request_timeout{10'000};
  std::size_t max_answer_bytes = 64 * 1024 * 1024;  // a block with all receipts is up to some 10 MB
  std::size_t max_batch = 40;
  bool use_environment_proxy = false;
};

struct RpcFailure {
  enum class Kind {
    unreachable,  // no usable HTTP answer, or told to come later
    too_large,    // the answer took too long or was longer than the limit: a smaller question may do
    malformed,    // an answer that no node should give
    out_of_time   // the caller's deadline; says nothing about the endpoint
  };
  Kind kind = Kind::unreachable;
  std::string reason;  // names the endpoint by host only
};

class RpcClient {
 public:
  RpcClient(std::string_view chain, const RpcLimits& limits, ports::HttpClient& http, ports::Clock& clock,
            ports::EventLog& log, ports::Metrics& metrics);

  // Outcomes in the order of `calls`. `read` gets indexes into `calls`.
  [[nodiscard]] Result<std::vector<RpcOutcome>, RpcFailure> call(Endpoint& endpoint, std::span<const RpcCall> calls,
                                                                 Time deadline, const ResultReader& read);

  // For when what an answer meant beyond JSON-RPC turned out bad.
  [[nodiscard]] EndpointReports& reports() { return reports_; }

 private:
  struct Refusal {
    RpcFailure failure;
    bool smaller_batch_may_do = false;
  };
  [[nodiscard]] Result<std::vector<RpcOutcome>, Refusal> send(Endpoint& endpoint, std::span<const RpcCall> calls,
                                                              Time deadline, const ResultReader& read);
  [[nodiscard]] Refusal failed(Endpoint& endpoint, RpcFailure::Kind kind, const std::string& what,
                               std::optional<Millis> retry_after = {});

  std::string chain_;
  RpcLimits limits_;
  ports::HttpClient& http_;
  ports::Clock& clock_;
  ports::EventLog& log_;
  EndpointReports reports_;
  simdjson::ondemand::parser parser_;
  std::uint64_t next_id_ = 1;
};

}  // namespace bepusdt::chains
