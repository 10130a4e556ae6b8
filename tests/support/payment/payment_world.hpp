// PaymentWorld: the six steps over a real SQLite store in a temporary folder, with a clock that is set, a FakeChain for
// Ethereum and a merchant that answers what it is told. Nothing in it runs by itself: a test calls the steps.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "catalog/chains.hpp"
#include "payment/operator_actions.hpp"
#include "payment/pipeline.hpp"
#include "support/fake_chain.hpp"
#include "support/fakes.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::test {

inline constexpr const char* kWalletA = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
inline constexpr const char* kWalletB = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";

// The same amount of the same thing at the same address.
inline bool same_offer(const core::Quote& a, const core::Quote& b) {
  return a.trade_type == b.trade_type && a.address == b.address && a.units == b.units;
}

class SetDirectory : public ports::Directory {
 public:
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override {
    return std::make_shared<ports::DirectorySnapshot>(now);
  }
  ports::DirectorySnapshot now;
};

class PaymentWorld {
 public:
  explicit PaymentWorld(std::uint64_t finality = 3);

  // As after SIGKILL: every object but the files, the chain and the clock is made anew.
  void restart();

  payment::CreateOrder request(const std::string& order_id, const std::string& amount,
                               const std::string& trade_type = "usdt.erc20") const;
  payment::Answer create(const payment::CreateOrder& command) {
    return accept->run(std::vector<payment::Command>{command}).front();
  }
  payment::Answer create(const std::string& order_id, const std::string& amount,
                         const std::string& trade_type = "usdt.erc20") {
    return create(request(order_id, amount, trade_type));
  }
  payment::Answer cancel(const core::TradeId& id) {
    return accept->run(std::vector<payment::Command>{payment::CancelOrder{core::kDefaultMerchant, id}}).front();
  }

  // A transfer of exactly what the quote asks for.
  core::Transfer pay(const core::Quote& quote, const std::string& hash, const std::string& position = "0") const {
    return chain.transfer(*quote.trade_type, quote.address.value(), quote.units, hash, position);
  }
  // Moves the clock to the chain's tip (when behind) and runs scan, match, confirm, expire, release until nothing moves.
  void settle();
  // One round of delivery; how many were sent.
  int deliver_due();

  core::Order order(const core::TradeId& id) const;
  std::vector<core::Transfer> transfers_of(const core::TradeId& id) const;
  core::Transfer transfer(const std::string& hash, const std::string& position = "0") const;
  std::vector<core::CallbackEvent> callbacks_of(const core::TradeId& id) const;
  // Mines empty blocks until the chain's time is `to`.
  void mine_until(Time to);

  TempFolder folder;
  SetClock clock;
  FakeChain chain;
  SetDirectory directory;
  SeededRandom random{1};
  KeptLog log;
  NoMetrics metrics;
  KeptFeed feed;
  ScriptedClient merchant;

  std::unique_ptr<ports::Store> store;
  std::unique_ptr<payment::Reservations> reservations;
  std::unique_ptr<payment::AcceptOrder> accept;
  std::unique_ptr<payment::ScanChain> scan;
  std::unique_ptr<payment::MatchTransfer> match;
  std::unique_ptr<payment::ConfirmPayment> confirm;
  std::unique_ptr<payment::ExpireOrder> expire;
  std::unique_ptr<payment::DeliverCallback> deliver;
};

}  // namespace bepusdt::test
