// Fuzz target: an answer of Tron's HTTP API, which may be a block, several, or what running transactions came to. What is taken says
// what a naive reading says: ids are the hashes of the bytes that stand there, a transaction succeeded only where it is told so,
// every log is there; and nothing that failed pays anybody.
#include <algorithm>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "chains/tron/decode_json.hpp"
#include "chains/tron/transfers.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::tron;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;

const PlainJson kNothing{};

const PlainJson& member(const PlainJson& object, std::string_view name) {
  const PlainJson* value = object.only(name);
  return value == nullptr ? kNothing : *value;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  return text;
}

void check_number(const PlainJson& object, std::string_view name, std::uint64_t read) {
  const PlainJson* value = object.only(name);
  BEPUSDT_ASSERT(value == nullptr ? read == 0 : value->kind == Kind::number && std::stoull(value->text) == read);
}

void check_payments(const Block& block) {
  ports::WatchList everybody;
  everybody.native = true;
  for (const Transaction& transaction : block.transactions) {
    if (transaction.coin) everybody.addresses.push_back(core::tron_address(transaction.coin->to));
    if (transaction.call) everybody.addresses.push_back(core::tron_address(transaction.call->to));
  }
  const Watched watched("tron", everybody);
  for (const Transaction& transaction : block.transactions)
    for (const core::Transfer& paid : transfers_to_us(core::ChainName("tron"), block, transaction, nullptr, watched))
      BEPUSDT_ASSERT(transaction.succeeded && !paid.units.is_zero() && paid.block == block.header.ref());
}

void check_block(const Block& block, const PlainJson* told) {
  check_payments(block);
  if (told == nullptr) return;
  const PlainJson& header = member(member(*told, "block_header"), "raw_data");
  check_number(header, "number", block.header.number);
  check_number(header, "timestamp", static_cast<std::uint64_t>(block.header.time_ms));
  BEPUSDT_ASSERT(to_hex(block.header.id) == lower(member(*told, "blockID").text));
  BEPUSDT_ASSERT(to_hex(block.header.parent) == lower(member(header, "parentHash").text));
  if (block.header.number == 0) return;
  const auto& items = member(*told, "transactions").items;
  BEPUSDT_ASSERT(items.size() == block.transactions.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto raw = from_hex(member(items[i], "raw_data_hex").text);
    BEPUSDT_ASSERT(raw && sha256(*raw) == block.transactions[i].hash);
    const auto& ret = member(items[i], "ret").items;
    const bool succeeded = !ret.empty() && member(ret.front(), "contractRet").text == "SUCCESS";
    BEPUSDT_ASSERT(block.transactions[i].succeeded == succeeded);
  }
}

// A succeeded call of a genuine contract, by which whatever the logs say can be looked at.
void check_logs(const Info& info) {
  Transaction transaction;
  transaction.hash = info.hash;
  transaction.succeeded = transaction.runs_code = true;
  for (const TokenTransfer& transfer : token_transfers(transaction, info)) {
    BEPUSDT_ASSERT(!info.failed && !transfer.units.is_zero());
    const Log& log = info.logs.at(std::stoull(transfer.position));
    BEPUSDT_ASSERT(log.contract == transfer.contract && log.topics.at(0) == chains::kTransferTopic && log.data_size == 32);
    BEPUSDT_ASSERT(std::equal(transfer.to.begin(), transfer.to.end(), log.topics.at(2).begin() + 12));
    BEPUSDT_ASSERT(chains::units_of(log.data) == transfer.units);
  }
}

void check_info(const Info& info, const PlainJson* told) {
  check_logs(info);
  if (told == nullptr) return;
  BEPUSDT_ASSERT(to_hex(info.hash) == lower(member(*told, "id").text));
  check_number(*told, "blockNumber", info.block_number);
  const PlainJson* result = told->only("result");
  BEPUSDT_ASSERT(info.failed == (result != nullptr && result->text != "SUCESS"));  // java-tron's own spelling
  const auto& logs = member(*told, "log").items;
  BEPUSDT_ASSERT(logs.size() == info.logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) {
    BEPUSDT_ASSERT(lower(member(logs[i], "address").text).ends_with(to_hex(info.logs[i].contract)));
    const auto& topics = member(logs[i], "topics").items;
    BEPUSDT_ASSERT(topics.size() == info.logs[i].topics.size());
    for (std::size_t k = 0; k < topics.size(); ++k) BEPUSDT_ASSERT(to_hex(info.logs[i].topics[k]) == lower(topics[k].text));
    const PlainJson& data = member(logs[i], "data");
    BEPUSDT_ASSERT(2 * info.logs[i].data_size == (data.kind == Kind::text ? data.text.size() : 0));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(simdjson::padded_string(text)).get(root)) return 0;
  const auto plain = PlainJson::parse(text);
  const PlainJson* told = plain && !plain->has_twins() ? &*plain : nullptr;  // where a second reading is to be had
  if (const auto block = decode_block(root); block && *block) check_block(**block, told);
  if (const auto blocks = decode_blocks(root)) {
    const PlainJson* items = told == nullptr ? nullptr : told->only("block");
    BEPUSDT_ASSERT(told == nullptr || blocks->size() == (items == nullptr ? 0 : items->items.size()));
    for (std::size_t i = 0; i < blocks->size(); ++i)
      check_block((*blocks)[i], items == nullptr ? nullptr : &items->items[i]);
  }
  if (const auto info = decode_info(root); info && *info) check_info(**info, told);
  if (const auto infos = decode_infos(root)) {
    BEPUSDT_ASSERT(told == nullptr || infos->size() == told->items.size());
    for (std::size_t i = 0; i < infos->size(); ++i) check_info((*infos)[i], told == nullptr ? nullptr : &told->items[i]);
  }
  return 0;
}
