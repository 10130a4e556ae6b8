// FakeEvmNode: JSON-RPC nodes over FakeEvmChain, behind ports::HttpClient. Stricter than anvil: a request must be a POST of
// application/json, quantities without leading zeros, known methods, distinct ids, at most so many calls; what is wrong with
// one is kept in `complaints`, and tests want none. As anvil 1.7.1 answers: eth_getLogs of an unknown block hash is error
// -32000 "unknown block", a range beyond the head -32602 "BlockOutOfRangeError", receipts of an unknown block are null,
// blocks that were forked away are still found by hash. Faults come on command, one host at a time.
#pragma once

#include <functional>
#include <optional>
#include <random>

#include "ports/http_client.hpp"
#include "support/fake_evm_chain.hpp"

namespace simdjson::dom {
class element;
}

namespace bepusdt::test {

struct EvmFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 200;  // sent with the true answer as body, or with `retry_after`
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  std::string drop_method;      // no answer to calls of this method
  std::string null_method;      // null to calls of this method
  std::string error_method;     // an error object to calls of this method
  std::string error = R"({"code":-32000,"message":"internal trouble"})";
  bool repeat_an_answer = false;
  bool string_ids = false;
  bool in_order = false;                // otherwise answers come in reverse
  bool id_last = false;                 // "id" behind "result"
  std::vector<std::uint64_t> lags;      // several nodes behind one name: how far behind each is; any may take a call
  bool lags_in_turn = false;            // they take the calls one after the other
  std::uint64_t empty_logs_within = 0;  // eth_getLogs finds nothing in this many newest blocks
  std::vector<bool> empty_logs_calls;   // which eth_getLogs calls by block hash find nothing, in turn
  bool logs_disabled = false;
  bool block_receipts_disabled = false;
  bool block_receipts_cut = false;   // the last receipt of a block is not there yet
  std::uint64_t most_log_range = 0;  // 0: any
  std::uint64_t slow_log_range = 0;  // a longer range times out; 0: none
  std::size_t most_batch = 0;        // 0: any
  bool no_tags = false;
  std::string tag_error;       // an error object to the tags
  bool marks_removed = false;  // logs carry removed: true
  std::uint64_t chain_id = 1;
  double random_trouble = 0;  // chance that a request meets one of the passing troubles above
};

class FakeEvmNode : public ports::HttpClient {
 public:
  struct Host {
    FakeEvmChain* chain = nullptr;
    EvmFaults faults;
    std::optional<std::uint64_t> finalized;  // the block of both tags; nullopt: the tags answer null
    FakeEvmChain* tag_chain = nullptr;       // where the tags point instead of `chain`
    FakeEvmChain* other_chain = nullptr;     // of a node behind the same name that may take a call, too
    int requests = 0;
    std::vector<std::string> methods;  // as called
    std::uint64_t calls = 0;
    std::uint64_t log_calls = 0;
  };

  explicit FakeEvmNode(std::uint64_t seed = 1) : random_(seed) {}
  // "http://<name>:80/…" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::vector<ports::HttpRequest> requests;
  std::function<void(const std::string& host)> before_answer;  // lets the chain change between two requests

 private:
  std::string answer_call(Host& host, const simdjson::dom::element& call, bool& dropped);
  std::string result_of(Host& host, std::string_view method, const simdjson::dom::element& params, std::uint64_t head);
  void complain(std::string what) { complaints.push_back(std::move(what)); }

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
};

}  // namespace bepusdt::test
