// bepusdt order create|query|cancel: orders as a merchant makes them, over the client library, at any gateway.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <bepusdt/client.hpp>

#include <memory>

#include "app/commands/access.hpp"
#include "app/commands/command.hpp"
#include "app/commands/record.hpp"
#include "app/commands/rows.hpp"
#include "app/commands/shown_text.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/version.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::app {
namespace {

namespace field = wire::field;

struct ClientFlags {
  AccessFlags access;
  std::int64_t wait = 30;
  int retries = 0;
  std::string trade_id;
  std::string order_id;
  std::string amount;
  std::string rate;
  std::int64_t timeout = 0;
  sdk::CreateOrder order;
};

// What the library says of its arguments and of answers, as an exit status.
int say_error(const sdk::ErrorInfo& error) {
  std::string sentence = shown_text(error.message);
  if (!error.field.empty() && !sentence.contains(error.field)) sentence = error.field + ": " + sentence;
  if (!error.code.empty()) sentence += " [" + shown_text(error.code) + "]";
  if (!error.location.empty() && !sentence.contains(error.location)) sentence += " → " + shown_text(error.location);
  if (!error.request_id.empty()) sentence += " (request " + shown_text(error.request_id) + ")";
  const bool no_gateway = error.kind == sdk::ErrorKind::network || error.kind == sdk::ErrorKind::timeout ||
                          (error.kind == sdk::ErrorKind::server && error.code.empty());
  return say_no(sentence, error.kind == sdk::ErrorKind::validation ? kWrongUsage : no_gateway ? kCannotReach : kSaidNo);
}

int with_client(const Invocation& invocation, const ClientFlags& flags, const std::function<int(const sdk::Client&)>& work) {
  int status = kDone;
  const auto access = find_access(invocation, flags.access, true, status);
  if (!access) return status;
  sdk::ClientOptions options;
  options.api_url = access->api_url;
  options.api_token = std::string(access->tokens.front().reveal());
  options.merchant_id = access->merchant_id;
  options.timeout = std::chrono::seconds(flags.wait);
  options.retry.max_retries = flags.retries;
  options.language = terminal_language() == wire::Language::zh ? "zh" : "en";
  options.user_agent = fmt::format("bepusdt/{}", kVersion);
  try {
    return work(sdk::Client(std::move(options)));
  } catch (const sdk::Error& error) {
    return say_error(error.info());
  }
}

std::string time_text(const std::optional<sdk::UnixTime>& time) {
  return time ? fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", *time) : std::string();
}

Record record_of(const sdk::Order& order) {
  Record record;
  record.text(field::kTradeId, order.trade_id).text(field::kOrderId, order.order_id).text(field::kState, order.state);
  if (order.status) record.integer(field::kStatus, static_cast<int>(*order.status));
  record.text(field::kTradeType, order.trade_type)
      .text(field::kFiat, order.fiat)
      .text(field::kAmount, order.amount.text())
      .text(field::kActualAmount, order.actual_amount.text())
      .text(field::kToken, order.token)
      .integer(field::kExpirationTime, order.expiration_time.count())
      .text(field::kPaymentUrl, order.payment_url)
      .text(field::kBlockTransactionId, order.block_transaction_id);
  return record;
}

int create(const Invocation& invocation, const ClientFlags& flags) {
  return with_client(invocation, flags, [&](const sdk::Client& client) {
    sdk::CreateOrder order = flags.order;
    const auto amount = sdk::Decimal::parse(flags.amount);
    if (!amount)
      return say_no(
          wire::Sentence{"--amount 应为十进制数字，例如 28.8", "--amount must be a decimal number such as 28.8"}.in(
              terminal_language()),
          kWrongUsage);
    order.amount = *amount;
    if (flags.timeout > 0) order.timeout = std::chrono::seconds(flags.timeout);
    if (!flags.rate.empty()) {
      const auto fixed = sdk::Decimal::parse(flags.rate);
      order.rate = fixed && !flags.rate.starts_with('-') ? sdk::Rate(*fixed) : sdk::Rate(flags.rate);
    }
    record_of(client.create_order(order)).print(invocation.json);
    return kDone;
  });
}

int cancel(const Invocation& invocation, const ClientFlags& flags) {
  return with_client(invocation, flags, [&](const sdk::Client& client) {
    const sdk::CancelledOrder cancelled = client.cancel_order(flags.trade_id);
    Record().text(field::kTradeId, cancelled.trade_id).text(field::kState, "cancelled").print(invocation.json);
    return kDone;
  });
}

void print_details(const sdk::OrderDetails& details) {
  Record record = record_of(details.order);
  record.text(field::kName, details.name).text(field::kNotifyUrl, details.notify_url);
  record.text("created_at", time_text(details.created_at)).text("expires_at", time_text(details.expires_at));
  record.text("cancelled_at", time_text(details.cancelled_at)).text("paid_at", time_text(details.paid_at));
  if (details.reversed) record.boolean("reversed", true);
  record.print(false);
  if (!details.payments.empty()) {
    Rows rows({"payment", "chain", "trade_type", "amount", "from", "status", "seen_at"});
    for (const sdk::PaymentRecord& payment : details.payments)
      rows.add({shown_text(payment.block_transaction_id), shown_text(payment.chain), shown_text(payment.trade_type),
                payment.amount.text(), shown_text(payment.from), shown_text(payment.status), time_text(payment.seen_at)});
    fmt::print("\n{}", rows.as_table());
  }
  if (!details.callbacks.empty()) {
    Rows rows({"callback", "event", "state", "attempts", "last_status", "last_reason"});
    for (const sdk::CallbackRecord& callback : details.callbacks) {
      const sdk::DeliveryRecord last = callback.deliveries.empty() ? sdk::DeliveryRecord{} : callback.deliveries.back();
      rows.add({shown_text(callback.event_id), shown_text(callback.event), shown_text(callback.state),
                static_cast<std::int64_t>(callback.deliveries.size()), static_cast<std::int64_t>(last.http_status),
                shown_text(last.reason)});
    }
    fmt::print("\n{}", rows.as_table());
  }
}

int query(const Invocation& invocation, const ClientFlags& flags) {
  if (flags.trade_id.empty() == flags.order_id.empty())
    return say_no(wire::Sentence{"请给出 trade_id 或 --order-id", "give a trade_id or --order-id"}.in(terminal_language()),
                  kWrongUsage);
  return with_client(invocation, flags, [&](const sdk::Client& client) {
    const auto details = client.try_get_order({.trade_id = flags.trade_id, .order_id = flags.order_id});
    if (details) {
      if (invocation.json)
        fmt::print("{}\n", details->json);
      else
        print_details(*details);
      return kDone;
    }
    // BEpusdt has no signed query, only what anybody may ask.
    const bool no_such_path = details.error().kind == sdk::ErrorKind::client &&
                              (details.error().status_code == 404 || details.error().status_code == 405);
    if (!no_such_path || flags.trade_id.empty()) return say_error(details.error());
    record_of(client.query_order(flags.trade_id)).print(invocation.json);
    return kDone;
  });
}

CLI::App& add_one(CLI::App& order, const char* name, const char* what, Invocation& invocation,
                  const std::shared_ptr<ClientFlags>& flags, int (*work)(const Invocation&, const ClientFlags&)) {
  CLI::App& command = *order.add_subcommand(name, what);
  add_access_options(command, invocation, flags->access, true);
  command.add_option("--wait", flags->wait, "Seconds for each try / 每次请求的超时（秒）")
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  command.add_option("--retries", flags->retries, "Further tries without an answer / 无响应时的重试次数")
      ->check(CLI::Range(0, 10))
      ->capture_default_str();
  add_json_option(command, invocation);
  command.callback(
      [&invocation, flags, work] { invocation.run = [&invocation, flags, work] { return work(invocation, *flags); }; });
  return command;
}

}  // namespace

