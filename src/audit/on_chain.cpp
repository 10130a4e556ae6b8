#include "audit/on_chain.hpp"

#include <fmt/format.h>

#include <optional>

namespace bepusdt::audit {
namespace {

constexpr int kPage = 200;

// The transfer that paid the order, while it counts.
std::optional<core::Transfer> payment_of(const ports::View& view, const core::Order& order) {
  if (order.state != core::OrderState::paid || order.reversed) return std::nullopt;
  for (core::Transfer& transfer : view.transfers_of(order.trade_id))
    if (transfer.status == core::TransferStatus::matched && transfer.key.hash == order.payment_hash &&
        transfer.key.position == order.payment_position && !transfer.gone)
      return std::move(transfer);
  return std::nullopt;
}

class Questioning {
 public:
  Questioning(ports::Store& store, const Readers& readers, Findings& findings)
      : store_(store), readers_(readers), findings_(findings) {}

  Result<OnChain, ports::StoreError> run() {
    for (const auto& [chain, reader] : readers_)
      if (const auto done = ask_about_block(chain, *reader); !done) return fail(done.error());
    std::optional<core::TradeId> before;
    for (;;) {
      std::vector<core::Transfer> payments;
      int orders = 0;
      const auto read = store_.read([&](const ports::View& view) {
        for (core::Order& order : view.orders(core::OrderState::paid, before, kPage)) {
          if (auto payment = payment_of(view, order)) payments.push_back(*std::move(payment));
          before = std::move(order.trade_id);
          ++orders;
        }
      });
      if (!read) return fail(read.error());
      for (const core::Transfer& payment : payments)
        if (const auto done = ask_about_payment(payment); !done) return fail(done.error());
      if (orders < kPage) return std::move(told_);
    }
  }

 private:
  // The newest of the blocks that are kept and final.
  Result<void, ports::StoreError> ask_about_block(const core::ChainName& chain, ports::ChainReader& reader) {
    std::vector<core::BlockRef> block;
    const auto read = store_.read([&](const ports::View& view) {
      if (const auto cursor = view.cursor(chain); cursor && cursor->final_height > 0)
        block = view.blocks_down_from(chain, cursor->final_height, 1);
    });
    if (!read) return fail(read.error());
    if (block.empty()) return {};
    ++told_.asked;
    const auto there = reader.block_at(block.front().height);
    if (!there) {
      told_.cannot_reach.emplace(chain, there.error().reason);
    } else if (!*there || (*there)->hash != block.front().hash) {
      findings_.add({4,
                     {"blocks", fmt::format("{}/{}", chain.value(), block.front().height)},
                     "已最终确认，但节点上的该区块不同",
                     "is final, and the chain has another block there"});
    }
    return {};
  }

  Result<void, ports::StoreError> ask_about_payment(const core::Transfer& payment) {
    const core::ChainName& chain = payment.key.chain;
    const auto reader = readers_.find(chain);
    if (reader == readers_.end()) {
      ++told_.without_reader;
      return {};
    }
    if (told_.cannot_reach.contains(chain)) return {};
    ++told_.asked;
    const auto check = reader->second->check(payment);
    if (!check) {
      told_.cannot_reach.emplace(chain, check.error().reason);
      return {};
    }
    if (*check == ports::TransferCheck::present) return {};
    // A fork may have been read while the node was asked.
    bool still_counts = false;
    const auto read = store_.read([&](const ports::View& view) {
      const auto order = view.order(payment.trade_id);
      const auto now = order ? payment_of(view, *order) : std::nullopt;
      still_counts = now && now->block == payment.block;
    });
    if (!read) return fail(read.error());
    if (!still_counts) return {};
    const bool moved = *check == ports::TransferCheck::moved;
    findings_.add({1,
                   {"transfers", payment.key.hash.value() + "/" + payment.key.position.value()},
                   fmt::format("支付了订单 {}，但节点称其{}", payment.trade_id.value(),
                               moved ? "不在所记录的区块中" : "不存在、已失败或内容不同"),
                   fmt::format("paid order {}, and the node says that it is {}", payment.trade_id.value(),
                               moved ? "in another block" : "unknown, failed or something else")});
    return {};
  }

  ports::Store& store_;
  const Readers& readers_;
  Findings& findings_;
  OnChain told_;
};

}  // namespace

Result<OnChain, ports::StoreError> audit_on_chain(ports::Store& store, const Readers& readers, Findings& findings) {
  return Questioning(store, readers, findings).run();
}

}  // namespace bepusdt::audit
