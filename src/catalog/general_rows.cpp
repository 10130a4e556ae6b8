// The rows of the general settings (contract part 5 §1, and what the gateway needs beyond it).
#include <array>

#include "catalog/setting_assignments.hpp"
#include "catalog/setting_rows.hpp"

namespace bepusdt::catalog {
namespace {

using enum SettingKind;
using S = Settings;
using Row = Bound<Settings>;

const std::array kRows{
    Row{{"auth_token", secret, "", "",
         "默认商户的令牌：为请求和回调签名。少于 16 个字符会警告，少于 8 个字符会拒绝（除非 allow_weak_token）",
         "The default merchant's token: it signs requests and callbacks. Below 16 characters a warning, below 8 refused unless allow_weak_token"},
        &set_auth_token},
    Row{{"listen", text, R"("127.0.0.1:8080")", "",
         "HTTP 监听地址：主机:端口；:8080 表示本机所有地址", "Where HTTP is served: host:port; :8080 is every address of the machine"},
        &set_listen},
    Row{{"public_url", text, R"("")", "",
         "对外网址，payment_url 以它开头；留空则取请求自身的 Host", "What payment_url begins with; empty: the request's own Host"},
        &set_public_url},
    Row{{"database", text, R"("sqlite:bepusdt.db")", "",
         "数据库：sqlite:文件，相对路径以配置文件所在目录为准", "The database: sqlite:FILE, a relative path starts at the settings file's folder"},
        &set_database},
    Row{{"language", choice, R"("zh")", "zh|en",
         "没有 Accept-Language 时使用的语言", "The language for whatever has no Accept-Language"},
        &assign<&S::language, S>},
    Row{{"trusted_proxies", list, "[]", "",
         "反向代理的地址或网段，只相信来自它们的 X-Forwarded-*", "Addresses or networks of reverse proxies, whose X-Forwarded-* alone is believed"},
        &set_trusted_proxies},
    Row{{"public_nodes", boolean, "true", "",
         "未设置端点的链使用目录中的公共节点（会警告）；false 则关闭这些链", "Chains without endpoints use the catalog's public ones, with a warning; false: they are off"},
        &assign<&S::public_nodes, S>},
    Row{{"allow_weak_token", boolean, "false", "",
         "允许少于 8 个字符的令牌", "Allow tokens below 8 characters"}, &assign<&S::allow_weak_token, S>},
    Row{{"test_mode", boolean, "false", "",
         "测试模式：收银台显示醒目横幅和模拟付款按钮；切勿用于真实收款",
         "Test mode: the checkout page shows a band and a button that pays with play money; never for real payments"},
        &assign<&S::test_mode, S>},

    Row{{"log.format", choice, R"("text")", "text|json", "日志格式，始终写到标准输出", "Format of the log, which always goes to stdout"},
        &assign_in<&S::log, &LogSettings::format>},
    Row{{"log.level", choice, R"("info")", "debug|info|warning|error", "记录的最低级别", "The least severe level that is written"},
        &assign_in<&S::log, &LogSettings::level>},

    Row{{"order.timeout", seconds, "1200", "60..86400", "请求未指定时订单的有效期", "How long an order waits where the request does not say"},
        &assign_in<&S::order, &core::OrderPolicy::timeout>},
    Row{{"order.grace", seconds, "10800", "0..604800", "到期后报价金额继续保留的时间，其间的付款算作迟到",
         "How long a quote stays reserved after the deadline; payments in it are late"},
        &assign_in<&S::order, &core::OrderPolicy::grace>},
    Row{{"order.accept_late", choice, R"("stablecoins")", "never|stablecoins|always", "哪些迟到付款自动算作已付", "Which late payments pay by themselves"},
        &assign_in<&S::order, &core::OrderPolicy::accept_late>},
    Row{{"order.allow_open", boolean, "false", "", "允许不带金额的订单", "Allow orders without an amount"},
        &assign_in<&S::order, &core::OrderPolicy::allow_open>},
    Row{{"order.open_min", decimal, R"("1")", "0.01..1000000000", "不带金额订单的最小付款（法币）", "The smallest payment for orders without an amount, in fiat"},
        &assign_in<&S::order, &core::OrderPolicy::open_min>},
    Row{{"order.max_steps", integer, "1000", "1..1000000", "寻找空闲金额的最多尝试次数", "How many amounts are tried in the search for a free one"},
        &assign_in<&S::order, &core::OrderPolicy::max_steps>},
    Row{{"order.min_amount", decimal, R"("0.01")", "0.00000001..1000000000000", "订单的最小金额（法币）", "The smallest amount of an order, in fiat"},
        &assign_in<&S::order, &core::OrderPolicy::min_amount>},
    Row{{"order.max_amount", decimal, R"("1000000000")", "0.00000001..1000000000000", "订单的最大金额（法币）", "The largest amount of an order, in fiat"},
        &assign_in<&S::order, &core::OrderPolicy::max_amount>},
    Row{{"order.step.<currency>", decimal, "", "0.000000000000000001..1000000", "该币种报价的精度", "The precision of quotes in the currency"},
        &set_order_step},

    Row{{"rate.source", choice, R"("coingecko")", "coingecko|okx|fixed", "汇率来源；fixed 使用 [rate.fixed]", "Where prices come from; fixed: the table [rate.fixed]"},
        &assign_in<&S::rate, &RateSettings::source>},
    Row{{"rate.url", url, R"("")", "", "来源的另一个基础网址（可含密钥）", "Another base address for the source; may hold a key"}, &set_rate_url},
    Row{{"rate.max_age", seconds, "7200", "60..604800", "汇率超过此时间即视为不可用", "A price older than this answers rate_unavailable"},
        &assign_in<&S::rate, &RateSettings::max_age>},
    Row{{"rate.max_jump", decimal, "0.2", "0.001..1000", "与上次相差超过此比例的报价，须再次查询一致才采用",
         "A price further from the last good one than this fraction counts only when a second look agrees"},
        &assign_in<&S::rate, &RateSettings::max_jump>},
    Row{{"rate.poll", seconds, "60", "10..3600", "两次获取汇率之间的间隔", "Time between two fetches of prices"},
        &assign_in<&S::rate, &RateSettings::poll>},
    Row{{"rate.fiats", list, "[]", "", "除 CNY、USD、EUR、GBP、JPY 外还要获取的法币", "Fiat currencies to fetch beyond CNY, USD, EUR, GBP and JPY"},
        &set_fiats},
    Row{{"rate.rule.<currency>.<fiat>", rate, "", "", "该货币对的默认规则，写作 \"USDT.CNY\" = \"~1\"；未设置即市价",
         "The pair's default rule, written \"USDT.CNY\" = \"~1\"; absent: the market's price"},
        &set_rate_rule},
    Row{{"rate.fixed.<currency>.<fiat>", decimal, "", "0.000000000000000001..1000000000000", "source = \"fixed\" 时的价格：一个币值多少法币",
         "The price for source = \"fixed\": fiat for one unit of the currency"},
        &set_rate_fixed},

    Row{{"callback.allow_http", boolean, "false", "", "允许 http:// 回调地址", "Allow callback URLs with http://"},
        &assign_in<&S::callback, &CallbackSettings::allow_http>},
    Row{{"callback.allow_private", boolean, "false", "", "允许回环、私有和链路本地的回调目标，仅供开发", "Allow loopback, private and link-local callback targets, for development"},
        &assign_in<&S::callback, &CallbackSettings::allow_private>},

    Row{{"http.threads", integer, "1", "1..64", "处理 HTTP 的线程数", "Threads that serve HTTP"}, &assign_in<&S::http, &HttpSettings::threads>},
    Row{{"http.max_connections", integer, "10000", "16..1000000", "同时打开的连接总数上限", "Open connections in all"},
        &assign_in<&S::http, &HttpSettings::max_connections>},
    Row{{"http.max_connections_per_address", integer, "256", "1..1000000", "同一地址的连接数上限（可信代理和本机除外）",
         "Open connections from one address; trusted proxies and this machine are exempt"},
        &assign_in<&S::http, &HttpSettings::max_connections_per_address>},
    Row{{"http.idle_timeout", seconds, "75", "5..3600", "空闲连接保留的时间", "How long an idle connection is kept"},
        &assign_in<&S::http, &HttpSettings::idle_timeout>},
    Row{{"http.refusals_per_minute", integer, "60", "1..100000", "同一地址每分钟允许的签名错误次数，超过则回 429",
         "Unsigned or wrongly signed requests that one address may send a minute before it gets 429"},
        &assign_in<&S::http, &HttpSettings::refusals_per_minute>},

    Row{{"scan.always_on", boolean, "false", "", "没有订单时也持续扫描所有链", "Scan every chain even while no order needs it"},
        &assign<&S::scan_always_on, S>},
    Row{{"metrics.public", boolean, "false", "", "/metrics 也回答非本机的请求", "Answer /metrics to others than this machine, too"},
        &assign<&S::metrics_public, S>},
    Row{{"audit.interval", seconds, "300", "10..86400", "两次自检之间的间隔", "Time between two runs of the audit"},
        &assign<&S::audit_interval, S>},
    Row{{"tls.ca_file", text, R"("")", "", "替代系统信任根的 PEM 文件，用于节点、汇率和回调", "A PEM file that replaces the system's trust for nodes, prices and callbacks"},
        &assign<&S::ca_file, S>},

    Row{{"chain.<chain>.endpoints", endpoints, "", "", "节点列表；留空列表关闭该链；未设置则用公共节点",
         "The nodes; an empty list turns the chain off; absent: the public ones"},
        &set_endpoints},
    Row{{"chain.<chain>.finality", finality, "", "", "付款何时算最终确认：finalized、safe 或其上的区块数（0：看到即算）",
         "When a payment is final: finalized, safe, or a number of blocks on top (0: as soon as seen)"},
        &set_finality},
    Row{{"chain.<chain>.cross_check", choice, R"("when_healthy")", "when_healthy|required|off", "入账前是否到第二个端点核对",
         "Whether a payment is looked up at a second endpoint before it counts"},
        &assign_chain<&ChainSettings::cross_check>},
    Row{{"chain.<chain>.poll", duration, "", "0.1..3600", "两次查看新区块之间的间隔", "Time between two looks for new blocks"},
        &assign_chain<&ChainSettings::poll>},
};

}  // namespace

std::span<const Bound<Settings>> general_rows() { return kRows; }

}  // namespace bepusdt::catalog
