// How fast recorded answers of Solana's nodes are decoded and looked through for a hundred wallets, beside simdjson's bare DOM parse
// of the same bytes: whole blocks, and single transactions, one with addresses loaded from lookup tables.
#include "chains/solana/credits.hpp"
#include "chains/solana/token_account.hpp"
#include "recorded.hpp"

namespace {

using namespace bepusdt;
using bench::bare_json;
using namespace bepusdt::chains::solana;
namespace od = simdjson::ondemand;

const Watched& watched() {
  static const Watched list("solana",
                            bench::hundred_wallets([](const Digest32& hash) { return core::Address(text_of(hash)); }));
  return list;
}

bool pays_nobody(const Transaction& transaction) {
  const auto credits = credits_to_us(transaction, watched());
  return credits && credits->empty();
}

// The value that stands in the answer, or is the bare file.
template <class Use>
void over_result(benchmark::State& state, const std::string& text, Use&& use) {
  const simdjson::padded_string padded(text);
  od::parser parser;
  bench::over(state, text, [&](const std::string&) {
    od::document document;
    od::object root;
    Json value;
    if (parser.iterate(padded).get(document) || document.get_object().get(root)) return false;
    if (root.find_field_unordered("result").get(value)) {
      document.rewind();
      if (document.get_value().get(value)) return false;
    }
    return use(value);
  });
}

void block_kept(benchmark::State& state, const std::string& text) {
  over_result(state, text, [](Json value) {
    bool good = true;
    const auto header = decode_block(value, {[&](const Transaction& each) { good = good && pays_nobody(each); }, {}});
    return header && good;
  });
}
void transaction_kept(benchmark::State& state, const std::string& text) {
  over_result(state, text, [](Json value) {
    const auto placed = decode_transaction(value);
    return placed && pays_nobody(placed->transaction);
  });
}

const std::string kBlock = bench::recorded("solana/block_147078735_json_devnet.json");
const std::string kComposed = bench::recorded("solana/composed_getblock_of_genuine_txs.json");
const std::string kLookups = bench::recorded("solana/tx_swap_token_to_token.json");
const std::string kTransfer = bench::recorded("solana/tx_usdc_transfer.json");

BENCHMARK_CAPTURE(block_kept, recorded, kBlock);
BENCHMARK_CAPTURE(bare_json, recorded_block, kBlock);
BENCHMARK_CAPTURE(block_kept, composed, kComposed);
BENCHMARK_CAPTURE(bare_json, composed_block, kComposed);
BENCHMARK_CAPTURE(transaction_kept, lookups, kLookups);
BENCHMARK_CAPTURE(bare_json, lookups, kLookups);
BENCHMARK_CAPTURE(transaction_kept, transfer, kTransfer);
BENCHMARK_CAPTURE(bare_json, transfer, kTransfer);

}  // namespace

BENCHMARK_MAIN();
