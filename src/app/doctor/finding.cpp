#include "app/doctor/finding.hpp"

#include <array>

#include "app/commands/shown_text.hpp"
#include "base/assert.hpp"

namespace bepusdt::app {
namespace {

using enum Cause;

constexpr std::array kTable{
    CauseRow{unreachable, "unreachable", true, "连接不上网关：{}", "the gateway cannot be reached: {}",
             "检查地址与端口、`bepusdt serve` 是否在运行，以及中间的防火墙和代理。",
             "Check address and port, that `bepusdt serve` is running, and the firewall and proxy in between."},
    CauseRow{timeout, "timeout", true, "网关没有及时回复：{}", "the gateway did not answer in time: {}",
             "检查防火墙是否丢弃了数据包，以及反向代理转发到的地址。",
             "Check whether a firewall drops the packets, and where the reverse proxy passes requests to."},
    CauseRow{certificate_not_trusted, "certificate_not_trusted", false, "网关的 TLS 证书不可信：{}",
             "the gateway's TLS certificate does not hold: {}",
             "为该域名安装有效证书及完整证书链；自签名证书可通过 SSL_CERT_FILE 信任。",
             "Install a valid certificate for this name with its whole chain; trust your own authority by SSL_CERT_FILE."},
    CauseRow{redirect_to_https, "redirect_to_https", false, "该地址跳转到 {}：POST 请求跳转后会丢失内容",
             "the address redirects to {}: a POST that is redirected loses its body", "把 api_url 改为跳转后的 https 地址。",
             "Use the https address as api_url."},
    CauseRow{redirect_elsewhere, "redirect_elsewhere", false, "该地址跳转到 {}，客户端不会跟随",
             "the address redirects to {}, which no client follows", "把 api_url 改为最终地址。",
             "Use the final address as api_url."},
    CauseRow{proxy_without_gateway, "proxy_without_gateway", false, "回复的是代理而不是网关：{}",
             "a proxy answers in the gateway's place: {}", "启动网关，并检查代理的上游地址。",
             "Start the gateway, and check the proxy's upstream address."},
    CauseRow{not_a_gateway, "not_a_gateway", false, "该地址回复的不是网关：{}",
             "what answers at the address is no gateway: {}",
             "api_url 只写到域名（与端口），不带 /api 等路径；并检查代理转发的目标。",
             "api_url is scheme, host and port without a path such as /api; check what the proxy passes requests to."},
    CauseRow{clock_skew, "clock_skew", false, "时钟不一致：{}", "the clocks differ: {}",
             "在两台机器上启用 NTP；偏差超过 300 秒时，带时间的回调签名会被拒绝。",
             "Run NTP on both machines; beyond 300 seconds receivers refuse the callback's dated signature."},
    CauseRow{
        wrong_token, "wrong_token", false, "API 令牌不正确：网关回复“{}”",
        "the API token is not the gateway's: it answers \"{}\"",
        "使用网关 conf.toml 中的 auth_token（其他商户用各自的 token），注意首尾不要多字符。",
        "Use auth_token of the gateway's conf.toml (another merchant: its own token), with nothing before or after it."},
    CauseRow{token_with_blanks, "token_with_blanks", false, "API 令牌{}首尾有空白字符，去掉后正确",
             "the API token{} has white space at its ends; without it it is right", "去掉令牌首尾的空格和换行。",
             "Remove blanks and newlines around the token."},
    CauseRow{unknown_merchant, "unknown_merchant", false, "网关没有商户 {}", "the gateway has no merchant {}",
             "检查 merchant_id，或在 conf.toml 中添加 [[merchant]]。",
             "Check merchant_id, or add a [[merchant]] to conf.toml."},
    CauseRow{rate_limited, "rate_limited", false, "网关因签名错误的请求过多而限流：{}",
             "the gateway limits this address after too many wrongly signed requests: {}", "修正签名，一分钟后再试。",
             "Correct the signature and try again in a minute."},
    CauseRow{unexpected_answer, "unexpected_answer", false, "网关对签名查询的回复出乎意料：{}",
             "the gateway answers a signed query with something unexpected: {}",
             "查看网关日志中的这一请求，并检查代理是否原样转发 POST 请求。",
             "Look for the request in the gateway's log, and check that the proxy passes POST requests on as they are."},
    CauseRow{malformed_request, "malformed_request", false, "请求的格式不对：{}", "the request is malformed: {}",
             "发送一个扁平的 JSON 对象（UTF-8），或表单。", "Send one flat JSON object in UTF-8, or a form."},
    CauseRow{missing_field, "missing_field", false, "缺少字段 {}", "the field {} is missing",
             "在请求中加入 {}，然后重新签名。", "Add {} to the request, then sign it again."},
    CauseRow{empty_value, "empty_value", false, "{} 为空：空值（\"\"、null、[]）不参与签名，把它签进去就会得到不同的签名",
             "{} is empty: empty values (\"\", null, []) are not signed, and who signs them gets another hash",
             "从请求和待签名文本中都去掉 {}。", "Leave {} out of the request and of the text that is signed."},
    CauseRow{trailing_space, "trailing_space", false, "{} 首尾有空白字符", "{} begins or ends with white space",
             "签名和发送之前都去掉 {} 首尾的空格和换行。", "Trim {} before it is signed and sent."},
    CauseRow{string_amount, "string_amount", false, "{} 是字符串而不是数字：本网关接受，BEpusdt 等旧网关会拒绝",
             "{} is a string instead of a number: this gateway takes it, older ones (BEpusdt) refuse it",
             "把 {} 作为 JSON 数字发送，并按同样的文本签名。", "Send {} as a JSON number, and sign the very same text."},
    CauseRow{amount_not_a_number, "amount_not_a_number", false, "金额不是数字：{}", "the amount is not a number: {}",
             "发送十进制数字，例如 28.8，不带货币符号和千位分隔符。",
             "Send a decimal number such as 28.8, without currency sign or thousands separator."},
    CauseRow{field_not_signed, "field_not_signed", false, "{} 没有参与签名：是在签名之后加入或修改的",
             "{} was not signed: it was added or changed after signing", "先放入全部字段，最后签名。",
             "Fill in all fields first, sign last."},
    CauseRow{values_url_encoded, "values_url_encoded", false, "签名时对值做了 URL 编码（{}）",
             "values were URL-encoded before they were signed ({})", "对未编码的原始值签名。", "Sign the plain values."},
    CauseRow{members_not_sorted, "members_not_sorted", false, "签名时字段没有按名称排序：{}",
             "the members were not sorted by name before they were signed: {}", "按字段名的字节顺序排序后再拼接。",
             "Sort the members by the bytes of their names, then join them."},
    CauseRow{token_joined, "token_joined", false, "签名时令牌前多了“{}”",
             "\"{}\" stands before the token in what was signed", "令牌直接接在最后一个值之后，中间没有任何字符。",
             "The token follows the last value directly, with nothing in between."},
    CauseRow{bad_signature, "bad_signature", false, "请求的签名与内容不符：{}",
             "the request's signature does not match it: {}", "用 `bepusdt sign` 查看待签名文本，与程序签名的文本逐字比较。",
             "Compare the text that your program signs with what `bepusdt sign` shows, character by character."},
    CauseRow{wallet_not_configured, "wallet_not_configured", false, "交易类型 {} 没有收款钱包", "no wallet collects {}",
             "执行 `bepusdt wallet add 地址 {}`，或在 conf.toml 中添加 [[wallet]]。",
             "Run `bepusdt wallet add ADDRESS {}`, or add a [[wallet]] to conf.toml."},
    CauseRow{trade_type_off, "trade_type_off", false, "网关不提供该交易类型：{}",
             "the gateway does not offer the trade type: {}",
             "检查 trade_type 的拼写，或在 conf.toml 中为该链配置 endpoints。",
             "Check the spelling of trade_type, or give its chain endpoints in conf.toml."},
    CauseRow{rate_unavailable, "rate_unavailable", false, "网关没有可用的汇率：{}", "the gateway has no current rate: {}",
             "检查网关能否访问汇率源，或设置 rate.fixed。",
             "Check that the gateway reaches its rate source, or set rate.fixed."},
    CauseRow{order_refused, "order_refused", false, "网关拒绝下单：{}", "the gateway refuses the order: {}",
             "按该说明修改请求。", "Change the request as the sentence says."},
    CauseRow{proxy_without_public_url, "proxy_without_public_url", false, "支付链接 {} 是内部地址，付款人打不开",
             "the payment link {} is an address that payers cannot open",
             "在 conf.toml 中设置 public_url 为对外地址，或让代理传递 Host 与 X-Forwarded-Proto 并列入 trusted_proxies。",
             "Set public_url in conf.toml to the public address, or have the proxy pass Host and X-Forwarded-Proto and list "
             "it in "
             "trusted_proxies."},
    CauseRow{callback_url_malformed, "callback_url_malformed", false, "回调地址不是 http(s) 地址：{}",
             "the callback URL is no http(s) URL: {}",
             "填写完整地址，例如 https://shop.example.com/notify，不带用户名和密码。",
             "Give a whole URL such as https://shop.example.com/notify, without credentials."},
    CauseRow{callback_not_https, "callback_not_https", false, "回调地址不是 https：{}", "the callback URL is not https: {}",
             "改用 https 地址；仅在开发时可设置 callback.allow_http = true。",
             "Use an https URL; for development only, set callback.allow_http = true."},
    CauseRow{callback_private_address, "callback_private_address", false, "网关不会回调内部地址：{}",
             "the gateway does not call back addresses like this: {}",
             "使用公网可达的域名；仅在开发时可设置 callback.allow_private = true。",
             "Use a name that is reachable from outside; for development only, set callback.allow_private = true."},
    CauseRow{callback_unreachable, "callback_unreachable", false, "回调地址连接不上：{}",
             "the callback URL cannot be reached: {}", "检查商店是否运行、域名解析、端口与防火墙。",
             "Check that the shop runs, its name resolves, and port and firewall let it through."},
    CauseRow{callback_certificate_not_trusted, "callback_certificate_not_trusted", false, "回调地址的 TLS 证书不可信：{}",
             "the callback URL's TLS certificate does not hold: {}", "为该域名安装有效证书及完整证书链。",
             "Install a valid certificate for this name with its whole chain."},
    CauseRow{callback_redirects, "callback_redirects", false, "回调地址跳转到 {}，网关不会跟随",
             "the callback URL redirects to {}, which the gateway does not follow", "把跳转后的地址作为 notify_url。",
             "Use the address it redirects to as notify_url."},
    CauseRow{callback_wrong_status, "callback_wrong_status", false, "回调地址对测试回调的回复是 {}，而不是 HTTP 200",
             "the callback URL answers the test callback with {} instead of HTTP 200",
             "检查路径、登录与 CSRF 保护；处理回调后回复 HTTP 200 和 ok。",
             "Check the path, and that neither login nor CSRF protection stands before it; answer HTTP 200 and ok."},
    CauseRow{callback_not_ok, "callback_not_ok", false, "回调地址对测试回调的回复不是 ok：{}",
             "the callback URL answers something other than ok to the test callback: {}",
             "处理完毕后只回复 ok（或 success）两个字母，不要 HTML；若商店只对未知订单这样回复，则没有问题。",
             "Answer just ok (or success), no page; if the shop says so only to orders it does not know, nothing is wrong."},
    CauseRow{callback_takes_anything, "callback_takes_anything", false,
             "回调地址对签名错误的回调也回复 {}：任何人都能伪造付款",
             "the callback URL answers {} to a wrongly signed callback, too: anybody could forge a payment",
             "先验证签名，再处理回调；签名错误时回复 HTTP 400 和 fail。",
             "Verify the signature before anything else, and answer HTTP 400 and fail where it is wrong."},
};

std::string filled(std::string_view sentence, const std::string& subject) {
  const std::string shown = shown_text(subject, 500);
  std::string out;
  for (auto at = sentence.find("{}"); at != std::string_view::npos; at = sentence.find("{}")) {
    out.append(sentence.substr(0, at)).append(shown);
    sentence.remove_prefix(at + 2);
  }
  return out.append(sentence);
}

}  // namespace

std::span<const CauseRow> cause_table() { return kTable; }

const CauseRow& row_of(Cause cause) {
  const auto& row = kTable[static_cast<std::size_t>(cause)];
  BEPUSDT_ASSERT(row.cause == cause);
  return row;
}

std::string Finding::sentence(wire::Language language) const {
  const CauseRow& row = row_of(cause);
  return filled(language == wire::Language::zh ? row.zh : row.en, subject.in(language));
}

std::string Finding::remedy(wire::Language language) const {
  const CauseRow& row = row_of(cause);
  return filled(language == wire::Language::zh ? row.remedy_zh : row.remedy_en, subject.in(language));
}

}  // namespace bepusdt::app
