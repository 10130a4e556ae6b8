#include "catalog/old_settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "catalog/chains.hpp"
#include "catalog/setting_slots.hpp"
#include "catalog/toml_text.hpp"
#include "core/decimal.hpp"

namespace bepusdt::catalog {
namespace {

using Kind = Value::Kind;
using Path = std::vector<std::string>;

// Where BEpusdt kept its database, and where it listened, when its file did not say.
constexpr std::string_view kOldDatabase = "/var/lib/bepusdt/sqlite.db";
constexpr std::string_view kOldListen = ":8080";

constexpr std::array<std::string_view, 11> kOldOnly{
    "app_uri",     "sqlite_path", "tron_grpc_node", "tron_api_key", "aptos_rpc_node", "output_log", "static_path",
    "webhook_url", "pay",         "evm_rpc",        "bot"};
constexpr std::array<std::string_view, 4> kWithoutCounterpart{"output_log", "static_path", "webhook_url", "bot"};

// Numbers and texts of [pay] that keep their meaning under another name. Zero and empty text meant "the default".
struct Renamed {
  std::string_view old_name;
  std::string_view table;
  std::string_view name;
};
constexpr std::array kRenamed{
    Renamed{"usdt_atom", "order.step", "USDT"},
    Renamed{"usdc_atom", "order.step", "USDC"},
    Renamed{"trx_atom", "order.step", "TRX"},
    Renamed{"eth_atom", "order.step", "ETH"},
    Renamed{"bnb_atom", "order.step", "BNB"},
    Renamed{"usdt_rate", "rate.rule", "USDT.CNY"},
    Renamed{"usdc_rate", "rate.rule", "USDC.CNY"},
    Renamed{"trx_rate", "rate.rule", "TRX.CNY"},
    Renamed{"eth_rate", "rate.rule", "ETH.CNY"},
    Renamed{"bnb_rate", "rate.rule", "BNB.CNY"},
    Renamed{"payment_amount_min", "order", "min_amount"},
    Renamed{"payment_amount_max", "order", "max_amount"},
};

bool is_unset(const Value& value) {
  if (value.kind == Kind::text) return value.text.empty();
  if (value.kind != Kind::number) return false;
  const auto number = core::Decimal::parse(value.text);
  return number && number->is_zero();
}

// Does a table say anything at all?
bool says_something(const Value& value) {
  if (value.kind == Kind::table)
    return std::ranges::any_of(value.members, [](const auto& m) { return says_something(m.value); });
  return !is_unset(value);
}

Value text_value(std::string text, std::string place) {
  return {.kind = Kind::text, .text = std::move(text), .items = {}, .members = {}, .place = std::move(place)};
}
Value flag_value(bool flag, std::string place) {
  return {.kind = Kind::boolean, .text = flag ? "true" : "false", .items = {}, .members = {}, .place = std::move(place)};
}

class Translator {
 public:
  Translator(const Value& old, std::string_view file_name) : old_(old), file_name_(file_name) {}

  TranslatedSettings run() {
    out_.root.kind = Kind::table;
    out_.root.place = old_.place;
    warn("", file_name_,
         {"这是旧版 BEpusdt 的配置文件，已按原样读取；`bepusdt config show` 以新的名称显示结果",
          "this is an old BEpusdt file, read as it is; `bepusdt config show` prints the outcome in today's names"});
    copy_todays_names();
    translate_top();
    if (const Value* pay = table("pay")) translate_pay(*pay);
    if (const Value* nodes = table("evm_rpc")) translate_nodes(*nodes);
    translate_tron();
    translate_callbacks();
    name_what_is_left_out();
    return std::move(out_);
  }

 private:
  void warn(std::string key, std::string place, wire::Sentence sentence) {
    out_.warnings.push_back({std::move(key), std::move(place), std::move(sentence)});
  }

  void passed_over(const std::string& key, const std::string& place) {
    warn(key, place, {"旧版没有这项设置，已略过", "is no setting of the old program and passed over"});
  }

  [[nodiscard]] const Value* table(std::string_view name) const {
    const Value* value = old_.member(name);
    return value != nullptr && value->kind == Kind::table ? value : nullptr;
  }

  static std::string place_of(const Value& value, std::string_view old_key) {
    return fmt::format("{} ({})", value.place, old_key);
  }

  Value& table_at(const std::string& dotted) {
    Value* at = &out_.root;
    for (const auto& name : split_key(dotted)) {
      const auto found = std::ranges::find(at->members, name, &Value::Member::name);
      if (found != at->members.end()) {
        at = &found->value;
      } else {
        Value made;
        made.kind = Kind::table;
        made.place = std::string(file_name_);
        at = &at->members.emplace_back(name, std::move(made)).value;
      }
    }
    return *at;
  }

