// Contract of the store: the ledger of transfers.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

using core::TransferStatus;
using Positions = std::vector<std::string>;

Positions positions(const std::vector<core::Transfer>& transfers) {
  Positions out;
  for (const auto& t : transfers) out.push_back(t.key.position.value());
  return out;
}

TEST_P(StoreContract, ATransferComesBackAsItWasInserted) {
  core::Transfer full = transfer(1, 100);
  full.units = core::BaseUnits("115792089237316195423570985008687907853269984665640564039457584007913129639935");
  full.status = TransferStatus::late;
  full.gone = true;
  full.trade_id = trade_id(3);
  full.merchant_id = core::MerchantId("shop-2");
  full.reason = "late";
  core::Transfer bare = transfer(2, 0);
  bare.trade_type = nullptr;
  bare.contract = "";
  write([&](ports::Tx& tx) {
    tx.insert(full);
    tx.insert(bare);
  });
  reopen();
  EXPECT_EQ(describe(*read([&](const ports::View& v) { return v.transfer(full.key); })), describe(full));
  EXPECT_EQ(describe(*read([&](const ports::View& v) { return v.transfer(bare.key); })), describe(bare));
}

TEST_P(StoreContract, TheKeyOfATransferIsChainHashAndPositionTogether) {
  const core::Transfer first = transfer(1, 100);
  core::Transfer other_position = first;
  other_position.key.position = core::Position("other");
  core::Transfer other_chain = first;
  other_chain.key.chain = core::ChainName("base");
  write([&](ports::Tx& tx) {
    tx.insert(first);
    tx.insert(other_position);
    tx.insert(other_chain);
  });
  const auto twice = store->write([&](ports::Tx& tx) { tx.insert(first); });
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind, ports::StoreError::Kind::broken);
  EXPECT_EQ(positions(read([&](const ports::View& v) { return v.transfers_by_hash(first.key.hash); })),
            (Positions{"1", "other", "1"}));
  EXPECT_TRUE(read([](const ports::View& v) { return v.transfers_by_hash(core::TxHash("0xnone")); }).empty());
  core::TransferKey unknown = first.key;
  unknown.hash = core::TxHash("0xnone");
  EXPECT_FALSE(read([&](const ports::View& v) { return v.transfer(unknown); }));
}

TEST_P(StoreContract, AnUpdateOfATransferChangesAllButItsKey) {
  core::Transfer changed = transfer(1, 100);
  write([&](ports::Tx& tx) {
    tx.insert(changed);
    changed.block = block(101);
    changed.first_block_time -= Seconds(3);
    changed.seen_at += Seconds(9);
    changed.status = TransferStatus::unmatched;
    changed.gone = true;
    changed.trade_id = trade_id(9);
    changed.merchant_id = core::MerchantId("shop-2");
    changed.reason = "no_order";
    tx.update(changed);
  });
  EXPECT_EQ(describe(*read([&](const ports::View& v) { return v.transfer(changed.key); })), describe(changed));
}

TEST_P(StoreContract, TransfersToMatchAreSeenAndNotGoneOldestFirst) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 5; ++n) {
      core::Transfer t = transfer(n, 100);
      t.seen_at = kNow + Seconds(10 - n);
      if (n == 2) t.gone = true;
      if (n == 4) t.status = TransferStatus::unmatched;
      tx.insert(t);
    }
    core::Transfer same_time = transfer(6, 100);
    same_time.seen_at = kNow + Seconds(9);
    tx.insert(same_time);
  });
  const auto seen = [&](int limit) {
    return positions(read([&](const ports::View& v) { return v.transfers_to_match(limit); }));
  };
  EXPECT_EQ(seen(10), (Positions{"5", "3", "1", "6"}));
  EXPECT_EQ(seen(1), (Positions{"5"}));
  EXPECT_EQ(seen(0), (Positions{}));
}

// The order is confirming and the transfer is matched, whichever of the two was written first.
TEST_P(StoreContract, TransfersToConfirmBelongToConfirmingOrders) {
  const auto matched = [](int n, std::uint64_t height) {
    core::Transfer t = transfer(n, height);
    t.status = TransferStatus::matched;
    t.trade_id = trade_id(n);
    return t;
  };
  const auto set_state = [](ports::Tx& tx, int n, core::OrderState state) {
    core::Order o = *tx.order(trade_id(n));
    o.state = state;
    tx.update(o);
  };
  const auto due = [&](std::uint64_t height, int limit) {
    return positions(read([&](const ports::View& v) { return v.transfers_to_confirm(kEthereum, height, limit); }));
  };
  const auto confirming = [&] { return read([](const ports::View& v) { return v.has_confirming(kEthereum); }); };
  EXPECT_FALSE(confirming());
  write([&](ports::Tx& tx) {
    for (int n = 1; n <= 4; ++n) tx.insert(order(n));
    set_state(tx, 1, core::OrderState::confirming);
    tx.insert(matched(1, 103));  // order first
    tx.insert(matched(2, 101));
    set_state(tx, 2, core::OrderState::confirming);  // transfer first
    tx.insert(transfer(3, 102));
    set_state(tx, 3, core::OrderState::confirming);
    tx.update(matched(3, 102));  // an update of both
    tx.insert(matched(4, 100));  // its order waits
    core::Transfer elsewhere = matched(1, 50);
    elsewhere.key.chain = core::ChainName("base");
    tx.insert(elsewhere);
  });
  EXPECT_TRUE(confirming());
  EXPECT_EQ(due(1000, 10), (Positions{"2", "3", "1"}));  // oldest block first
  EXPECT_EQ(due(UINT64_MAX, 1), (Positions{"2"}));
  EXPECT_EQ(due(102, 10), (Positions{"2", "3"}));  // the height itself counts
  EXPECT_EQ(due(100, 10), (Positions{}));
  EXPECT_FALSE(read([](const ports::View& v) { return v.has_confirming(kTron); }));

  write([&](ports::Tx& tx) {
    set_state(tx, 2, core::OrderState::paid);
    core::Transfer gone = matched(3, 102);
    gone.gone = true;
    tx.update(gone);
  });
  EXPECT_EQ(due(1000, 10), (Positions{"1"}));
  write([&](ports::Tx& tx) {
    tx.update(matched(3, 104));  // it came back
    set_state(tx, 1, core::OrderState::waiting);
  });
  EXPECT_EQ(due(1000, 10), (Positions{"3"}));
  write([&](ports::Tx& tx) {
    core::Transfer released = matched(3, 104);
    released.status = TransferStatus::unmatched;
    tx.update(released);
  });
  EXPECT_EQ(due(1000, 10), (Positions{}));
  EXPECT_FALSE(confirming());
}

