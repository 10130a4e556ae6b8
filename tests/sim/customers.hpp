// Customers: the shops' programs that make, repeat, change and cancel orders, and the people who pay them: exactly, wrongly,
// late, twice, with another token. They know of an order only what they were told, and forget nothing that they were told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "payment/commands.hpp"
#include "sim/auditor.hpp"
#include "sim/chain_world.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class Life;

class Customers {
 public:
  Customers(Stage& stage, const std::vector<std::unique_ptr<ChainWorld>>& chains, const ports::DirectorySnapshot& settings,
            Auditor& auditor)
      : stage_(stage), chains_(chains), settings_(settings), auditor_(auditor) {}

  // `life`: nullptr when nobody listens; the client then knows that nothing happened.
  void order(Life* life);
  void repeat(Life* life);
  void change(Life* life);
  void ask_nonsense(Life* life);
  void cancel(Life* life);
  void pay();
  // The operator, beside the gateway, on the store itself.
  void operate(Life* life);

 private:
  struct Told {  // what a client was told of an order
    payment::CreateOrder request;
    core::Order order;
    core::Quote quote;
    int payments = 0;
  };
  void send(Life* life, payment::CreateOrder request);
  [[nodiscard]] payment::CreateOrder new_request();
  [[nodiscard]] const core::TradeType& any_type();
  [[nodiscard]] ChainWorld& chain_of(const core::TradeType& type);
  [[nodiscard]] Told* any_told();
  void pay_exactly(Told& told);

  Stage& stage_;
  const std::vector<std::unique_ptr<ChainWorld>>& chains_;
  const ports::DirectorySnapshot& settings_;
  Auditor& auditor_;
  std::vector<payment::CreateOrder> asked_;  // every request that was ever sent
  std::vector<Told> told_;
  int orders_ = 0;
};

}  // namespace bepusdt::sim