  [[nodiscard]] bool has(const std::string& dotted, std::string_view name) {
    return (dotted.empty() ? out_.root : table_at(dotted)).member(name) != nullptr;
  }

  // Refused where the file also says it by today's name, because which one is meant cannot be known.
  void set(const std::string& dotted, const std::string& name, Value value) {
    Value& target = dotted.empty() ? out_.root : table_at(dotted);
    if (target.member(name) != nullptr) {
      const std::string key = dotted.empty() ? name : dotted + "." + name;
      out_.errors.push_back(
          {key, value.place, {"以新旧两种名称各写了一次", "is given twice, by its old and by its new name"}});
      return;
    }
    target.members.emplace_back(name, std::move(value));
  }

  void set_default(const std::string& dotted, const std::string& name, Value value) {
    if (!has(dotted, name)) set(dotted, name, std::move(value));
  }

  // A file may be half translated by hand already.
  void copy_todays_names() {
    for (const auto& [name, value] : old_.members) {
      if (std::ranges::find(kOldOnly, name) != kOldOnly.end()) continue;
      const Path path{name};
      if (name == "wallet" || name == "merchant" || find_slot(path) || is_table_path(path)) {
        if (!((name == "auth_token" || name == "listen") && is_unset(value))) out_.root.members.emplace_back(name, value);
      } else {
        passed_over(name, value.place);
      }
    }
  }

  void translate_top() {
    if (const Value* uri = old_.member("app_uri"); uri != nullptr && says_something(*uri)) {
      Value value = *uri;
      value.place = place_of(*uri, "app_uri");
      set("", "public_url", std::move(value));
    }
    set_default("", "listen", text_value(std::string(kOldListen), std::string(file_name_) + " (listen)"));
    // The old program took any token; a short one still gets its warning.
    set_default("", "allow_weak_token", flag_value(true, std::string(file_name_)));
    translate_database();
  }

  void translate_database() {
    const Value* path = old_.member("sqlite_path");
    const bool named = path != nullptr && path->kind == Kind::text && !path->text.empty();
    const std::filesystem::path old_file = named ? path->text : std::string(kOldDatabase);
    const std::filesystem::path folder = std::filesystem::path(file_name_).parent_path();
    out_.old_database = (old_file.is_relative() ? folder / old_file : old_file).lexically_normal().string();
    std::filesystem::path ours = old_file;
    ours.replace_extension(".bepusdt.db");
    const std::string place = named ? place_of(*path, "sqlite_path") : std::string(file_name_) + " (sqlite_path)";
    set_default("", "database", text_value("sqlite:" + ours.string(), place));
  }

  void translate_pay(const Value& pay) {
    for (const auto& [name, value] : pay.members) {
      const std::string old_key = "pay." + name;
      Value moved = value;
      moved.place = place_of(value, old_key);
      if (const auto row = std::ranges::find(kRenamed, name, &Renamed::old_name); row != kRenamed.end()) {
        if (is_unset(value)) continue;
        if (name.starts_with("payment_amount"))
          warn(old_key, value.place,
               {"旧版限制的是收到的币数，现在限制订单的法币金额",
                "used to limit the coins received; now it limits an order's fiat amount"});
        set(std::string(row->table), std::string(row->name), std::move(moved));
      } else if (name == "expire_time") {
        translate_timeout(std::move(moved));
      } else if (name == "wallet_address") {
        translate_wallets(value);
      } else if (name == "trade_is_confirmed") {
        translate_confirmation(value);
      } else {
        passed_over(old_key, value.place);
      }
    }
  }

