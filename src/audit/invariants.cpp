#include "audit/invariants.hpp"

#include <array>

namespace bepusdt::audit {
namespace {

constexpr std::array<Invariant, kInvariants> kRows{{
    {.number = 1,
     .name = "one_payment",
     .zh = "一笔转账最多支付一个订单；订单只能由真实、成功且已最终确认的转账支付",
     .en = "A transfer pays at most one order, and an order is paid by a transfer that existed, succeeded and was final",
     .of_order = one_payment::of_order,
     .of_transfer = one_payment::of_transfer},
    {.number = 2,
     .name = "reservations_apart",
     .zh = "两个有效报价不会占用同一链、地址、币种和数量",
     .en = "Two live reservations never hold the same chain, address, trade type and amount",
     .of_order = reservations_apart::of_order},
    {.number = 3,
     .name = "legal_states",
     .zh = "订单只沿合法状态表变化；已支付即终态",
     .en = "An order moves only along the table of legal moves, and paid is final",
     .of_order = legal_states::of_order},
    {.number = 4,
     .name = "contiguous_cursor",
     .zh = "链的游标连续：其下每个区块都已读取或记录为空档，且不超过节点的最新区块",
     .en = "A cursor is contiguous outside recorded gaps in which no order was live, and never passes the node's head",
     .of_chain = contiguous_cursor::of_chain},
    {.number = 5,
     .name = "told_once",
     .zh = "每个已支付订单恰有一个支付事件，至少送达一次或可见地失败；回调不会说出未提交的状态",
     .en = "Each paid order has exactly one paid event, delivered or visibly dead, and no callback tells what was not "
           "committed",
     .of_order = told_once::of_order,
     .of_event = told_once::of_event},
    {.number = 6,
     .name = "nothing_lost",
     .zh = "金额不会凭空产生或丢失；报价不使用缺失、过期、非正或未确认的汇率",
     .en =
         "No amount is created or lost, and no order is quoted at a rate that is missing, old, not positive or unconfirmed",
     .of_order = nothing_lost::of_order,
     .of_transfer = nothing_lost::of_transfer},
}};

}  // namespace

std::span<const Invariant> invariants() { return kRows; }

}  // namespace bepusdt::audit
