// How fast recorded blocks of TON are decoded and looked through for a hundred wallets, beside reading the bare cells (which is
// where the hashes are made), and an index's recorded rows beside simdjson's bare DOM parse.
#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/decode_block.hpp"
#include "chains/ton/decode_json.hpp"
#include "chains/ton/transfers.hpp"
#include "recorded.hpp"

namespace {

using namespace bepusdt;
using bench::bare_json;
using namespace bepusdt::chains::ton;

const Watched& watched() {
  static const Watched list("ton", bench::hundred_wallets([](const Digest32& hash) {
                              return address_of(Account{0, hash});
                            }));
  return list;
}

bool pays_nobody(const Transaction& transaction) {
  static const core::ChainName chain("ton");
  return !transfer_to_us(chain, {}, transaction, watched());
}

void cells(benchmark::State& state, const std::string& bytes) {
  bench::over(state, bytes, [](const std::string& bag) { return read_single_root(bytes_of(bag)).has_value(); });
}
void block_kept(benchmark::State& state, const std::string& bytes) {
  bench::over(state, bytes, [](const std::string& bag) {
    const auto root = read_single_root(bytes_of(bag));
    const auto block = root ? decode_block(**root) : Result<Block, BlockError>(fail(BlockError{}));
    return block && std::ranges::all_of(block->transactions, pays_nobody);
  });
}
void rows_kept(benchmark::State& state, const std::string& text) {
  bench::over_json(state, text, [](simdjson::dom::element root) {
    simdjson::dom::object answer;
    if (root.get(answer)) return false;
    const auto rows = decode_transactions(answer);
    return rows && std::ranges::all_of(*rows, [](const TransactionRow& row) { return pays_nobody(row.transaction); });
  });
}

const std::string kLarge = bench::recorded("ton/block_0_71398501.boc");
const std::string kSmall = bench::recorded("ton/block_0_54302208.boc");
const std::string kMaster = bench::recorded("ton/block_mc_17734191.boc");
const std::string kRows = bench::recorded("ton/toncenter_block_transactions.json");

BENCHMARK_CAPTURE(block_kept, large, kLarge);
BENCHMARK_CAPTURE(cells, large, kLarge);
BENCHMARK_CAPTURE(block_kept, small, kSmall);
BENCHMARK_CAPTURE(cells, small, kSmall);
BENCHMARK_CAPTURE(block_kept, masterchain, kMaster);
BENCHMARK_CAPTURE(cells, masterchain, kMaster);
BENCHMARK_CAPTURE(rows_kept, index, kRows);
BENCHMARK_CAPTURE(bare_json, index, kRows);

}  // namespace

BENCHMARK_MAIN();