void add_order_client(CLI::App& order, Invocation& invocation) {
  const auto flags = std::make_shared<ClientFlags>();

  CLI::App& creating = add_one(order, "create", "Make an order at a gateway / 在网关下单", invocation, flags, &create);
  creating.add_option("--order-id", flags->order.order_id, "Your number; the same again is the same order / 商户订单号")
      ->required();
  creating.add_option("--amount", flags->amount, "Fiat: 28.8 / 法币金额")->required();
  creating.add_option("--notify-url", flags->order.notify_url, "Where callbacks go / 回调地址")->required();
  creating.add_option("--redirect-url", flags->order.redirect_url, "Where the payer goes once paid / 支付后跳转");
  creating.add_option("--trade-type", flags->order.trade_type, "usdt.trc20 ...")->capture_default_str();
  creating.add_option("--address", flags->order.address, "Collect here instead of to a configured wallet / 收款地址");
  creating.add_option("--timeout", flags->timeout, "Seconds until it expires / 有效期（秒）")->check(CLI::Range(1, 86'400));
  creating.add_option("--rate", flags->rate, "7.4, ~1.02, +0.3 or -0.2 / 汇率");
  creating.add_option("--fiat", flags->order.fiat, "CNY, USD ... / 法币");
  creating.add_option("--name", flags->order.name, "Shown to the payer / 商品名称");

  CLI::App& querying =
      add_one(order, "query", "Everything that the gateway knows of an order / 查询订单", invocation, flags, &query);
  querying.add_option("trade_id", flags->trade_id, "As create shows it / 交易号");
  querying.add_option("--order-id", flags->order_id, "Your number instead / 商户订单号");

  CLI::App& cancelling = add_one(order, "cancel", "Stop offering an order / 取消订单", invocation, flags, &cancel);
  cancelling.add_option("trade_id", flags->trade_id, "As create shows it / 交易号")->required();
}

}  // namespace bepusdt::app
