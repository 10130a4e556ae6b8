#include "catalog/setting_assignments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <charconv>

#include "base/assert.hpp"
#include "catalog/endpoint_url.hpp"
#include "catalog/lite_server_url.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

namespace ip = boost::asio::ip;

Wrong wrong(std::string zh, std::string en) { return wire::Sentence{std::move(zh), std::move(en)}; }

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Letters, digits and . _ - only: what may stand in URLs, logs and metric labels as it is.
bool is_plain_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

RatePair pair_of(std::string_view text) {
  const auto dot = text.find('.');
  BEPUSDT_ASSERT(dot != std::string_view::npos);
  return {std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))};
}

bool is_network(const std::string& text) {
  boost::system::error_code error;
  if (text.find('/') == std::string::npos) {
    static_cast<void>(ip::make_address(text, error));
    return !error;
  }
  static_cast<void>(ip::make_network_v4(text, error));
  if (!error) return true;
  static_cast<void>(ip::make_network_v6(text, error));
  return !error;
}

Wrong read_endpoint(const Value& item, core::Family family, Endpoint& endpoint) {
  if (item.kind == Value::Kind::text || item.kind == Value::Kind::loose) {
    endpoint.url = Secret(item.text);
  } else if (item.kind == Value::Kind::table) {
    for (const auto& [name, member] : item.members) {
      const auto rows = endpoint_rows();
      const auto row = std::ranges::find_if(rows, [&](const auto& bound) { return bound.row.key == name; });
      if (row == rows.end())
        return wrong(fmt::format("没有成员 {}", excerpt(name)), fmt::format("has no member {}", excerpt(name)));
      const auto parsed = read_setting(row->row, member);
      if (!parsed) return wrong(name + " " + parsed.error().zh, name + " " + parsed.error().en);
      if (auto bad = row->set(endpoint, {}, *parsed)) return bad;
    }
  } else {
    return wrong("应为网址或含 url 的表", "must be a URL or a table with url");
  }
  if (auto bad = check_node_url(family, endpoint.url.reveal())) return bad;
  if (!endpoint.solidity.empty()) {
    if (family != core::Family::tron) return wrong("只有波场有 solidity", "only Tron has solidity");
    if (auto bad = check_node_url(family, endpoint.solidity.reveal()))
      return wrong("solidity " + bad->zh, "solidity " + bad->en);
  }
  const bool lite = is_lite_server_url(endpoint.url.reveal()) || lite_server_list(endpoint.url.reveal());
  if (!endpoint.key.empty() && lite)
    return wrong("lite-server 不用 key，其公钥写在网址中", "a lite-server takes no key beside the one in its URL");
  if (endpoint.traces && family != core::Family::evm) return wrong("只有 EVM 链有 traces", "only EVM chains have traces");
  if (!endpoint.websocket.empty()) {
    if (family != core::Family::evm) return wrong("只有 EVM 链有 websocket", "only EVM chains have websocket");
    if (auto bad = check_websocket_url(endpoint.websocket.reveal()))
      return wrong("websocket " + bad->zh, "websocket " + bad->en);
  }
  if (endpoint.blocks && family != core::Family::solana) return wrong("只有 Solana 有 blocks", "only Solana has blocks");
  endpoint.host = host_of(endpoint.url.reveal());
  return std::nullopt;
}

}  // namespace

bool is_currency(std::string_view text) {
  return std::ranges::find(trade_types(), text, &core::TradeType::currency) != trade_types().end();
}

