// Step 4: a matched transfer is final by its chain's setting -> order `paid` and its paid event, in one store transaction.
// Before that the node is asked about this one transfer again, with no transaction open; whatever it answers other than
// "it is there" leaves the order confirming. Idempotent: the transaction looks at everything again.
// One instance a chain, called by one thread at a time.
#pragma once

#include <map>
#include <string>

#include "payment/ports.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::payment {

class ConfirmPayment {
 public:
  ConfirmPayment(core::ChainName chain, Ports ports, ports::ChainReader& reader)
      : chain_(std::move(chain)), ports_(ports), reader_(reader) {}

  // How many orders became paid; nullopt when the store failed.
  [[nodiscard]] std::optional<int> run(int limit = 100);

 private:
  [[nodiscard]] Result<bool, ports::ReadError::Kind> node_agrees(const core::Transfer& transfer);
  [[nodiscard]] Result<bool, ports::StoreError> mark_paid(const core::Transfer& transfer);

  core::ChainName chain_;
  Ports ports_;
  ports::ChainReader& reader_;
  // Transfers that the node denied: one error event each, and asked about again only now and then, so that they keep no
  // others waiting.
  std::map<std::string, Time> disputed_;  // key: when to ask again
};

}  // namespace bepusdt::payment
