// CommandedTestnet: what the test chains share whose nodes take no transactions. A test tells them what to do with questions to
// "devnet/…", POSTs of a JSON object, which get through whatever trouble is set:
//   pay        {"to": address, "amount": "base units", "contract": address}  from an account that owns plenty; without a contract
//              the coin; with "stranger": true a token of that contract which is none of the catalog's, and so pays nobody. Answers
//              {"txid": …}, under which the payment will be known
//   mine       {"blocks": 1}                       mines, what waits in the first of them
//   fork       {"depth": N, "again": false}        replaces that many blocks, where the chain forks; again: with their transactions
//   failnext   {"count": 1}                        the next transactions that are mined fail
//   setfaults  the members of the family's faults; an empty object ends all trouble
//   setlimits  {"requests_per_second": 0}          beyond it the node complains and answers 429; an empty object ends all limits
//   look       changes nothing
// All but the first answer {"height": the newest block's, "requests": how often the node was asked}. One thread at a time.
#pragma once

#include <simdjson.h>

#include "core/address.hpp"
#include "core/amount.hpp"
#include "devnet/pace.hpp"
#include "devnet/request_limit.hpp"
#include "devnet/testnet.hpp"
#include "ports/clock.hpp"

namespace bepusdt::devnet {

class CommandedTestnet : public Testnet {
 public:
  static constexpr std::uint64_t kMostBlocks = 10'000;                   // that one command mines
  static constexpr std::uint64_t kMostUnits = 400'000'000'000'000'000U;  // that one command pays: balances still fit 63 bits

  [[nodiscard]] const catalog::Chain& row() const override { return row_; }
  void tick(Time now) override;
  [[nodiscard]] std::string_view method_at(std::string_view path) const override;
  [[nodiscard]] std::string_view commands_path() const override { return "/devnet"; }
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const ports::HttpRequest& request) override;
  [[nodiscard]] std::vector<std::string> take_complaints() override { return std::exchange(complaints(), {}); }

 protected:
  using Answer = Result<std::string, std::string>;  // a value, or a sentence that says what is wrong
  using Done = Result<void, std::string>;

  struct Payment {
    std::string to;  // stored form
    core::BaseUnits units;
    std::string contract;  // stored form; empty: the coin
    bool genuine = true;   // the contract is of the catalog
  };

  // Both must outlive the testnet.
  CommandedTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock)
      : row_(row), clock_(clock), timer_(pace.interval), final_depth_(pace.final_depth) {}

  // The family's part. Queues a payment; its id.
  [[nodiscard]] virtual Answer send(const Payment& payment) = 0;
  // One block, with all that waits.
  virtual void mine_block(Time now) = 0;
  [[nodiscard]] virtual Done replace_blocks(Time now, std::uint64_t depth, bool again) = 0;
  virtual void fail_next(std::uint64_t count) = 0;
  [[nodiscard]] virtual Done set_faults(const simdjson::dom::object& fields) = 0;
  [[nodiscard]] virtual std::uint64_t height() const = 0;
  [[nodiscard]] virtual std::string_view node_method_at(std::string_view path) const = 0;
  [[nodiscard]] virtual Result<ports::HttpAnswer, ports::HttpError> ask_node(const ports::HttpRequest& request) = 0;
  [[nodiscard]] virtual std::vector<std::string>& complaints() = 0;

  [[nodiscard]] std::uint64_t final_depth() const { return final_depth_; }

 private:
  using Fields = const simdjson::dom::object&;
  [[nodiscard]] ports::HttpAnswer command(std::string_view name, const std::string& body);
  [[nodiscard]] Answer answer(std::string_view name, Fields fields);
  [[nodiscard]] Answer pay(Fields fields);
  [[nodiscard]] Answer contract_in(Fields fields) const;
  [[nodiscard]] Done mine(Fields fields);
  [[nodiscard]] Done fork(Fields fields);
  [[nodiscard]] Done set_limits(Fields fields);

  const catalog::Chain& row_;
  const ports::Clock& clock_;
  BlockTimer timer_;
  const std::uint64_t final_depth_;
  RequestLimit limit_;
  std::uint64_t requests_ = 0;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::devnet
