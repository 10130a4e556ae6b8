// bepusdt wallet add|list|remove: which addresses collect what. Works beside a running gateway, which notices within a second.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/rows.hpp"
#include "app/commands/session.hpp"
#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "sys/system_clock.hpp"

namespace bepusdt::app {
namespace {

struct WalletOptions {
  std::string address;
  std::vector<std::string> trade_types;
};

// Addresses and trade types as rows of the catalog; nullopt after the reason was printed.
std::optional<std::vector<ports::Wallet>> rows_of(const WalletOptions& options) {
  std::vector<ports::Wallet> wallets;
  for (const std::string& name : options.trade_types) {
    const core::TradeType* type = catalog::find_trade_type(name);
    if (type == nullptr) {
      say_no(fmt::format("{} is no trade type / 不支持的交易类型 {}", name, name));
      return std::nullopt;
    }
    const catalog::Chain* chain = catalog::find_chain(type->chain);
    const auto address = core::parse_address(chain->family, options.address);
    if (!address) {
      const bool checksum = address.error() == core::AddressError::bad_checksum;
      say_no(fmt::format("{} is not an address of {}: {} / 不是有效的 {} 地址", options.address, chain->display_name,
                         checksum ? "its checksum is wrong" : "it is malformed", chain->display_name));
      return std::nullopt;
    }
    wallets.push_back({*address, type, true, false, sys::SystemClock().now()});
  }
  return wallets;
}

int add(const Invocation& invocation, const WalletOptions& options) {
  const auto wallets = rows_of(options);
  if (!wallets) return kSaidNo;
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  const auto done = session->store->write([&](ports::Tx& tx) {
    for (const ports::Wallet& wallet : *wallets) tx.put(wallet);
  });
  return done ? kDone : say_no(done.error().reason, kCannotReach);
}

int remove(const Invocation& invocation, WalletOptions options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  int removed = 0;
  const auto done = session->store->write([&](ports::Tx& tx) {
    removed = 0;
    for (ports::Wallet wallet : tx.wallets()) {
      const catalog::Chain* chain = catalog::find_chain(wallet.trade_type->chain);
      const auto address = core::parse_address(chain->family, options.address);
      const bool named = options.trade_types.empty() ||
                         std::ranges::find(options.trade_types, wallet.trade_type->name) != options.trade_types.end();
      if (!address || *address != wallet.address || !named || !wallet.active) continue;
      wallet.active = false;
      tx.put(wallet);
      ++removed;
    }
  });
  if (!done) return say_no(done.error().reason, kCannotReach);
  return removed > 0 ? kDone : say_no("there is no such wallet / 没有这个钱包");
}

int list(const Invocation& invocation) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  Rows rows({"address", "trade_type", "source"});
  const int outcome = read_store(*session->store, [&](const ports::View& view) {
    for (const ports::Wallet& wallet : view.wallets())
      if (wallet.active)
        rows.add({core::display_address(catalog::find_chain(wallet.trade_type->chain)->family, wallet.address),
                  std::string(wallet.trade_type->name), wallet.from_file ? "file" : "command line"});
  });
  if (outcome == kDone) rows.print(invocation.json);
  return outcome;
}

}  // namespace

void add_wallet(CLI::App& root, Invocation& invocation) {
  CLI::App& wallet = *root.add_subcommand("wallet", "Addresses that collect payments / 收款地址");
  wallet.require_subcommand(1);
  const auto options = std::make_shared<WalletOptions>();

  CLI::App& adding = *wallet.add_subcommand("add", "Offer an address to new orders / 添加收款地址");
  adding.add_option("address", options->address, "In any spelling of its network / 地址")->required();
  adding.add_option("trade_type", options->trade_types, "usdt.erc20 ...")->required();
  add_settings_options(adding, invocation);
  adding.callback([&invocation, options] { invocation.run = [&invocation, options] { return add(invocation, *options); }; });

  CLI::App& removing = *wallet.add_subcommand(
      "remove", "Offer it no longer; running orders are still watched / 停用收款地址，已有订单继续监控");
  removing.add_option("address", options->address, "地址")->required();
  removing.add_option("trade_type", options->trade_types, "None: all of the address / 不填则为该地址的全部类型");
  add_settings_options(removing, invocation);
  removing.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return remove(invocation, *options); }; });

  CLI::App& listing = *wallet.add_subcommand("list", "Wallets offered to new orders / 可用的收款地址");
  add_settings_options(listing, invocation);
  add_json_option(listing, invocation);
  listing.callback([&invocation] { invocation.run = [&invocation] { return list(invocation); }; });
}

}  // namespace bepusdt::app
