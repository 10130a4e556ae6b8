#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.hpp"
#include "catalog/settings_text.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

std::string list_text(const std::vector<std::string>& items) {
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(toml_string(item));
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

void add_wallets(const Settings& settings, std::string& out) {
  for (const WalletSetting& wallet : settings.wallets) {
    const core::Family family = find_chain(wallet.trade_type->chain)->family;
    out += fmt::format("\n[[wallet]]\naddress = {}\ntrade_types = [{}]\n",
                       toml_string(core::display_address(family, wallet.address)), toml_string(wallet.trade_type->name));
  }
}

void add_merchants(const Settings& settings, std::string& out) {
  using P = core::MerchantProfile;
  for (std::size_t i = 1; i < settings.merchants.size(); ++i) {  // the default one stands at the top and in [profile]
    const core::Merchant& merchant = settings.merchants[i];
    const P& p = merchant.profile;
    std::vector<std::string> events{"paid"}, extra, epay;
    if (p.send_expired) events.emplace_back("expired");
    if (p.send_waiting) events.emplace_back("waiting");
    if (p.extra_money) extra.emplace_back("money");
    if (p.extra_buyer) extra.emplace_back("buyer");
    if (p.epay_may_set_rate) epay.emplace_back("rate");
    if (p.epay_may_set_address) epay.emplace_back("address");
    if (p.epay_may_set_timeout) epay.emplace_back("timeout");
    out += fmt::format("\n[[merchant]]\nid = {}\ntoken = \"***\"\npid = {}\n[merchant.profile]\n",
                       toml_string(merchant.id.value()), toml_string(merchant.pid));
    const auto amount = [](P::ActualAmount kind) { return kind == P::ActualAmount::string ? "string" : "number"; };
    out += fmt::format("actual_amount = \"{}\"\n", amount(p.actual_amount));
    out += fmt::format("number_text = \"{}\"\n", p.number_text == P::NumberText::plain ? "plain" : "go");
    out += fmt::format("events = {}\n", list_text(events));
    out += fmt::format("ack = \"{}\"\n", p.ack == P::Ack::ok ? "ok" : "any_200");
    out += fmt::format("extra_fields = {}\n", list_text(extra));
    out += fmt::format("hash_before_payment = \"{}\"\n",
                       p.hash_before_payment == P::HashBeforePayment::empty ? "empty" : "trade_id");
    out += fmt::format("answer_amounts = \"{}\"\n", amount(p.answer_amounts));
    out += fmt::format("errors = \"{}\"\n", p.errors == P::Errors::status_code ? "status_code" : "http");
    out += fmt::format("epay_may_set = {}\n", list_text(epay));
  }
}

}  // namespace

std::string show_settings(const LoadedSettings& loaded) {
  std::string out;
  std::string table;
  for (const ShownSetting& setting : loaded.shown) {
    if (setting.table != table) {
      table = setting.table;
      out += fmt::format("\n[{}]\n", table);
    }
    out += fmt::format("{} = {}  # {}\n", setting.name, setting.toml, setting.place);
  }
  add_wallets(loaded.settings, out);
  add_merchants(loaded.settings, out);
  return out;
}

std::string fresh_settings_file(const Secret& token) {
  BEPUSDT_ASSERT(!token.empty() &&
                 token.reveal().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
                     std::string_view::npos);
  return fmt::format(
      R"(# bepusdt 配置文件 / settings. 全部设置 / all settings: `bepusdt config reference`

# 商户令牌：商店程序用它签名，请保密。 / The merchant's token: your shop signs with it. Keep it secret.
auth_token = "{}"

listen     = "127.0.0.1:8080"
# public_url = "https://pay.example.com"

# 收款钱包。 / Where you are paid.
# [[wallet]]
# address     = "0x…"
# trade_types = ["usdt.erc20"]

# 自己的节点（未设置则用公共节点）。 / Your own nodes (without them public ones are used).
# [chain.ethereum]
# endpoints = ["https://node.example.com"]
)",
      token.reveal());
}

}  // namespace bepusdt::catalog
