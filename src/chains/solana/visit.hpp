// Visit: one endpoint during one call of the reader, with the deadline of that call: questions go out, answers come back or an
// error does, and the endpoint's health is kept by what came. Everything is asked for as finalized. Before its first use an
// endpoint must be shown to be of the right network.
#pragma once

#include "chains/endpoint_pool.hpp"
#include "chains/solana/decode.hpp"
#include "chains/solana/solana_config.hpp"

namespace bepusdt::chains::solana {

// What every part of the reader works with; owned by SolanaReader.
struct Desk {
  const SolanaConfig& config;
  RpcClient& rpc;
  EndpointPool& pool;
  ports::Clock& clock;
};

template <class T>
using Told = Result<T, ports::ReadError>;

class Visit {
 public:
  Visit(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  // getGenesisHash, once per endpoint.
  [[nodiscard]] Told<void> verify_network();

  // The newest finalized slot; a block was made in it.
  [[nodiscard]] Told<std::uint64_t> newest();
  // Slots of first..last in which a block was made, ascending.
  [[nodiscard]] Told<std::vector<std::uint64_t>> slots(std::uint64_t first, std::uint64_t last);
  // Of slots in which a block was made, in the order asked, each with its time.
  [[nodiscard]] Told<std::vector<Header>> headers(const std::vector<std::uint64_t>& slots);
  // nullopt: the node says that the slot was skipped.
  [[nodiscard]] Told<std::optional<Header>> header_unless_skipped(std::uint64_t slot);
  // A whole block (transactionDetails accounts), each transaction handed to `take`; what an answer that turns out bad had
  // handed out before is to be thrown away.
  [[nodiscard]] Told<Header> block(std::uint64_t slot, const std::function<void(const Transaction&)>& take);
  [[nodiscard]] Told<bool> block_has(std::uint64_t slot, std::string_view signature);
  // Of an account's list of transactions, newest first: those before `before` (empty: from the newest one), by a node that has
  // seen `seen_slot`.
  struct Page {
    std::string account, before;
    std::size_t limit = 0;
    std::uint64_t seen_slot = 0;
  };
  // In the order asked.
  [[nodiscard]] Told<std::vector<std::vector<Listed>>> pages(const std::vector<Page>& wanted);
  // In the order asked; of one that the node does not know: nullopt.
  [[nodiscard]] Told<std::vector<std::optional<PlacedTransaction>>> transactions(const std::vector<std::string>& signatures);

  [[nodiscard]] Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] const std::string& host() const { return endpoint_.host(); }
  [[nodiscard]] Time deadline() const { return deadline_; }
  [[nodiscard]] Desk& desk() const { return desk_; }
  [[nodiscard]] const SolanaEndpoint& settings() const { return desk_.config.endpoints[desk_.pool.index_of(endpoint_)]; }
  // Whether time is left, and the endpoint's limit of calls is not overdrawn by much: then another step may be taken.
  [[nodiscard]] bool may_go_on() const;
  // How many calls make a step.
  [[nodiscard]] std::size_t calls_at_once() const;

  // It answered, but not what a node may answer: it is left alone for a while.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  // It does not have (yet) what it should, or two answers do not fit together.
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  // By call: the value; nullopt: null, or an error object, which then stands in `errors`.
  template <class T>
  struct Answers {
    std::vector<std::optional<T>> values;
    std::vector<RpcOutcome> errors;
  };
  template <class T, class Decode>
  Told<Answers<T>> ask(const std::vector<RpcCall>& calls, Decode&& decode);
  // One call, whose answer must be a value.
  template <class T, class Decode>
  Told<T> ask_one(std::string_view method, std::string params, Decode&& decode);
  [[nodiscard]] ports::ReadError refused(std::string_view method, const RpcErrorObject& error);
  [[nodiscard]] Told<Header> timed(std::uint64_t slot, std::optional<Header> header) const;

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
};

}  // namespace bepusdt::chains::solana
