// EvmNode: JSON-RPC nodes over EvmChain, behind ports::HttpClient. Stricter than anvil: a request must be a POST of
// application/json, quantities without leading zeros, known methods, distinct ids, at most so many calls; what is wrong with
// one is kept in `complaints`, and tests want none; a call that gives cause to complain is refused. Faults come on command,
// one host at a time. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>

#include "devnet/evm/evm_chain.hpp"
#include "devnet/evm/evm_faults.hpp"
#include "devnet/evm/evm_methods.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::devnet {

class EvmNode : public ports::HttpClient {
 public:
  struct Host {
    EvmChain* chain = nullptr;
    EvmFaults faults;
    std::optional<std::uint64_t> finalized;  // the block of both tags; nullopt: the tags answer null
    EvmChain* tag_chain = nullptr;           // where the tags point instead of `chain`
    EvmChain* other_chain = nullptr;         // of a node behind the same name that may take a call, too
    EvmMethods* wallet = nullptr;            // methods beside those that read; faults strike these, too
    EvmMethods* commands = nullptr;          // the single call of a method devnet_…; no fault keeps one away
    int requests = 0;
    std::vector<std::string> methods;  // as called, while `keeps_requests`
    std::uint64_t calls = 0;
    std::uint64_t log_calls = 0;
  };

  explicit EvmNode(std::uint64_t seed = 1) : random_(seed) {}
  // "http://<name>:80/…" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::vector<ports::HttpRequest> requests;                    // while `keeps_requests`
  bool keeps_requests = true;                                  // off where a node runs for long
  std::function<void(const std::string& host)> before_answer;  // lets the chain change between two requests

 private:
  struct Exchange {
    Host& host;
    EvmFaults faults;  // of this request
    bool command;
  };
  void draw_trouble(EvmFaults& faults);
  Result<std::string, ports::HttpError> answer_body(Exchange& exchange, const simdjson::dom::element& root,
                                                    ports::HttpAnswer& answer);
  std::optional<std::string> answer_call(Exchange& exchange, const simdjson::dom::element& call);
  std::string result_of(Exchange& exchange, std::string_view method, const simdjson::dom::array& params);
  void complain(std::string what) { complaints.push_back(std::move(what)); }

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::devnet