  void translate_timeout(Value value) {
    if (is_unset(value)) return;
    if (const auto seconds = core::Decimal::parse(value.text); seconds && seconds->scale() == 0) {
      const core::Decimal low(60), high(86'400);
      const core::Decimal taken = *seconds < low ? low : *seconds > high ? high : *seconds;
      if (taken != *seconds)
        warn("order.timeout", value.place,
             {fmt::format("超出范围 60..86400，取 {}", taken.to_string()),
              fmt::format("is outside 60..86400; {} is taken", taken.to_string())});
      value.text = taken.to_string();
    }
    set("order", "timeout", std::move(value));
  }

  // "usdt.trc20:T..." becomes a wallet with one trade type.
  void translate_wallets(const Value& list) {
    if (list.kind != Kind::list) {
      if (says_something(list))
        out_.errors.push_back({"pay.wallet_address",
                               list.place,
                               {"应为列表，例如 [\"usdt.trc20:T…\"]", "must be a list, as [\"usdt.trc20:T...\"]"}});
      return;
    }
    Value wallets;
    wallets.kind = Kind::list;
    wallets.place = list.place;
    if (const Value* present = out_.root.member("wallet"); present != nullptr) wallets = *present;
    for (const Value& item : list.items) {
      const std::string place = place_of(item, "pay.wallet_address");
      const auto colon = item.text.find(':');
      if (item.kind != Kind::text || colon == std::string::npos) {
        out_.errors.push_back(
            {"pay.wallet_address", item.place, {"应写作 交易类型:地址", "must be written trade_type:address"}});
        continue;
      }
      Value types;
      types.kind = Kind::list;
      types.place = place;
      types.items.push_back(text_value(item.text.substr(0, colon), place));
      Value wallet;
      wallet.kind = Kind::table;
      wallet.place = place;
      wallet.members.emplace_back("address", text_value(item.text.substr(colon + 1), place));
      wallet.members.emplace_back("trade_types", std::move(types));
      wallets.items.push_back(std::move(wallet));
    }
    std::erase_if(out_.root.members, [](const auto& member) { return member.name == "wallet"; });
    if (!wallets.items.empty()) out_.root.members.emplace_back("wallet", std::move(wallets));
  }

  // false: the old program told the shop as soon as it saw a payment. The warning about that comes with finality = 0 itself.
  void translate_confirmation(const Value& value) {
    if (value.kind != Kind::boolean) {
      out_.errors.push_back({"pay.trade_is_confirmed", value.place, {"应为 true 或 false", "must be true or false"}});
      return;
    }
    if (value.text == "true") return;
    for (const Chain& chain : chains()) {
      if (chain.family == core::Family::solana) continue;  // only what is final is read there
      set_default(fmt::format("chain.{}", chain.name), "finality",
                  {.kind = Kind::number,
                   .text = "0",
                   .items = {},
                   .members = {},
                   .place = place_of(value, "pay.trade_is_confirmed")});
    }
  }

  void set_endpoint(const std::string& chain, Value url, std::string place) {
    Value list;
    list.kind = Kind::list;
    list.place = std::move(place);
    list.items.push_back(std::move(url));
    set("chain." + chain, "endpoints", std::move(list));
  }

  void translate_nodes(const Value& nodes) {
    for (const auto& [name, value] : nodes.members) {
      const std::string old_key = "evm_rpc." + name;
      if (find_chain(name) == nullptr) {
        passed_over(old_key, value.place);
      } else if (says_something(value)) {
        set_endpoint(name, value, place_of(value, old_key));
      }
    }
    if (const Value* aptos = old_.member("aptos_rpc_node");
        aptos != nullptr && says_something(*aptos) && !has("chain.aptos", "endpoints"))
      set_endpoint("aptos", *aptos, place_of(*aptos, "aptos_rpc_node"));
  }

  void translate_tron() {
    const Value* node = old_.member("tron_grpc_node");
    const Value* key = old_.member("tron_api_key");
    if (node == nullptr || !says_something(*node)) return;
    Value endpoint = *node;
    if (key != nullptr && key->kind == Kind::text && !key->text.empty()) {
      endpoint = {};
      endpoint.kind = Kind::table;
      endpoint.place = node->place;
      endpoint.members.emplace_back("url", *node);
      endpoint.members.emplace_back("key", *key);
    }
    set_endpoint("tron", std::move(endpoint), place_of(*node, "tron_grpc_node"));
  }

  void translate_callbacks() {
    for (const std::string name : {"allow_http", "allow_private"}) {
      if (has("callback", name)) continue;
      set("callback", name, flag_value(true, std::string(file_name_)));
      warn("callback." + name, std::string(file_name_),
           name == "allow_http"
               ? wire::Sentence{"已开启，因为旧版允许；不加密的回调可在途中被读取",
                                "is on, because the old program allowed it; callbacks without TLS can be read on their way"}
               : wire::Sentence{"已开启，因为旧版允许；能创建订单的人可让本机访问内网地址",
                                "is on, because the old program allowed it; whoever can create orders can make this machine "
                                "call private addresses"});
    }
  }

  void name_what_is_left_out() {
    for (const auto name : kWithoutCounterpart)
      if (const Value* value = old_.member(name); value != nullptr && says_something(*value))
        warn(std::string(name), value->place, {"目前没有对应的设置，已略过", "has no counterpart yet and is passed over"});
  }

  const Value& old_;
  std::string file_name_;
  TranslatedSettings out_;
};

}  // namespace

bool is_old_settings(const Value& root) {
  return std::ranges::any_of(root.members,
                             [](const auto& member) { return std::ranges::find(kOldOnly, member.name) != kOldOnly.end(); });
}

TranslatedSettings translate_old_settings(const Value& old, std::string_view file_name) {
  return Translator(old, file_name).run();
}

}  // namespace bepusdt::catalog
