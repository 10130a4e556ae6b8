#include "catalog/settings_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "catalog/lite_server_url.hpp"
#include "catalog/setting_assignments.hpp"

namespace bepusdt::catalog {
namespace {

// Tokens that stand in documentation, which everybody who would forge a signature tries first.
constexpr std::array<std::string_view, 5> kPublishedTokens{"123234", "your-api-token", "epusdt_password_xasddawqe",
                                                           "test_api_token", "changeme"};

class Checker {
 public:
  Checker(const Settings& settings, const Places& places, std::vector<Problem>& errors, std::vector<Problem>& warnings)
      : s_(settings), places_(places), errors_(errors), warnings_(warnings) {}

  void run() {
    check_tokens();
    check_merchants();
    check_order();
    check_rates();
    check_network();
    check_chains();
    check_wallets();
  }

 private:
  void error(std::string key, std::string place, wire::Sentence sentence) {
    errors_.push_back({std::move(key), std::move(place), std::move(sentence)});
  }
  void warn(std::string key, std::string place, wire::Sentence sentence) {
    warnings_.push_back({std::move(key), std::move(place), std::move(sentence)});
  }

  void check_tokens() {
    const Secret& main = s_.merchants.front().token;
    if (main.empty()) {
      error("auth_token", places_.of("auth_token"),
            {"缺少令牌：请写入配置文件，或以 BEPUSDT_AUTH_TOKEN 或 --auth-token 给出",
             "is missing: set it in the file, as BEPUSDT_AUTH_TOKEN or as --auth-token"});
    } else {
      check_token("auth_token", places_.of("auth_token"), main);
    }
    for (std::size_t i = 1; i < s_.merchants.size(); ++i)
      check_token("merchant.token", places_.merchants[i - 1], s_.merchants[i].token);
  }

  void check_token(const std::string& key, const std::string& place, const Secret& token) {
    if (token.empty()) return error(key, place, {"不能为空", "must not be empty"});
    if (token.size() < kShortestToken && !s_.allow_weak_token) {
      error(key, place,
            {fmt::format("少于 {} 个字符，任何人都能很快猜出；若确要如此，请设置 allow_weak_token = true", kShortestToken),
             fmt::format("is below {} characters and quickly guessed; set allow_weak_token = true if you must",
                         kShortestToken)});
    } else if (std::ranges::find(kPublishedTokens, token.reveal()) != kPublishedTokens.end()) {
      warn(key, place,
           {"这是文档中公开的令牌，任何人都能伪造签名：请更换",
            "stands in public documentation, so that anybody can forge signatures: change it"});
    } else if (token.size() < kStrongToken) {
      warn(key, place,
           {fmt::format("少于 {} 个字符，建议更换更长的随机令牌", kStrongToken),
            fmt::format("is below {} characters; take a longer random one", kStrongToken)});
    }
  }

  void check_merchants() {
    std::set<std::string> ids, pids;
    for (std::size_t i = 0; i < s_.merchants.size(); ++i) {
      const core::Merchant& merchant = s_.merchants[i];
      const std::string place = i == 0 ? "" : places_.merchants[i - 1];
      if (!ids.insert(merchant.id.value()).second)
        error("merchant.id", place, {"编号已被使用", "is used by another merchant"});
      if (!merchant.pid.empty() && !pids.insert(merchant.pid).second)
        error("merchant.pid", place, {"商户号已被使用", "is used by another merchant"});
      for (std::size_t j = 0; j < i; ++j)
        if (!merchant.token.empty() && merchant.token == s_.merchants[j].token)
          error("merchant.token", place, {"与另一商户的令牌相同", "is the token of another merchant, too"});
    }
  }

  void check_order() {
    if (s_.order.min_amount > s_.order.max_amount)
      error("order.min_amount", places_.of("order.min_amount"),
            {"大于 order.max_amount", "is larger than order.max_amount"});
  }

  void check_rates() {
    if (s_.rate.source == RateSettings::Source::fixed && s_.rate.fixed.empty())
      error("rate.source", places_.of("rate.source"),
            {"为 fixed，但 [rate.fixed] 没有任何价格", "is fixed, but [rate.fixed] holds no price"});
    if (s_.rate.poll >= s_.rate.max_age)
      error("rate.poll", places_.of("rate.poll"), {"须小于 rate.max_age", "must be below rate.max_age"});
  }

  void check_network() {
    for (const auto& proxy : s_.trusted_proxies)
      if (proxy.ends_with("/0"))
        warn("trusted_proxies", places_.of("trusted_proxies"),
             {"信任所有地址：任何人都能伪造来源", "trusts every address: anybody can forge where a request comes from"});
    if (s_.public_url.starts_with("http://") && s_.public_url.find("//localhost") == std::string::npos &&
        s_.public_url.find("//127.") == std::string::npos)
      warn("public_url", places_.of("public_url"),
           {"不是 https：收款地址可能在途中被篡改", "is not https: the address to pay to can be altered on its way"});
  }