bool is_fiat(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Wrong set_auth_token(Settings& settings, std::string_view, const Parsed& value) {
  settings.merchants.front().token = Secret(value.text);
  return std::nullopt;
}

Wrong set_listen(Settings& settings, std::string_view, const Parsed& value) {
  const auto colon = value.text.rfind(':');
  const auto bad = wrong("应为 地址:端口，例如 127.0.0.1:8080、[::1]:8080 或 :8080",
                         "must be address:port, as 127.0.0.1:8080, [::1]:8080 or :8080");
  if (colon == std::string::npos) return bad;
  const std::string port = value.text.substr(colon + 1);
  std::string host = value.text.substr(0, colon);
  unsigned number = 65536;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (!is_digits(port) || error != std::errc() || end != port.data() + port.size() || number > 65535) return bad;
  boost::system::error_code address_error;
  if (host.starts_with('[') && host.ends_with(']')) {
    static_cast<void>(ip::make_address_v6(host.substr(1, host.size() - 2), address_error));
  } else if (!host.empty() && host != "localhost") {
    static_cast<void>(ip::make_address_v4(host, address_error));
  }
  if (address_error) return bad;
  settings.listen = value.text;
  return std::nullopt;
}

Wrong set_public_url(Settings& settings, std::string_view, const Parsed& value) {
  std::string_view url = value.text;
  if (!url.empty()) {
    if (auto bad = check_web_url(url, true)) return bad;
    while (url.ends_with('/')) url.remove_suffix(1);
  }
  settings.public_url = url;
  return std::nullopt;
}

Wrong set_database(Settings& settings, std::string_view, const Parsed& value) {
  static constexpr std::string_view kSqlite = "sqlite:";
  if (value.text.starts_with("postgresql:") || value.text.starts_with("postgres:"))
    return wrong("尚不支持 PostgreSQL，请使用 sqlite:文件", "PostgreSQL is not supported yet; use sqlite:FILE");
  if (!value.text.starts_with(kSqlite) || value.text.size() == kSqlite.size() || value.text.find('\0') != std::string::npos)
    return wrong("应为 sqlite:文件", "must be sqlite:FILE");
  settings.database = value.text.substr(kSqlite.size());
  return std::nullopt;
}

Wrong set_trusted_proxies(Settings& settings, std::string_view, const Parsed& value) {
  for (const auto& entry : value.list)
    if (!is_network(entry))
      return wrong(fmt::format("{} 不是地址或网段", excerpt(entry)),
                   fmt::format("{} is no address or network", excerpt(entry)));
  settings.trusted_proxies = value.list;
  return std::nullopt;
}

Wrong set_order_step(Settings& settings, std::string_view currency, const Parsed& value) {
  for (const auto& type : trade_types())
    if (type.currency == currency && value.number.scale() > type.decimals)
      return wrong(fmt::format("小数位数超过 {}（{} 位）", type.name, type.decimals),
                   fmt::format("has more decimals than {} ({})", type.name, type.decimals));
  settings.order.step.insert_or_assign(std::string(currency), value.number);
  return std::nullopt;
}

Wrong set_rate_url(Settings& settings, std::string_view, const Parsed& value) {
  if (!value.text.empty())
    if (auto bad = check_web_url(value.text, false)) return bad;
  settings.rate.url = Secret(value.text);
  return std::nullopt;
}

Wrong set_rate_rule(Settings& settings, std::string_view pair, const Parsed& value) {
  const auto rule = core::RateRule::parse(value.text);
  if (!rule) {
    if (rule.error() == core::RateError::not_positive) return wrong("汇率必须大于 0", "must give a rate above 0");
    return wrong("应为汇率规则：7.4、~1.02、~0.97、+0.3 或 -0.2", "must be a rate rule: 7.4, ~1.02, ~0.97, +0.3 or -0.2");
  }
  settings.rate.rules.insert_or_assign(pair_of(pair), *rule);
  return std::nullopt;
}

Wrong set_rate_fixed(Settings& settings, std::string_view pair, const Parsed& value) {
  settings.rate.fixed.insert_or_assign(pair_of(pair), value.number);
  return std::nullopt;
}

Wrong set_fiats(Settings& settings, std::string_view, const Parsed& value) {
  for (const auto& fiat : value.list)
    if (!is_fiat(fiat)) return wrong("法币为三个大写字母", "a fiat currency is three capitals");
  settings.rate.fiats = value.list;
  return std::nullopt;
}

Wrong set_endpoints(Settings& settings, std::string_view chain, const Parsed& value) {
  ChainSettings& target = settings.chains.find(chain)->second;
  std::vector<Value> items = value.raw->items;
  if (value.raw->kind == Value::Kind::loose)
    for (auto& text : endpoint_texts(value.raw->text))
      items.push_back({.kind = Value::Kind::loose, .text = std::move(text), .items = {}, .members = {}, .place = {}});
  std::vector<Endpoint> endpoints;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Endpoint endpoint;
    if (auto bad = read_endpoint(items[i], target.chain->family, endpoint))
      return wrong(fmt::format("第 {} 个端点：{}", i + 1, bad->zh), fmt::format("endpoint {}: {}", i + 1, bad->en));
    endpoints.push_back(std::move(endpoint));
  }
  target.endpoints = std::move(endpoints);
  target.uses_public_nodes = false;
  return std::nullopt;
}

