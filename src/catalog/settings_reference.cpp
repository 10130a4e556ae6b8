#include <fmt/format.h>
#include <fmt/ranges.h>

#include "catalog/setting_slots.hpp"
#include "catalog/settings_text.hpp"

namespace bepusdt::catalog {
namespace {

// A bar would end the cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

void add_row(const SettingRow& row, std::string_view prefix, std::string& out) {
  const wire::Sentence what = describe(row);
  const std::string fallback = row.fallback.empty() ? "–" : fmt::format("`{}`", cell(row.fallback));
  out += fmt::format("| `{}{}` | {}<br>{} | {} | {}。<br>{}. |\n", prefix, row.key, cell(what.zh), cell(what.en), fallback,
                     cell(row.zh), cell(row.en));
}

constexpr std::string_view kTableHead = "| 键 / key | 类型 / type | 默认 / default | 说明 / meaning |\n|---|---|---|---|\n";

void head(std::string_view title, std::string& out) { out += fmt::format("\n## {}\n\n{}", title, kTableHead); }

void add_general(std::string& out) {
  std::string table = "-";
  for (const auto& bound : general_rows()) {
    const auto path = split_key(bound.row.key);
    const std::string here = path.size() == 1 ? "" : path.front();
    if (here != table) {
      table = here;
      head(here.empty() ? "顶层 / top level" : here == "chain" ? "[chain.<chain>]" : fmt::format("[{}]", here), out);
    }
    add_row(bound.row, "", out);
  }
}

void add_chains(std::string& out) {
  out +=
      "\n## 各链的默认值 / defaults by chain\n\n"
      "| `<chain>` | finality | poll | 公共节点 / public nodes |\n|---|---|---|---|\n";
  for (const Chain& chain : chains())
    out += fmt::format("| `{}` | `{}` | {}.{:03} s | {} |\n", chain.name, chain.finality, chain.poll.count() / 1000,
                       chain.poll.count() % 1000, fmt::join(chain.public_endpoints, "<br>"));
}

void add_steps(std::string& out) {
  out += "\n## 报价精度的默认值 / defaults of order.step\n\n| `<currency>` | 默认 / default |\n|---|---|\n";
  for (const auto& row : wildcard_defaults())
    if (row.path[1] == "step") out += fmt::format("| `{}` | `{}` |\n", row.path.back(), row.toml);
}

void add_trade_types(std::string& out) {
  out +=
      "\n## 交易类型 / trade types\n\n| 名称 / name | 链 / chain | 币种 / currency | 合约 / contracts "
      "|\n|---|---|---|---|\n";
  for (const auto& type : trade_types()) {
    std::vector<std::string> contracts;
    for (const auto& row : token_contracts())
      if (row.trade_type == type.name)
        contracts.push_back(row.note.empty() ? fmt::format("`{}`", row.contract)
                                             : fmt::format("`{}` ({})", row.contract, row.note));
    out += fmt::format("| `{}` | `{}` | {} | {} |\n", type.name, type.chain, type.currency,
                       type.native ? "–" : fmt::format("{}", fmt::join(contracts, "<br>")));
  }
}

}  // namespace

std::string settings_reference() {
  std::string out =
      "<!-- 由 `bepusdt config reference` 生成，请勿手改。 / Made by `bepusdt config reference`; do not edit. -->\n"
      "# 设置 / settings\n\n"
      "优先级：命令行 > 环境变量 > 配置文件 > 默认值。环境变量名为 `BEPUSDT_` "
      "加大写的路径（`BEPUSDT_ORDER_TIMEOUT`），命令行选项为以短横线连接的路径（`--order-timeout 600`）；\n"
      "列表以逗号分隔，空的环境变量视为未设置，`off` 表示空的端点列表。`[[wallet]]` 和 `[[merchant]]` 只能写在文件里。\n\n"
      "Precedence: flag > environment > file > default. The environment name is `BEPUSDT_` and the path in capitals "
      "(`BEPUSDT_ORDER_TIMEOUT`), the flag is the path with dashes\n"
      "(`--order-timeout 600`); lists are separated by commas, an empty variable counts as not set, `off` is the empty list "
      "of endpoints. `[[wallet]]` and `[[merchant]]` stand in the file only.\n";
  add_general(out);
  add_chains(out);
  out +=
      "\n原生币：合约付出的原生币只见于 trace，只有将提供 trace 的端点标为 `traces = true` 才会入账。该链有原生币钱包时，"
      "区块只在这样的端点读取；它们都不可用时，区块等待，不会略过。\n"
      "自建的 Geth、Reth、Erigon、Nethermind、Besu（开启 debug 或 trace 模块）和 anvil 有 trace，服务商的付费套餐多半也有；"
      "上表的公共节点和多数免费套餐没有。普通全节点只能追溯最近的区块（Geth 为 128 个），停机更久则需要归档节点。\n"
      "Native coins that a contract pays show only in a trace, and count only where an endpoint that has traces is marked "
      "`traces = true`. While the chain's own coin is collected, blocks are then\n"
      "read at such endpoints only, and wait while none of them answers; nothing is passed over. Traces are had from an own "
      "Geth, Reth, Erigon, Nethermind or Besu with its debug or trace module on, from\n"
      "anvil, and mostly from providers' paid plans; the public nodes above and most free plans have none. A full node "
      "traces "
      "recent blocks only (Geth: 128); after a longer stop it takes an archive node.\n"
      "\nSolana：默认按收款地址及其代币账户的交易列表读取；每个地址每次约三次调用，公共节点限每种方法每 10 秒 40 次"
      "（设为 `requests_per_second = 4`，公共节点已默认如此）。\n"
      "地址很多，或要看到付给非关联代币账户的款项时，将能承载整块数据（每个时隙数 MB）的节点标为 `blocks = true`。"
      "只读已最终确定的区块，`finality` 只能为 `finalized`。\n"
      "Solana is read by the lists of transactions of the wallets and their token accounts: about three calls a wallet each "
      "time. Public nodes take 40 calls of a method in 10 seconds\n"
      "(`requests_per_second = 4`, which the public ones have by default). For many wallets, or payments to token accounts "
      "that are not the associated ones, mark an endpoint that can carry\n"
      "whole blocks (several MB a slot) with `blocks = true`. Only finalized blocks are read: `finality` can be nothing "
      "else here.\n"
      "\nTON：toncenter 无密钥时每秒 1 次请求，约可承载 100 个收款地址（每 20 个地址每次三次请求，须在 25 秒内完成）；"
      "更多地址请申请密钥，或加一个 lite-server。\n"
      "TON: toncenter without a key, at one request a second, carries about 100 wallets (three requests for every 20 of "
      "them\n"
      "each time, within 25 seconds); for more take a key, or add a lite-server.\n";
  head("端点 / an endpoint as a table", out);
  for (const auto& bound : endpoint_rows()) add_row(bound.row, "", out);
  add_steps(out);
  head("[[wallet]]", out);
  for (const auto& bound : wallet_rows()) add_row(bound.row, "", out);
  head("[[merchant]]", out);
  for (const auto& bound : merchant_rows()) add_row(bound.row, "", out);
  head("[profile], [merchant.profile]", out);
  for (const auto& bound : profile_rows()) add_row(bound.row, "", out);
  add_trade_types(out);
  return out;
}

}  // namespace bepusdt::catalog
