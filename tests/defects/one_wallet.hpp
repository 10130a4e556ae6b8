// OneWallet: the payment world with a single wallet, so that two orders of one price can only differ by their amounts: what
// would hide a shared amount or a transfer that pays twice is not there.
#pragma once

#include <gtest/gtest.h>

#include "core/match.hpp"
#include "support/payment/payment_world.hpp"

namespace bepusdt::test {

struct OneWallet : PaymentWorld {
  explicit OneWallet(std::uint64_t finality = 3) : PaymentWorld(finality) {
    std::erase_if(directory.now.wallets, [](const ports::Wallet& w) { return w.address.value() != kWalletA; });
  }

  [[nodiscard]] core::OrderState state(const payment::Accepted& made) const { return order(made.order.trade_id).state; }
  // A transfer of so many base units to the quote's address.
  [[nodiscard]] core::Transfer pay_units(const core::Quote& quote, const core::BaseUnits& units,
                                         const std::string& hash) const {
    return chain.transfer(*quote.trade_type, quote.address.value(), units, hash);
  }
  // A block with these transfers, enough blocks on top to make it final, and all steps until they rest.
  void mine_and_settle(std::vector<core::Transfer> transfers) {
    chain.mine(std::move(transfers));
    chain.mine_empty(4);
    settle();
  }
  // As at the end of a process: nothing of the database is open any more.
  void close() {
    deliver.reset();
    expire.reset();
    confirm.reset();
    match.reset();
    scan.reset();
    accept.reset();
    reservations.reset();
    store.reset();
  }
};

}  // namespace bepusdt::test
