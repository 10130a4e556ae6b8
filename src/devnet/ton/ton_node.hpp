// TonNode: toncenter's API v3 of indexes over TonChain, behind ports::HttpClient. Strict: a request must be a GET of a known method
// with exactly the parameters that it may have; what is wrong with one is kept in `complaints`, and tests want none. It keeps a
// limit of requests a second where one is set, answers 429 beyond it and complains. Faults come on command, one host at a
// time. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>

#include "devnet/ton/ton_chain.hpp"
#include "devnet/ton/ton_faults.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::devnet {

class TonNode : public ports::HttpClient {
 public:
  struct Host {
    TonChain* chain = nullptr;
    TonFaults faults;
    std::string key;        // X-API-Key that every request must carry; empty: none may
    double per_second = 0;  // 0: no limit
    std::size_t most_rows = 1'000;
    int requests = 0;
    std::vector<std::string> methods;  // as called
    Time last_request{};
  };

  explicit TonNode(const ports::Clock& clock, std::uint64_t seed = 1) : clock_(clock), random_(seed) {}
  // "https://<name>/api/v3" reaches it.
  Host& host(const std::string& name) { return hosts_[name]; }

  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override;

  std::vector<std::string> complaints;
  std::function<void(const std::string& host, const std::string& method)> before_answer;  // lets the chain grow

 private:
  using Values = std::multimap<std::string, std::string>;
  struct Question {
    std::string method;
    Values values;
  };
  [[nodiscard]] static Question question_of(const std::string& url);
  void draw_trouble(TonFaults& faults);
  void check_form(Host& host, const ports::HttpRequest& request, const Question& question);
  [[nodiscard]] std::uint64_t number(const Question& question, const std::string& name);
  [[nodiscard]] std::optional<std::string> body_for(Host& host, const TonFaults& faults, const Question& question);
  [[nodiscard]] std::string blocks(const TonChain& chain, std::uint64_t head, const TonFaults& faults,
                                   const Question& question);
  [[nodiscard]] std::string transactions(const TonChain& chain, std::uint64_t head, const TonFaults& faults,
                                         const Question& question);
  [[nodiscard]] std::string accounts(const TonChain& chain, std::uint64_t head, const Question& question);
  [[nodiscard]] std::string page(const std::string& name, const std::vector<std::string>& rows, const Question& question);
  void complain(std::string what) { complaints.push_back(std::move(what)); }

  const ports::Clock& clock_;
  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
};

}  // namespace bepusdt::devnet
