// SolanaNode: the JSON-RPC of nodes over SolanaChain, behind ports::HttpClient. Strict: a request must be a POST of
// application/json, one call or a batch, each of a known method with exactly its parameters and everything finalized; what is
// wrong with one is kept in `complaints`, and tests want none. Faults come on command, one host at a time. One thread at a time.
#pragma once

#include <simdjson.h>

#include <functional>
#include <map>
#include <random>

#include "devnet/solana/solana_chain.hpp"
#include "devnet/solana/solana_faults.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::devnet {

class SolanaNode : public ports::HttpClient {
 public:
  struct Host {
    SolanaChain* chain = nullptr;
    SolanaFaults faults;
    std::optional<std::uint64_t> finalized;  // the newest slot that is; nullopt: all of the chain is
    std::string key;                         // of "Authorization: Bearer" in every request; empty: none may be there
    int requests = 0;
    std::vector<std::string> methods;  // as called
  };

  explicit SolanaNode(std::uint64_t seed = 1) : random_(seed) {}
  // "https://<name>/…" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::function<void(const std::string& host, const std::string& method)> before_answer;  // lets the chain change

 private:
  // The parameters of one call: positional ones, then an object.
  struct Call;
  void draw_trouble(SolanaFaults& faults);
  std::string answer_to(Host& host, const std::string& name, const SolanaFaults& faults, std::uint64_t head,
                        simdjson::dom::element request);
  std::string result_of(const Call& call);
  std::string block(const Call& call);
  std::string transaction(const Call& call);
  std::string signatures(const Call& call);
  std::string slots(const Call& call);
  void wants(const Call& call, std::size_t params, std::vector<std::string_view> options);
  void complain(std::string what) { complaints.push_back(std::move(what)); }

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::devnet
