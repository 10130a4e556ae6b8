#include "catalog/file_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/nearest.hpp"
#include "catalog/setting_rows.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

class Reader {
 public:
  Reader(std::string name, std::vector<Problem>& errors) : name_(std::move(name)), errors_(errors) {}

  void error(std::string_view member, const std::string& place, wire::Sentence sentence) {
    errors_.push_back({member.empty() ? name_ : fmt::format("{}.{}", name_, member), place, std::move(sentence)});
  }

  // [[name]] only: a list of tables.
  [[nodiscard]] bool is_list_of_tables(const Value& value) {
    const bool good = value.kind == Value::Kind::list &&
                      std::ranges::all_of(value.items, [](const Value& item) { return item.kind == Value::Kind::table; });
    if (!good) error({}, value.place, {fmt::format("应写作 [[{}]]", name_), fmt::format("must be written [[{}]]", name_)});
    return good;
  }

  // Applies `rows` to the table's members; `prefix` stands before their names in messages. False: something was wrong.
  template <class T>
  bool apply(const Value& table, std::span<const Bound<T>> rows, T& target, std::string_view prefix,
             std::string_view except = {}) {
    bool good = true;
    for (const auto& [member, value] : table.members) {
      if (member == except) continue;
      const std::string full = std::string(prefix) + member;
      const auto row = std::ranges::find_if(rows, [&](const auto& bound) { return bound.row.key == member; });
      if (row == rows.end()) {
        std::vector<std::string> known;
        for (const auto& bound : rows) known.emplace_back(bound.row.key);
        const std::string near = nearest(member, known);
        error(full, value.place,
              near.empty() ? wire::Sentence{"没有这项设置", "there is no such setting"}
                           : wire::Sentence{fmt::format("没有这项设置；是否想写 {}{}？", prefix, near),
                                            fmt::format("there is no such setting; did you mean {}{}?", prefix, near)});
        good = false;
        continue;
      }
      const auto parsed = read_setting(row->row, value);
      Wrong wrong = parsed ? row->set(target, {}, *parsed) : Wrong(parsed.error());
      if (wrong) {
        error(full, value.place, std::move(*wrong));
        good = false;
      }
    }
    return good;
  }

  bool require(const Value& table, std::string_view member) {
    if (table.member(member) != nullptr) return true;
    error(member, table.place, {"缺少", "is missing"});
    return false;
  }

 private:
  std::string name_;
  std::vector<Problem>& errors_;
};

std::vector<std::string> trade_type_names() {
  std::vector<std::string> names;
  for (const auto& type : trade_types()) names.emplace_back(type.name);
  return names;
}

wire::Sentence not_an_address(const Chain& chain, std::string_view text, core::AddressError error) {
  const std::string shown = excerpt(text);
  if (error == core::AddressError::bad_checksum)
    return {fmt::format("{} 的校验和不对：有字符写错了", shown),
            fmt::format("the checksum of {} is wrong: some character was mistyped", shown)};
  return {fmt::format("{} 不是 {} 地址", shown, chain.display_name),
          fmt::format("{} is not an address of {}", shown, chain.display_name)};
}

}  // namespace

void read_wallets(const Value& tables, Settings& settings, std::vector<Problem>& errors) {
  Reader reader("wallet", errors);
  if (!reader.is_list_of_tables(tables)) return;
  std::set<std::pair<core::Address, std::string_view>> seen;
  for (const Value& table : tables.items) {
    WalletRowValue row;
    bool good = reader.apply(table, wallet_rows(), row, "");
    good = reader.require(table, "address") && good;
    good = reader.require(table, "trade_types") && good;
    if (!good) continue;
    const std::string& place = table.member("address")->place;
    if (row.trade_types.empty())
      reader.error("trade_types", table.member("trade_types")->place, {"不能为空", "must not be empty"});
    for (const std::string& name : row.trade_types) {
      const core::TradeType* type = find_trade_type(name);
      if (type == nullptr) {
        const std::string near = nearest(name, trade_type_names());
        const std::string given = excerpt(name);
        reader.error("trade_types", table.member("trade_types")->place,
                     near.empty() ? wire::Sentence{fmt::format("没有交易类型 {}", given),
                                                   fmt::format("there is no trade type {}", given)}
                                  : wire::Sentence{fmt::format("没有交易类型 {}；是否想写 {}？", given, near),
                                                   fmt::format("there is no trade type {}; did you mean {}?", given, near)});
        continue;
      }
      const Chain& chain = *find_chain(type->chain);
      const auto address = core::parse_address(chain.family, row.address);
      if (!address) {
        reader.error("address", place, not_an_address(chain, row.address, address.error()));
      } else if (find_contract(chain.name, address->value()) != nullptr) {
        reader.error(
            "address", place,
            {fmt::format("这是 {} 上的代币合约，不是钱包：付到这里的钱会丢失", chain.display_name),
             fmt::format("this is a token's contract on {}, not a wallet: what is paid to it is lost", chain.display_name)});
      } else if (!seen.insert({*address, type->name}).second) {
        reader.error(
            "trade_types", place,
            {fmt::format("{} 在此地址上重复", type->name), fmt::format("{} is named twice for this address", type->name)});
      } else {
        settings.wallets.push_back({*address, type});
      }
    }
  }
}

void read_merchants(const Value& tables, Settings& settings, MerchantPlaces& places, std::vector<Problem>& errors) {
  Reader reader("merchant", errors);
  if (!reader.is_list_of_tables(tables)) return;
  for (const Value& table : tables.items) {
    core::Merchant merchant;
    bool good = reader.apply(table, merchant_rows(), merchant, "", "profile");
    good = reader.require(table, "id") && good;
    good = reader.require(table, "token") && good;
    if (const Value* profile = table.member("profile"); profile != nullptr) {
      if (profile->kind != Value::Kind::table) {
        reader.error("profile", profile->place, {"应为表", "must be a table"});
        good = false;
      } else {
        good = reader.apply(*profile, profile_rows(), merchant.profile, "profile.") && good;
      }
    }
    if (!good) continue;
    settings.merchants.push_back(std::move(merchant));
    places.push_back(table.place);
  }
}

}  // namespace bepusdt::catalog
