// bepusdt transfer list|assign: transfers that pay nothing, and giving one to an order by hand.
#include <fmt/format.h>

#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/rows.hpp"
#include "app/commands/session.hpp"
#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "payment/operator_actions.hpp"

namespace bepusdt::app {
namespace {

struct TransferOptions {
  std::string status;
  std::string hash;
  std::string position;
  std::string trade_id;
  int limit = 50;
};

constexpr core::TransferStatus kOpen[] = {core::TransferStatus::unmatched, core::TransferStatus::late};

std::string shown(const core::ChainName& chain, const core::Address& address) {
  return address.empty() ? "" : core::display_address(catalog::find_chain(chain.value())->family, address);
}

int list(const Invocation& invocation, const TransferOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  std::vector<core::TransferStatus> wanted;
  for (const auto& [value, name] : core::kTransferStatusNames)
    if (options.status == name || options.status == "all") wanted.push_back(value);
  if (options.status.empty()) wanted.assign(std::begin(kOpen), std::end(kOpen));

  std::vector<core::Transfer> transfers;
  const int outcome = read_store(*session->store, [&](const ports::View& view) {
    for (const core::TransferStatus one : wanted)
      for (core::Transfer& transfer : view.transfers(one, std::nullopt, options.limit))
        transfers.push_back(std::move(transfer));
  });
  if (outcome != kDone) return outcome;
  std::ranges::stable_sort(transfers, std::ranges::greater{}, &core::Transfer::seen_at);
  if (transfers.size() > static_cast<std::size_t>(options.limit)) transfers.resize(static_cast<std::size_t>(options.limit));
  Rows rows({"chain", "hash", "position", "trade_type", "amount", "from", "to", "status", "reason", "trade_id", "block",
             "seen_at", "gone"});
  for (const core::Transfer& t : transfers)
    rows.add({t.key.chain.value(), t.key.hash.value(), t.key.position.value(), std::string(t.trade_type->name),
              t.amount().to_string(), shown(t.key.chain, t.from), shown(t.key.chain, t.to), std::string(name_of(t.status)),
              t.reason, t.trade_id.value(), static_cast<std::int64_t>(t.block.height), to_unix_millis(t.seen_at) / 1000,
              t.gone});
  rows.print(invocation.json);
  return kDone;
}

int assign(const Invocation& invocation, const TransferOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  // A hash names one transfer nearly always; where it names several, --position says which.
  std::vector<core::TransferKey> found;
  const int outcome = read_store(*session->store, [&](const ports::View& view) {
    for (core::Transfer& transfer : view.transfers_by_hash(core::TxHash(options.hash)))
      if (options.position.empty() || transfer.key.position.value() == options.position)
        found.push_back(std::move(transfer.key));
  });
  if (outcome != kDone) return outcome;
  if (found.empty()) return say_no("there is no such transfer / 没有这笔转账");
  if (found.size() > 1)
    return say_no(
        "the transaction holds several transfers: say which with --position / 该交易包含多笔转账，请用 --position 指定",
        kWrongUsage);
  const auto order = payment::assign_transfer(*session->store, found.front(), core::TradeId(options.trade_id));
  if (!order) return say_no(order.error().message(session->settings.language));
  fmt::print("{} {}\n", order->trade_id.value(), name_of(order->state));
  return kDone;
}

}  // namespace

void add_transfer(CLI::App& root, Invocation& invocation) {
  CLI::App& transfer = *root.add_subcommand("transfer", "Transfers to our addresses / 收到的转账");
  transfer.require_subcommand(1);
  const auto options = std::make_shared<TransferOptions>();

  CLI::App& listing = *transfer.add_subcommand("list", "Those that pay nothing: unmatched and late / 未匹配与迟到的转账");
  listing.add_option("--status", options->status, "seen|matched|late|unmatched|all")
      ->check(CLI::IsMember({"seen", "matched", "late", "unmatched", "all"}));
  listing.add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10'000));
  add_settings_options(listing, invocation);
  add_json_option(listing, invocation);
  listing.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return list(invocation, *options); }; });

  CLI::App& assigning = *transfer.add_subcommand("assign", "Give a transfer to an order / 将转账指定给订单");
  assigning.add_option("hash", options->hash, "The transaction's hash / 交易哈希")->required();
  assigning.add_option("trade_id", options->trade_id)->required();
  assigning.add_option("--position", options->position, "Where the transaction holds several / 交易内的位置");
  add_settings_options(assigning, invocation);
  assigning.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return assign(invocation, *options); }; });
}

}  // namespace bepusdt::app
