// AptosNode: the REST API of fullnodes over AptosChain, behind ports::HttpClient. Strict: what is wrong with a request is kept in
// `complaints`, and tests want none. Every answer has the headers that say of which chain and how far its node is. Faults come on
// command, one host at a time. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <random>

#include "devnet/aptos/aptos_chain.hpp"
#include "devnet/aptos/aptos_faults.hpp"
#include "devnet/aptos/aptos_request.hpp"

namespace bepusdt::devnet {

class AptosNode : public ports::HttpClient {
 public:
  struct Host {
    const AptosChain* chain = nullptr;
    AptosFaults faults;
    std::string key;    // that every request must carry; empty: none may
    std::string query;  // that the URL of every request must end with, "apikey=…"; empty: none
    int requests = 0;
    std::vector<AptosQuestion> questions;  // as asked
  };

  explicit AptosNode(std::uint64_t seed = 1) : random_(seed) {}
  // "https://<name>/…" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::function<void(const std::string& host, const std::string& question)> before_answer;  // lets the chain change

 private:
  // One node behind a host's name, as it stands while it answers.
  struct View {
    const AptosChain& chain;
    const AptosFaults& faults;
    std::uint64_t chain_id, head;
  };
  void draw_trouble(AptosFaults& faults);
  static void answer(const View& view, const AptosQuestion& question, ports::HttpAnswer& out);
  static void answer_block(const View& view, const AptosBlock* block, ports::HttpAnswer& out);
  static void answer_page(const View& view, const AptosQuestion& question, ports::HttpAnswer& out);
  static void answer_transaction(const View& view, const AptosQuestion& question, ports::HttpAnswer& out);

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
};

}  // namespace bepusdt::devnet
