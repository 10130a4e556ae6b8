// Step 1: API commands -> orders `waiting`, each quote a reservation row under the store's unique index.
// A batch is one store transaction and one fsync; its commands are decided in order, each seeing those before it.
// Idempotent: a repeated order id is answered from the store. When the store fails, nothing of the batch happened and each
// command is answered `unavailable`; that answer also stands for "outcome unknown", which the same request clears up.
#pragma once

#include <span>
#include <vector>

#include "payment/commands.hpp"
#include "payment/ports.hpp"
#include "payment/reservations.hpp"

namespace bepusdt::payment {

class AcceptOrder {
 public:
  AcceptOrder(Ports ports, Reservations& reservations) : ports_(ports), reservations_(reservations) {}

  // One answer a command, in order. Called by one thread at a time.
  [[nodiscard]] std::vector<Answer> run(std::span<const Command> commands);

 private:
  struct Batch;
  [[nodiscard]] std::vector<Answer> run_locked(std::span<const Command> commands);
  [[nodiscard]] static std::optional<wire::Refusal> off_chain(const Batch& batch, const core::TradeType& type);
  Answer create(Batch& batch, const CreateOrder& command);
  Answer cancel(Batch& batch, const CancelOrder& command);
  Answer open_new(Batch& batch, const CreateOrder& command);
  Answer rebuild(Batch& batch, const CreateOrder& command, core::Order order);
  Result<core::Quote, wire::Refusal> quote(Batch& batch, const CreateOrder& command, const core::TradeId& trade_id,
                                           int number, Time deadline);
  core::TradeId new_trade_id(Time now);

  Ports ports_;
  Reservations& reservations_;
};

}  // namespace bepusdt::payment
