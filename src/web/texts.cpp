#include "web/texts.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::web {
namespace {

constexpr TextRow kTexts[] = {
    {"html_lang", "zh-CN", "en"},
    {"order_number", "订单号", "Order"},
    {"open_amount_price", "自定金额", "Open amount"},

    // The one line that says what is happening.
    {"line_waiting", "等待付款", "Waiting for payment"},
    {"line_confirming", "已看到付款，确认数 {seen}/{required}", "Payment seen, {seen} of {required} confirmations"},
    {"line_confirming_final", "已看到付款，等待网络最终确认", "Payment seen, waiting for the network to make it final"},
    {"line_paid", "已付款", "Paid"},
    {"line_expired", "付款时间已过", "The time to pay is over"},
    {"line_cancelled", "订单已取消", "This order was cancelled"},
    {"time_left", "剩余时间", "Time left"},
    {"lost", "连接已断开，仍在关注付款。恢复后本页会自动更新。",
     "Connection lost, still watching. This page catches up by itself."},
    {"reverted", "网络暂时撤回了这笔付款（所在区块被替换）。如果钱包里显示已发送，请不要重付：它通常会自己回来。",
     "The network took this payment back for now: its block was replaced. If your wallet shows it as sent, don’t pay "
     "again; it usually returns by itself."},

    // How much, exactly?
    {"send_exactly", "转账数额", "Amount to send"},
    {"exact_hint", "请一位不差地转出这个数额，网络手续费另付。", "Send exactly this amount; network fees come on top."},
    {"any_amount", "任意金额", "Any amount"},
    {"any_amount_hint", "金额由您决定，至少相当于 {open_minimum} {fiat}；网络手续费另付。",
     "You choose how much, at least the worth of {open_minimum} {fiat}; network fees come on top."},
    {"copy", "复制", "Copy"},
    {"copied", "已复制", "Copied"},
    {"copy_failed", "请手动选择并复制", "Select it and copy by hand"},
    {"copy_amount", "复制数额", "Copy amount"},
    {"copy_address", "复制地址", "Copy address"},

    // Where to?
    {"to_address", "转到这个 {network} 地址", "To this {network} address"},
    {"only_network", "仅限 {network} 网络的 {currency}，走错网络会丢失。",
     "Send {currency} on {network} only. Over another network it is lost."},
    {"qr_label", "付款二维码", "QR code of the payment"},
    {"qr_plain_label", "收款地址二维码", "QR code of the address"},
    {"qr_switch", "二维码内容", "What the code carries"},
    {"qr_wallet", "钱包", "Wallet"},
    {"qr_plain", "仅地址", "Address only"},
    {"qr_hint", "交易所 App 大多只认“仅地址”，数额请自己填写。",
     "Exchange apps mostly read “Address only”; type the amount yourself."},
    {"qr_hint_plain", "码里只有地址，数额请自己填写。", "The code holds the address; type the amount yourself."},
    {"open_wallet", "在钱包中打开", "Open in a wallet"},

    // What is happening?
    {"confirming_detail", "付款已经在链上，正在等待确认。现在可以关闭本页，确认后商店会自动收到通知。",
     "Your payment is on the network. You may close this page: the shop is told as soon as it is confirmed."},
    {"confirmations", "确认数", "Confirmations"},
    {"transaction", "交易", "Transaction"},
    {"see_transaction", "查看交易", "View transaction"},
    {"new_tab", "（新标签页）", "(new tab)"},
    {"paid_detail", "您的付款已完成，谢谢。", "Your payment is complete. Thank you."},
    {"back_to_shop", "返回商店", "Back to the shop"},
    {"returning", "{seconds} 秒后自动返回", "Going back by itself in {seconds} s"},
    {"stay", "留在本页", "Stay here"},
    {"expired_unpaid", "还没有付款？请不要再向这个地址转账，回商店重新下单即可。",
     "Not paid yet? Don’t send money to this address any more; order again in the shop."},
    {"already_sent", "已经转出了？", "Already sent the money?"},
    {"already_sent_once", "请不要再转一次。", "Don’t send it again."},
    {"already_sent_in_time", "按时转出的付款，晚一点看到也算数，本页会自动更新。",
     "If it was in time it still counts, even when it is seen a little later. This page updates by itself."},
    {"already_sent_late", "过时才转出的，请把订单号 {trade_id} 和交易哈希告诉商店，由商店处理。",
     "If it was late, tell the shop the order {trade_id} and the transaction’s hash; they can sort it out."},
    {"cancelled_detail", "请不要再转账。", "Please don’t send money any more."},
    {"contact_shop", "联系商店", "Reach the shop"},

    // A payment that does not fit.
    {"other_title", "收到的数额不对", "Another amount arrived"},
    {"other_advice", "请不要补差额，系统无法识别。请把订单号 {trade_id} 和这笔交易告诉商店，由商店确认或退款。",
     "Please don’t send the difference: it would not be recognised. Tell the shop the order {trade_id} and this "
     "transaction; they can accept it or pay it back."},
    {"late_title", "付款来晚了", "The payment came too late"},
    {"late_advice", "这笔钱已记在您的订单上，商店可以手动确认。请把订单号 {trade_id} 告诉商店。",
     "It is kept with your order and the shop can accept it by hand. Tell them the order {trade_id}."},
    {"extra_title", "又收到一笔付款", "One more payment arrived"},
    {"extra_advice", "这个订单只需要付一次。多付的这笔已记录，请把订单号 {trade_id} 告诉商店退款。",
     "This order needs only one. The other is on record: tell the shop the order {trade_id}, so that they pay it back."},
    {"expected", "应付", "Expected"},
    {"received", "收到", "Received"},

    // Test mode.
    {"test_mode", "测试模式", "Test mode"},
    {"test_mode_detail", "这里没有真钱，请勿向此地址转真币。", "No real money here. Don’t send real coins to this address."},
    {"play_pay", "用测试币付款", "Pay with play money"},
    {"play_paying", "正在付款…", "Paying…"},
    {"play_failed", "没有成功，请再试一次。", "That did not work. Please try again."},

    // No order to show.
    {"not_found_title", "没有这个订单", "There is no such order"},
    {"not_found_detail", "请检查链接是否完整，或回商店重新打开付款页。",
     "Check that the link is complete, or open the payment page from the shop again."},
    {"error_title", "页面暂时打不开", "This page can’t be shown right now"},
    {"error_detail", "您的订单和付款不受影响，请稍后刷新。",
     "Your order and your payment are safe. Please reload in a moment."},
    {"reload", "刷新", "Reload"},
    {"request_number", "请求编号", "Request"},

    // The shop of the demo.
    {"demo_shop", "演示商店", "Demo shop"},
    {"demo_note", "测试链，没有真钱", "Test chain, no real money"},
    {"buy", "购买", "Buy"},
    {"pay_with", "付款币种", "Pay with"},
    {"how_ordered", "下单只要三行代码", "Three lines make the order"},
    {"callback_title", "商店收到的回调", "The callback, as it arrived"},
    {"callback_none", "还没有。购买并付款后，网关发给商店的内容会原样出现在这里。",
     "Nothing yet. Buy and pay: what the gateway sends to the shop appears here, byte for byte."},
    {"callback_awaiting", "正在等网关的回调…", "Waiting for the gateway’s callback…"},
    {"callback_body", "正文", "Body"},
    {"callback_signature", "签名", "Signature"},
    {"callback_verified", "签名验证通过", "Signature verified"},
    {"callback_not_verified", "签名不符", "Signature does not match"},
};

}  // namespace

std::span<const TextRow> text_table() { return kTexts; }

std::string_view text_of(std::string_view key, wire::Language language) {
  const auto found = std::find_if(std::begin(kTexts), std::end(kTexts), [&](const TextRow& row) { return row.key == key; });
  BEPUSDT_ASSERT(found != std::end(kTexts));
  return language == wire::Language::zh ? found->zh : found->en;
}

}  // namespace bepusdt::web