Wrong set_finality(Settings& settings, std::string_view chain, const Parsed& value) {
  static constexpr int kMostBlocks = 10'000;
  ChainSettings& chain_settings = settings.chains.find(chain)->second;
  Finality& target = chain_settings.finality;
  if (value.text == "finalized") {
    target = {Finality::Kind::finalized, 0};
  } else if (value.text == "safe") {
    target = {Finality::Kind::safe, 0};
  } else {
    const auto blocks = core::Decimal::parse(value.text);
    if (!blocks || blocks->scale() > 0 || blocks->sign() < 0 || *blocks > core::Decimal(kMostBlocks))
      return wrong("应为 finalized、safe 或区块数 0..10000", "must be finalized, safe or a number of blocks 0..10000");
    target = {Finality::Kind::blocks, blocks->mantissa().convert_to<int>()};
  }
  // Nothing else of Solana is read (contract part 4 §2), so that another value would only seem to be obeyed.
  if (chain_settings.chain->family == core::Family::solana && target.kind != Finality::Kind::finalized)
    return wrong("只能为 finalized：Solana 只读取已最终确定的区块", "can only be finalized: nothing else of Solana is read");
  return std::nullopt;
}

Wrong set_events(core::MerchantProfile& profile, std::string_view, const Parsed& value) {
  const auto has = [&](std::string_view event) { return std::ranges::find(value.list, event) != value.list.end(); };
  if (!has("paid")) return wrong("必须包含 paid", "must contain paid");
  profile.send_expired = has("expired");
  profile.send_waiting = has("waiting");
  return std::nullopt;
}

Wrong set_extra_fields(core::MerchantProfile& profile, std::string_view, const Parsed& value) {
  const auto has = [&](std::string_view field) { return std::ranges::find(value.list, field) != value.list.end(); };
  profile.extra_money = has("money");
  profile.extra_buyer = has("buyer");
  return std::nullopt;
}

Wrong set_epay_may_set(core::MerchantProfile& profile, std::string_view, const Parsed& value) {
  const auto has = [&](std::string_view field) { return std::ranges::find(value.list, field) != value.list.end(); };
  profile.epay_may_set_rate = has("rate");
  profile.epay_may_set_address = has("address");
  profile.epay_may_set_timeout = has("timeout");
  return std::nullopt;
}

Wrong set_merchant_id(core::Merchant& merchant, std::string_view, const Parsed& value) {
  if (!is_plain_name(value.text))
    return wrong("只能含字母、数字和 . _ -，最多 64 个", "may hold letters, digits and . _ - only, at most 64");
  merchant.id = core::MerchantId(value.text);
  return std::nullopt;
}

Wrong set_merchant_pid(core::Merchant& merchant, std::string_view, const Parsed& value) {
  if (!value.text.empty() && (!is_digits(value.text) || value.text.size() > 20))
    return wrong("只能含数字，最多 20 位", "may hold digits only, at most 20");
  merchant.pid = value.text;
  return std::nullopt;
}

}  // namespace bepusdt::catalog