  // What a contract paid is confirmed by traces only.
  void check_traces(const Chain& row, const ChainSettings& chain) {
    std::set<std::string_view> hosts;
    for (const Endpoint& endpoint : chain.endpoints)
      if (endpoint.traces) hosts.insert(endpoint.host);
    if (chain.cross_check != CrossCheck::required || hosts.size() != 1) return;
    const std::string key = fmt::format("chain.{}.cross_check", row.name);
    warn(key, places_.of(key),
         {"为 required，但只有一个主机的节点标有 traces：合约付出的原生币将一直等待确认",
          "is required, but nodes at one host only are marked with traces: native coins that a contract pays would wait for "
          "ever"});
  }

  void check_cross_check(const Chain& row, const ChainSettings& chain) {
    std::set<std::string_view> hosts;
    for (const Endpoint& endpoint : chain.endpoints) {
      if (lite_server_list(endpoint.url.reveal())) return;  // it has several
      hosts.insert(endpoint.host);
    }
    if (chain.cross_check != CrossCheck::required || hosts.size() > 1) return;
    const std::string key = fmt::format("chain.{}.cross_check", row.name);
    error(key, places_.of(key),
          {"required 需要至少两个不同主机的节点：否则任何付款都无法入账",
           "required takes nodes at two hosts or more: with one, no payment would ever count"});
  }

  void check_chains() {
    std::vector<std::string> on_public, at_once;
    bool any_on = false;
    for (const Chain& row : chains()) {
      const ChainSettings& chain = s_.chains.find(row.name)->second;
      if (!chain.on) continue;
      any_on = true;
      if (chain.uses_public_nodes) on_public.emplace_back(row.name);
      // Where it is the chain's own default, nothing is undone there.
      if (chain.finality == Finality{Finality::Kind::blocks, 0} && row.finality != "0") at_once.emplace_back(row.name);
      check_cross_check(row, chain);
      check_traces(row, chain);
    }
    if (!any_on) warn("chain", "", {"没有任何可用的链：无法接受订单", "no chain is on: no order can be accepted"});
    if (!on_public.empty()) {
      const std::string names = fmt::format("{}", fmt::join(on_public, ", "));
      warn("chain", "",
           {fmt::format("使用公共节点：{}。它们限速严重，正式收款请设置 chain.<链>.endpoints", names),
            fmt::format(
                "public nodes are used for {}; they limit hard: set chain.<chain>.endpoints before you take real payments",
                names)});
    }
    if (!at_once.empty()) {
      const std::string names = fmt::format("{}", fmt::join(at_once, ", "));
      warn("chain", places_.of(fmt::format("chain.{}.finality", at_once.front())),
           {fmt::format("finality = 0（{}）：付款一出现即入账，区块重组可使其消失，货物发出而钱未到", names),
            fmt::format("finality = 0 ({}): a payment counts as soon as it is seen; a reorganisation can undo it after the "
                        "goods are delivered",
                        names)});
    }
  }

  void check_wallets() {
    std::set<std::string> said;
    for (const WalletSetting& wallet : s_.wallets) {
      if (!said.insert(std::string(wallet.trade_type->name)).second) continue;
      const ChainSettings& chain = s_.chains.find(wallet.trade_type->chain)->second;
      const std::string_view name = wallet.trade_type->name;
      if (!chain.on)
        warn("wallet", "",
             {fmt::format("{}：链 {} 已关闭，此钱包不生效", name, wallet.trade_type->chain),
              fmt::format("{}: the chain {} is off: the wallet is without effect", name, wallet.trade_type->chain)});
      if (is_discontinued(name))
        warn("wallet", "",
             {fmt::format("{} 已被发行方停止支持，请尽快停用", name),
              fmt::format("{} was discontinued by its issuer: stop offering it", name)});
    }
  }

  static bool is_discontinued(std::string_view trade_type) {
    return std::ranges::any_of(token_contracts(), [&](const TokenContract& row) {
      return row.trade_type == trade_type && row.note == kDiscontinued;
    });
  }

  const Settings& s_;
  const Places& places_;
  std::vector<Problem>& errors_;
  std::vector<Problem>& warnings_;
};

}  // namespace

void check_settings(const Settings& settings, const Places& places, std::vector<Problem>& errors,
                    std::vector<Problem>& warnings) {
  Checker(settings, places, errors, warnings).run();
}

}  // namespace bepusdt::catalog
