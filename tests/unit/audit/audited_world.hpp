// AuditedWorld: a payment world in which something of everything has happened, and a way to damage it behind the store's back:
//   A paid and told · B waiting · C cancelled · D confirming · E expired, with a late transfer · F waiting for ether ·
//   one transfer of an amount that nobody asked for.
#pragma once

#include "audit/audit_run.hpp"
#include "audit/invariants.hpp"
#include "support/payment/payment_world.hpp"
#include "unit/store/sqlite/raw_database.hpp"

namespace bepusdt::audit {

class AuditedWorld : public test::PaymentWorld {
 public:
  // A violation as one line: "1 orders KEY: sentence".
  [[nodiscard]] static std::string line(const Violation& v) {
    return std::to_string(v.invariant) + " " + std::string(v.subject.table) + " " + v.subject.key + ": " + v.en;
  }
  [[nodiscard]] std::vector<std::string> found() {
    AuditRun run(*store, {});
    const auto done = run.finish();
    EXPECT_TRUE(done) << done.error().reason;
    std::vector<std::string> lines;
    for (const Violation& violation : run.findings().kept()) lines.push_back(line(violation));
    return lines;
  }
  void damage(const std::string& sql) { store::RawDatabase(folder.file("bepusdt.db")).rows(sql); }
  [[nodiscard]] std::string look_up(const std::string& sql) {
    return store::RawDatabase(folder.file("bepusdt.db")).value(sql);
  }

  void let_everything_happen() {
    directory.now.policy.accept_late = core::AcceptLate::never;
    directory.now.merchants.front().profile.send_expired = true;
    const core::Quote late = create("E", "74")->quote;
    mine_until(clock.now() + Seconds(1260));
    settle();
    chain.mine({pay(late, "0xe")});
    settle();
    while (deliver_due() > 0) {
    }
    const core::Quote paid = create("A", "7.4")->quote;
    (void)create("B", "14.8");
    const core::TradeId cancelled = create("C", "22.2")->order.trade_id;
    (void)create("F", "25", "ethereum.eth");
    EXPECT_TRUE(cancel(cancelled));
    chain.mine({pay(paid, "0xa")});
    chain.mine({chain.transfer(*paid.trade_type, paid.address.value(), 123, "0xstray")});
    chain.mine_empty(5);
    settle();
    while (deliver_due() > 0) {
    }
    const core::Quote confirming = create("D", "29.6")->quote;
    chain.mine({pay(confirming, "0xd")});
    settle();
  }
};

}  // namespace bepusdt::audit
