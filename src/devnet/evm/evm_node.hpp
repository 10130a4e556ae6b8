// EvmNode: JSON-RPC nodes over EvmChain, behind ports::HttpClient. Stricter than anvil: a request must be a POST of
// application/json, quantities without leading zeros, known methods, distinct ids, at most so many calls; what is wrong with
// one is kept in `complaints`, and tests want none. As anvil 1.7.1 answers: eth_getLogs of an unknown block hash is error
// -32000 "unknown block", a range beyond the head -32602 "BlockOutOfRangeError", receipts of an unknown block are null,
// blocks that were forked away are still found by hash. Faults come on command, one host at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>

#include "devnet/evm/evm_chain.hpp"
#include "devnet/evm/evm_faults.hpp"
#include "ports/http_client.hpp"

namespace simdjson::dom {
class element;
}

namespace bepusdt::devnet {

class EvmNode : public ports::HttpClient {
 public:
  struct Host {
    EvmChain* chain = nullptr;
    EvmFaults faults;
    std::optional<std::uint64_t> finalized;  // the block of both tags; nullopt: the tags answer null
    EvmChain* tag_chain = nullptr;           // where the tags point instead of `chain`
    EvmChain* other_chain = nullptr;         // of a node behind the same name that may take a call, too
    int requests = 0;
    std::vector<std::string> methods;  // as called
    std::uint64_t calls = 0;
    std::uint64_t log_calls = 0;
  };

  explicit EvmNode(std::uint64_t seed = 1) : random_(seed) {}
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

}  // namespace bepusdt::devnet