TEST_P(StoreContract, TransfersAboveAHeightAreThoseThatAreNotGone) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 4; ++n) {
      core::Transfer t = transfer(n, static_cast<std::uint64_t>(104 - n));
      if (n == 2) t.gone = true;
      tx.insert(t);
    }
    core::Transfer elsewhere = transfer(5, 200);
    elsewhere.key.chain = core::ChainName("base");
    tx.insert(elsewhere);
  });
  const auto above = [&](std::uint64_t height) {
    auto found = positions(read([&](const ports::View& v) { return v.transfers_above(kEthereum, height); }));
    std::ranges::sort(found);
    return found;
  };
  EXPECT_EQ(above(100), (Positions{"1", "3"}));
  EXPECT_EQ(above(99), (Positions{"1", "3", "4"}));
  EXPECT_EQ(above(103), (Positions{}));
  EXPECT_EQ(above(UINT64_MAX), (Positions{}));
}

TEST_P(StoreContract, TransfersAreListedNewestFirstByStatusAndPage) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 6; ++n) {
      core::Transfer t = transfer(n, 100);
      t.status = n % 2 == 0 ? TransferStatus::unmatched : TransferStatus::seen;
      t.gone = n == 6;  // listed all the same
      tx.insert(t);
    }
  });
  const auto listed = [&](std::optional<TransferStatus> status, std::optional<Time> before, int limit) {
    return positions(read([&](const ports::View& v) { return v.transfers(status, before, limit); }));
  };
  EXPECT_EQ(listed(std::nullopt, std::nullopt, 3), (Positions{"6", "5", "4"}));
  EXPECT_EQ(listed(std::nullopt, kNow + Millis(4), 10), (Positions{"3", "2", "1"}));
  EXPECT_EQ(listed(TransferStatus::unmatched, std::nullopt, 10), (Positions{"6", "4", "2"}));
  EXPECT_EQ(listed(TransferStatus::unmatched, kNow + Millis(6), 1), (Positions{"4"}));
  EXPECT_EQ(listed(TransferStatus::matched, std::nullopt, 10), (Positions{}));
  EXPECT_EQ(listed(std::nullopt, kNow, 10), (Positions{}));
}

TEST_P(StoreContract, TransfersOfAnOrderComeInOrderOfInsertion) {
  write([](ports::Tx& tx) {
    for (const int n : {3, 1, 2}) {
      core::Transfer t = transfer(n, 100);
      t.trade_id = trade_id(n == 2 ? 8 : 7);
      tx.insert(t);
    }
    tx.insert(transfer(4, 100));
  });
  const auto of = [&](const core::TradeId& id) {
    return positions(read([&](const ports::View& v) { return v.transfers_of(id); }));
  };
  EXPECT_EQ(of(trade_id(7)), (Positions{"3", "1"}));
  EXPECT_EQ(of(trade_id(8)), (Positions{"2"}));
  EXPECT_EQ(of(trade_id(9)), (Positions{}));
  EXPECT_EQ(of(core::TradeId("")), (Positions{}));  // those of no order are not one order's
}

TEST_P(StoreContract, TransfersArePagedInOrderOfInsertion) {
  write([](ports::Tx& tx) {
    for (const int n : {3, 1, 2, 4}) {
      core::Transfer t = transfer(n, 100);
      t.seen_at = kNow;  // all at once
      t.gone = n == 2;   // listed all the same
      tx.insert(t);
    }
    core::Transfer moved = transfer(3, 200);
    tx.update(moved);  // its place stays
  });
  const auto page = [&](const std::optional<core::TransferKey>& after, int limit) {
    return positions(read([&](const ports::View& v) { return v.transfers_after(after, limit); }));
  };
  EXPECT_EQ(page(std::nullopt, 2), (Positions{"3", "1"}));
  EXPECT_EQ(page(transfer(1, 1).key, 2), (Positions{"2", "4"}));
  EXPECT_EQ(page(transfer(4, 1).key, 2), (Positions{}));
  EXPECT_EQ(page(std::nullopt, 0), (Positions{}));
  EXPECT_EQ(page(transfer(9, 1).key, 2), (Positions{}));  // unknown
}

}  // namespace
}  // namespace bepusdt::test
