// RestApi: questions to a fullnode's REST API (https://aptos.dev/build/apis/fullnode-rest-api): a GET with the key as a bearer
// token, the answer parsed, decoded and held against what nodes send instead of one. Each question asks once and blocks for at
// most until the deadline. Knows nothing of health: its caller keeps it. Not thread-safe.
#pragma once

#include "base/secret.hpp"
#include "chains/aptos/aptos_config.hpp"
#include "chains/aptos/decode.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::chains::aptos {

struct NodeFailure {
  enum class Kind {
    unreachable,    // no usable answer, or told to come later
    too_large,      // the answer took too long or was longer than the limit: a smaller question may do
    malformed,      // an answer that no node should give
    not_found,      // it says that it has no such thing (yet)
    pruned,         // it says that it no longer has it
    other_network,  // it is of another chain
    out_of_time     // the caller's deadline; says nothing about the endpoint
  };
  Kind kind = Kind::unreachable;
  std::string reason = {};  // may hold words of the node
  std::optional<Millis> retry_after = {};
  // Of the node that refused: several may stand behind one name, so only its own answer says how far it is.
  std::optional<std::uint64_t> height = {}, oldest_height = {};
};

template <class T>
using Answer = Result<T, NodeFailure>;

enum class Asked;

class RestApi {
 public:
  // `url`: up to "/v1", which may be left out; a query of its own is sent with every question.
  RestApi(std::string_view url, Secret key, std::uint64_t chain_id, const RestLimits& limits, ports::HttpClient& http,
          ports::Clock& clock);

  [[nodiscard]] Answer<Ledger> ledger(Time deadline);
  [[nodiscard]] Answer<Header> block(std::uint64_t height, Time deadline);
  [[nodiscard]] Answer<Header> block_of(std::uint64_t version, Time deadline);
  // From version `first` on, at most `most`, and fewer where the node gives less.
  [[nodiscard]] Answer<std::vector<Transaction>> transactions(std::uint64_t first, std::uint64_t most, Time deadline);
  // nullopt: it is known, but in no block yet.
  [[nodiscard]] Answer<std::optional<Transaction>> transaction(const Word& hash, Time deadline);

 private:
  struct Question {
    Asked asked;
    std::string path;  // behind "/v1"
    std::string query;
  };
  template <class T, class Decode>
  [[nodiscard]] Answer<T> ask(const Question& question, Time deadline, Decode&& decode);
  [[nodiscard]] Answer<simdjson::dom::element> get(const Question& question, Time deadline);
  [[nodiscard]] NodeFailure refused(Asked asked, const ports::HttpAnswer& answer,
                                    std::optional<simdjson::dom::element> body) const;
  [[nodiscard]] std::string url_of(std::string_view path, std::string_view query) const;

  std::string base_;   // ends with "/v1"
  std::string query_;  // of the operator's URL, without "?"
  Secret key_;
  std::uint64_t chain_id_;
  RestLimits limits_;
  ports::HttpClient& http_;
  ports::Clock& clock_;
  std::string body_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::chains::aptos
