// TronNode: the HTTP API of nodes over TronChain, behind ports::HttpClient. Strict: a request must be a POST of
// application/json to a known path with exactly the fields of its question; what is wrong with one is kept in `complaints`, and
// tests want none. Faults come on command, one host at a time. One thread at a time.
#pragma once

#include <simdjson.h>
#include <functional>
#include <map>
#include <random>

#include "devnet/tron/tron_chain.hpp"
#include "devnet/tron/tron_faults.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::devnet {

class TronNode : public ports::HttpClient {
 public:
  struct Host {
    TronChain* chain = nullptr;
    TronFaults faults;
    std::optional<std::uint64_t> solidified;  // height; nullopt: walletsolidity is not answered
    TronChain* solid_chain = nullptr;         // where it points instead of `chain`
    std::string key;                          // TRON-PRO-API-KEY that every request must carry; empty: none may
    int requests = 0;
    std::vector<std::string> methods;  // as called
  };

  explicit TronNode(std::uint64_t seed = 1) : random_(seed) {}
  // "https://<name>/…" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::function<void(const std::string& host, const std::string& method)> before_answer;  // lets the chain change

 private:
  struct Question {
    std::string method;  // "wallet/getnowblock"
    const simdjson::dom::object& fields;
  };
  void draw_trouble(TronFaults& faults);
  std::string body_for(Host& host, const TronFaults& faults, const Question& question);
  std::uint64_t number(const Question& question, const char* key);
  void wants(const Question& question, std::size_t fields);
  void complain(std::string what) { complaints.push_back(std::move(what)); }

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::devnet
