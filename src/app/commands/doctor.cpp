// bepusdt doctor: finds the cause of an integration that fails, and says what to do about it.
#include <fmt/format.h>

#include <memory>

#include "app/commands/access.hpp"
#include "app/commands/body_source.hpp"
#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/doctor/examine.hpp"
#include "app/doctor/network_probe.hpp"
#include "app/doctor/shop_url.hpp"
#include "wire/field_names.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

struct DoctorOptions {
  AccessFlags access;
  std::string request;
  std::string notify_url;
  std::string trade_type;
  std::string amount;
  bool no_order = false;
  bool send_test = false;
};

// What it sends, below the flags.
constexpr const char* kAbout =
    "It asks the gateway for an order that cannot exist, which tries the token, and makes an order of its own that it "
    "cancels at "
    "once; that order's amount stays reserved for the grace period, and --no-order leaves it out. A test callback is sent "
    "only "
    "with --send-test: signed with your token, status 3 (expired), for an order number that cannot exist, and then once "
    "more "
    "with a wrong signature. A shop that delivers goods on any signed callback, whatever its status, is broken; if yours "
    "could "
    "be, do not use --send-test.\n\n"
    "会创建一个测试订单并立即取消（--no-order 可跳过）。只有使用 --send-test 才会发送测试回调：用你的令牌签名，"
    "状态 3（已超时），订单号不存在，随后再发一次签名错误的。";

// The merchant that the request names; empty: the default one.
std::string merchant_of(const std::optional<std::string>& body) {
  const auto request = wire::SignedRequest::parse(body.value_or("{}"));
  if (!request) return {};
  const auto id = request->text_or_number(wire::field::kMerchantId);
  return id ? std::string(id->value_or("")) : std::string();
}

int doctor(const Invocation& invocation, const DoctorOptions& options) {
  const wire::Language language = terminal_language();
  int status = kDone;
  auto access = find_access(invocation, options.access, true, status);
  if (!access) return status;
  Integration integration;
  integration.api_url = access->api_url;
  integration.token = std::move(access->tokens.front());
  integration.merchant_id = access->merchant_id;
  if (!ShopUrl::parse(integration.api_url))
    return say_no(
        wire::Sentence{"网关地址应为 http(s)://主机[:端口]", "the gateway's address must be http(s)://host[:port]"}.in(
            language),
        kWrongUsage);
  if (!options.amount.empty() && !wire::is_json_number(options.amount))
    return say_no(
        wire::Sentence{"--amount 应为十进制数字，例如 28.8", "--amount must be a decimal number such as 28.8"}.in(language),
        kWrongUsage);
  if (!options.request.empty()) {
    integration.request = read_body(options.request);
    if (!integration.request) return kWrongUsage;
  }
  if (integration.merchant_id.empty()) integration.merchant_id = merchant_of(integration.request);
  integration.language = language;
  integration.notify_url = options.notify_url;
  integration.trade_type = options.trade_type;
  integration.amount = options.amount;
  integration.make_order = !options.no_order;
  integration.send_test = options.send_test;

  NetworkProbe probe;
  const Examination examination = examine(integration, probe);
  if (invocation.json) {
    std::string out;
    wire::JsonWriter json(out);
    json.begin_object();
    json.key("api_url").text(integration.api_url);
    examination.write_members(json);
    json.end_object();
    fmt::print("{}\n", out);
  } else {
    fmt::print("{}\n{}", integration.api_url, examination.as_text(language));
  }
  if (examination.nobody_there()) return kCannotReach;
  return examination.anything_found() ? kSaidNo : kDone;
}

}  // namespace

void add_doctor(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("doctor", "Finds the cause of a failing integration / 诊断接入失败的原因");
  command.footer(kAbout);
  const auto options = std::make_shared<DoctorOptions>();
  command.add_option("--request", options->request, "The body of a request that failed: a file, text, or - / 失败的请求体");
  command.add_option("--notify-url", options->notify_url, "The callback URL to check / 要检查的回调地址");
  command.add_option("--trade-type", options->trade_type, "For the test order / 测试订单的交易类型");
  command.add_option("--amount", options->amount, "For the test order; else the request's, or 10 / 测试订单的金额");
  command.add_flag("--no-order", options->no_order, "Make no order, not even for a moment / 不创建测试订单");
  command.add_flag("--send-test", options->send_test, "Send test callbacks to the callback URL / 发送测试回调");
  add_access_options(command, invocation, options->access, true);
  add_json_option(command, invocation);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return doctor(invocation, *options); }; });
}

}  // namespace bepusdt::app
