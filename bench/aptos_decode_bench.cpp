// How fast recorded transactions of Aptos are decoded and looked through for a hundred wallets, beside simdjson's bare DOM parse of
// the same bytes: a page of one swap, most of which are changes that no payment depends on, and pages of ordinary transactions.
#include "chains/aptos/decode.hpp"
#include "chains/aptos/transfers.hpp"
#include "recorded.hpp"

namespace {

using namespace bepusdt;
using bench::bare_json;
using namespace bepusdt::chains::aptos;

// Transactions of a page follow one another, so that one recorded transaction is a page by itself.
std::string page(const std::string& name) {
  const std::string transaction = bench::recorded("aptos/" + name);
  return transaction.empty() ? "" : "[" + transaction + "]";
}
// The transactions of a recorded block.
std::string block(const std::string& name) {
  simdjson::dom::parser parser;
  simdjson::dom::element transactions;
  const simdjson::padded_string text(bench::recorded("aptos/" + name));
  return parser.parse(text)["transactions"].get(transactions) ? "" : simdjson::minify(transactions);
}

const Watched& watched() {
  static const Watched list(
      "aptos", bench::hundred_wallets([](const Digest32& hash) { return core::Address(chains::text_of(hash)); }));
  return list;
}

void kept(benchmark::State& state, const std::string& text) {
  const core::ChainName chain("aptos");
  bench::over_json(state, text, [&](simdjson::dom::element root) {
    const auto transactions = decode_transactions(root);
    if (!transactions) return false;
    for (const Transaction& each : *transactions)
      if (!transfers_to_us(chain, {}, each, watched()).empty()) return false;
    return true;
  });
}

const std::string kSwap = page("tx_transaction_swap_panora.json");
const std::string kMany = page("tx_transaction_stake_undelegate.json");
const std::string kBlock = block("null_abi_block.json");

BENCHMARK_CAPTURE(kept, swap, kSwap);
BENCHMARK_CAPTURE(bare_json, swap, kSwap);
BENCHMARK_CAPTURE(kept, many_events, kMany);
BENCHMARK_CAPTURE(bare_json, many_events, kMany);
BENCHMARK_CAPTURE(kept, block, kBlock);
BENCHMARK_CAPTURE(bare_json, block, kBlock);

}  // namespace

BENCHMARK_MAIN();
