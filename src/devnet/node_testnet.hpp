// NodeTestnet: a commanded test chain over the models of a family: the chain, a node that tells of it by the chain's name, and the
// transactions that wait for the next block. What is left to the family is in its own class. One thread at a time.
#pragma once

#include "devnet/commanded_testnet.hpp"
#include "devnet/faults_json.hpp"
#include "devnet/transaction_queue.hpp"

namespace bepusdt::devnet {

template <class Chain, class Node, class Tx>
class NodeTestnet : public CommandedTestnet {
 public:
  [[nodiscard]] const Chain& chain() const { return chain_; }

 protected:
  using Host = typename Node::Host;
  using FaultRows = std::vector<FaultRow<decltype(Host::faults)>>;

  template <class... NodeArguments>
  NodeTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock, Chain chain, FaultRows rows,
              NodeArguments&&... node)
      : CommandedTestnet(row, pace, clock),
        chain_(std::move(chain)),
        node_(std::forward<NodeArguments>(node)...),
        host_(node_.host(std::string(row.name))),
        rows_(std::move(rows)) {
    host_.chain = &chain_;
  }
  ~NodeTestnet() override = default;
  NodeTestnet(const NodeTestnet&) = delete;
  NodeTestnet& operator=(const NodeTestnet&) = delete;

  // Queues a transaction that is known by `id`.
  [[nodiscard]] Answer wait(Tx tx, std::string id) {
    if (!queue_.add(std::move(tx))) return fail("too many transactions wait");
    return id;
  }
  void fail_next(std::uint64_t count) final { queue_.fail_next(count); }
  [[nodiscard]] Done set_faults(const simdjson::dom::object& fields) final {
    auto faults = read_faults<decltype(Host::faults)>(rows_, fields, {});
    if (!faults) return fail(std::move(faults.error()));
    host_.faults = *std::move(faults);
    return {};
  }
  [[nodiscard]] std::uint64_t height() const final { return chain_.head(); }
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> ask_node(const ports::HttpRequest& request) final {
    auto answer = node_.send(request);
    // What was asked is kept for unit tests, not for hours.
    if constexpr (requires { host_.methods; })
      host_.methods.clear();
    else
      host_.questions.clear();
    return answer;
  }
  [[nodiscard]] std::vector<std::string>& complaints() final { return node_.complaints; }

  Chain chain_;
  Node node_;
  Host& host_;
  TransactionQueue<Tx> queue_;

 private:
  const FaultRows rows_;
};

}  // namespace bepusdt::devnet
