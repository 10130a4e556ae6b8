// Auditor: models who paid what and holds the gateway against it. It looks at every state that was committed, hears every
// callback that a merchant receives and every answer that a client gets, and knows the truth of the chains from their models.
// It shares no code with src/payment (a test of the layers checks that): its rules are its own reading of the contract.
//
//   committed   orders move along its own table; what is paid was paid, once, by a transfer that stood and was final; amounts
//               on offer stay apart until their time is over; rates were good
//   heard       a callback tells a committed state, and tells it truly
//   reckoning   at the end, when the faults have stopped: everything came to rest, everything that stands on the chains is
//               in the books and nothing else is, and whoever paid in time is served
//
// Violations go to the stage. One thread.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ports/directory.hpp"
#include "ports/store.hpp"
#include "sim/chain_world.hpp"
#include "sim/merchant_world.hpp"
#include "sim/price_market.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class Auditor {
 public:
  Auditor(Stage& stage, const std::vector<std::unique_ptr<ChainWorld>>& chains, const ports::DirectorySnapshot& settings,
          PriceMarket& market)
      : stage_(stage), chains_(chains), settings_(settings), market_(market) {}

  // Something was committed. Looks at the store; nothing when it cannot be read.
  void committed(ports::Store& store);
  // A client was told that this order exists and what it asks for.
  void answered(const core::Order& order, const core::Quote& quote);
  void heard(const MerchantWorld::Told& told);
  // Somebody did by hand what the rules alone would not do.
  void operator_touched(const core::TradeId& id) { by_hand_.insert(id.value()); }
  // A client asked to cancel or to change it, so that what it is owed is not simple any more.
  void disturbed(const core::TradeId& id) { disturbed_.insert(id.value()); }

  // At the end. `merchants`: who took what.
  void reckon(ports::Store& store, const MerchantWorld& merchants);

  [[nodiscard]] bool all_at_rest() const;  // no order waits or confirms

 private:
  struct Offer {
    core::Quote quote;
    Time held_until{};  // by the contract
  };
  struct Known {
    core::Order order;
    std::vector<Offer> offers;
    Time first_seen{};  // true time
    std::set<core::OrderState> states;
    const core::TradeType* paid_in = nullptr;
  };

  void look_at_order(const ports::View& view, const core::Order& order);
  void judge_move(const core::Order& before, const core::Order& now);
  void judge_payment(const ports::View& view, Known& known);
  void judge_paid(const ports::View& view, const Known& known, const core::TransferKey& key, const TransferHistory& truth);
  [[nodiscard]] bool was_asked_for(const Known& known, const TransferHistory& truth) const;
  void judge_offer(const Known& known, const core::Quote& quote);
  void judge_rate(const core::Quote& quote);
  [[nodiscard]] Time hold_of(const core::Quote& quote) const;

  void reckon_chain(const ports::View& view, const ChainWorld& chain, const std::vector<core::Transfer>& books);
  void reckon_customers(const ChainWorld& chain, const TrueTransfer& transfer, const core::Transfer* row);
  [[nodiscard]] bool late_counts(const core::TradeType& type) const;  // by the operator's policy
  void reckon_callbacks(const ports::View& view, const MerchantWorld& merchants);
  [[nodiscard]] const ChainWorld* chain(const core::ChainName& name) const;

  Stage& stage_;
  const std::vector<std::unique_ptr<ChainWorld>>& chains_;
  const ports::DirectorySnapshot& settings_;
  PriceMarket& market_;
  std::map<std::string, Known> known_;             // by trade id
  std::map<std::string, std::string> paid_by_;     // transfer -> trade id that it paid, for ever
  std::map<std::string, std::uint64_t> begun_at_;  // by chain: the first block that the cursor ever stood on
  std::set<std::string> answered_;
  std::set<std::string> by_hand_;
  std::set<std::string> disturbed_;
};

}  // namespace bepusdt::sim
