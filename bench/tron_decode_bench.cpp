// How fast a recorded block of Tron is decoded and looked through for a hundred wallets: its protobuf beside protobuf's own parse
// into an arena, and beside that with the hash of each transaction, because ids are computed and not believed; and the same block
// in the form of the HTTP API (rendered here, since none was recorded) beside simdjson's bare DOM parse.
#include <chains/tron/tron.pb.h>
#include <fmt/format.h>
#include <google/protobuf/arena.h>

#include "chains/tron/decode.hpp"
#include "chains/tron/decode_json.hpp"
#include "chains/tron/transfers.hpp"
#include "recorded.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::tron;

const std::string kBlock = bench::recorded("tron/block_79072107.blockextention.bin");

const Watched& watched() {
  static const Watched list("tron", bench::hundred_wallets([](const Digest32& hash) {
                              core::TronAccount account;
                              std::copy_n(hash.begin(), account.size(), account.begin());
                              return core::tron_address(account);
                            }));
  return list;
}

bool pays_nobody(const Block& block) {
  static const core::ChainName chain("tron");
  return std::ranges::all_of(block.transactions, [&](const Transaction& each) {
    return transfers_to_us(chain, block, each, nullptr, watched()).empty();
  });
}

std::string hex(std::string_view bytes) { return to_hex(bytes_of(bytes)); }

// As java-tron writes it: the contract in words, and the same transaction once more as the hex of its bytes.
std::string transaction_json(const protocol::Transaction& transaction) {
  protocol::TransactionRaw raw;
  if (!raw.ParseFromString(transaction.raw_data()) || raw.contract_size() != 1) return "";
  const protocol::Any& parameter = raw.contract(0).parameter();
  return fmt::format(
      R"({{"ret":[{{"contractRet":"SUCCESS"}}],"signature":["{}"],"txID":"{}","raw_data":{{"contract":[{{"parameter":{{"value":)"
      R"({{"data":"{}"}},"type_url":"{}"}},"type":"{}"}}],"ref_block_bytes":"8d2b","ref_block_hash":"51c2c3a5a7f31a0e",)"
      R"("expiration":1767830400000,"fee_limit":100000000,"timestamp":1767830340123}},"raw_data_hex":"{}"}})",
      std::string(130, 'a'), to_hex(sha256(bytes_of(transaction.raw_data()))), hex(parameter.value()), parameter.type_url(),
      raw.contract(0).type(), hex(transaction.raw_data()));
}

std::string block_json() {
  protocol::BlockExtention block;
  protocol::HeaderRaw header;
  const auto decoded = decode_block_bytes(kBlock);
  if (kBlock.empty() || !block.ParseFromString(kBlock) || !decoded || !*decoded) return "";
  if (!header.ParseFromString(block.block_header().raw_data())) return "";
  std::string json =
      fmt::format(R"({{"blockID":"{}","block_header":{{"raw_data":{{"number":{},"txTrieRoot":"{}","witness_address":"{}",)"
                  R"("parentHash":"{}","version":{},"timestamp":{}}},"witness_signature":"{}"}},"transactions":[)",
                  hash_text((*decoded)->header.id), header.number(), hex(header.txtrieroot()), hex(header.witness_address()),
                  hex(header.parenthash()), header.version(), header.timestamp(), std::string(130, 'a'));
  for (int i = 0; i < block.transactions_size(); ++i)
    json += (i > 0 ? "," : "") + transaction_json(block.transactions(i).transaction());
  return json + "]}";
}

void protobuf_kept(benchmark::State& state) {
  bench::over(state, kBlock, [](const std::string& bytes) {
    const auto block = decode_block_bytes(bytes);
    return block && *block && pays_nobody(**block);
  });
}
void bare_protobuf(benchmark::State& state) {
  bench::over(state, kBlock, [](const std::string& bytes) {
    google::protobuf::Arena arena;
    return google::protobuf::Arena::CreateMessage<protocol::BlockExtention>(&arena)->ParseFromString(bytes);
  });
}
void bare_protobuf_and_hashes(benchmark::State& state) {
  bench::over(state, kBlock, [](const std::string& bytes) {
    google::protobuf::Arena arena;
    auto* block = google::protobuf::Arena::CreateMessage<protocol::BlockExtention>(&arena);
    if (!block->ParseFromString(bytes)) return false;
    for (const auto& each : block->transactions()) benchmark::DoNotOptimize(sha256(bytes_of(each.transaction().raw_data())));
    return true;
  });
}

const std::string kJson = block_json();

void json_kept(benchmark::State& state) {
  bench::over_json(state, kJson, [](simdjson::dom::element root) {
    const auto block = decode_block(root);
    return block && *block && pays_nobody(**block);
  });
}
void bare_dom(benchmark::State& state) { bench::bare_json(state, kJson); }

BENCHMARK(protobuf_kept);
BENCHMARK(bare_protobuf);
BENCHMARK(bare_protobuf_and_hashes);
BENCHMARK(json_kept);
BENCHMARK(bare_dom);

}  // namespace

BENCHMARK_MAIN();
