// Fuzz target: an answer of a TON index, which may be any of those that are asked for. What is taken has as many rows as the
// answer, each with the numbers that stand there; and a row pays only where the text itself says ord, credited, not returned.
#include <iterator>
#include <string>

#include "base/assert.hpp"
#include "chains/ton/decode_json.hpp"
#include "chains/ton/transfers.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt::chains::ton;
namespace dom = simdjson::dom;

bool says_null(dom::object object, std::string_view name) {
  dom::element value;
  return object.at_key(name).get(value) || value.is_null();
}

std::size_t length(dom::object answer, std::string_view name) {
  dom::array array;
  BEPUSDT_ASSERT(!answer.at_key(name).get(array));
  return static_cast<std::size_t>(std::distance(array.begin(), array.end()));
}

// A number that is written plainly or as text.
void check_number(dom::object object, std::string_view name, std::uint64_t read) {
  dom::element value;
  BEPUSDT_ASSERT(!object.at_key(name).get(value));
  std::string_view text;
  std::uint64_t plain = 0;
  if (!value.get(plain)) {
    BEPUSDT_ASSERT(plain == read);
    return;
  }
  BEPUSDT_ASSERT(!value.get(text) && !text.empty());
  while (text.size() > 1 && text.starts_with('0')) text.remove_prefix(1);
  BEPUSDT_ASSERT(text == std::to_string(read));
}

void check_transaction(dom::object object, const TransactionRow& row) {
  if (row.emulated) return;
  const Transaction& transaction = row.transaction;
  check_number(object, "lt", transaction.lt);
  check_number(object, "prev_trans_lt", transaction.previous_lt);
  BEPUSDT_ASSERT(row.master.has_value() != says_null(object, "mc_block_seqno"));
  const auto coin = received_coin(transaction);
  const auto token = received_token(transaction);
  if (!coin && !token) return;
  dom::object description, message;
  std::string_view type;
  bool flag = true;
  BEPUSDT_ASSERT(!object["description"].get(description) && !object["in_msg"].get(message));
  BEPUSDT_ASSERT(!description["type"].get(type) && type == "ord" && says_null(description, "bounce"));
  BEPUSDT_ASSERT(!message["bounced"].get(flag) && !flag);
  BEPUSDT_ASSERT(!says_null(message, "source"));
  if (coin) {
    BEPUSDT_ASSERT(!says_null(description, "credit_ph"));
    check_number(message, "value", static_cast<std::uint64_t>(coin->units));
  }
  if (token) {
    flag = true;
    BEPUSDT_ASSERT(!description["aborted"].get(flag) && !flag);
    BEPUSDT_ASSERT(!description["compute_ph"]["success"].get(flag) && flag);
    BEPUSDT_ASSERT(!description["action"]["success"].get(flag) && flag);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dom::parser parser;
  dom::object answer;
  if (parser.parse(std::string(bepusdt::fuzz::text_of(data, size))).get(answer)) return 0;
  if (const auto block = decode_newest(answer)) {
    BEPUSDT_ASSERT(block->start_lt <= block->end_lt && block->name.shard != 0);
    dom::object last;
    BEPUSDT_ASSERT(!answer["last"].get(last));
    check_number(last, "seqno", block->name.seqno);
  }
  if (const auto blocks = decode_blocks(answer)) BEPUSDT_ASSERT(blocks->size() == length(answer, "blocks"));
  if (const auto times = decode_last_times(answer)) BEPUSDT_ASSERT(times->size() <= length(answer, "accounts"));
  if (const auto rows = decode_transactions(answer)) {
    BEPUSDT_ASSERT(rows->size() == length(answer, "transactions"));
    dom::array told;
    BEPUSDT_ASSERT(!answer["transactions"].get(told));
    std::size_t at = 0;
    for (const dom::element each : told) {
      dom::object object;
      BEPUSDT_ASSERT(!each.get(object));
      check_transaction(object, (*rows)[at++]);
    }
  }
  return 0;
}
