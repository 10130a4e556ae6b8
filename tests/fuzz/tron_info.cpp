// Fuzz target: what running a transaction of Tron came to, as its bytes (java-tron's TransactionInfo). What is taken has the id and
// the logs that protobuf found, each of the right size; and only transfers of something, of a transaction that did not fail, are
// tokens that moved.
#include <chains/tron/tron.pb.h>

#include <algorithm>

#include "base/assert.hpp"
#include "chains/tron/decode.hpp"
#include "chains/tron/transfers.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::tron;

bool same(std::string_view bytes, BytesView read) { return std::ranges::equal(bytes_of(bytes), read); }

void check(const Info& info, const protocol::TransactionInfo& message) {
  BEPUSDT_ASSERT(same(message.id(), info.hash));
  BEPUSDT_ASSERT(message.blocknumber() >= 0 && static_cast<std::uint64_t>(message.blocknumber()) == info.block_number);
  BEPUSDT_ASSERT(info.failed == (message.result() != 0));
  BEPUSDT_ASSERT(info.logs.size() == static_cast<std::size_t>(message.log_size()));
  for (std::size_t i = 0; i < info.logs.size(); ++i) {
    const auto& log = message.log(static_cast<int>(i));
    std::string_view address = log.address();
    BEPUSDT_ASSERT(address.size() == 20 || address.size() == 21);
    BEPUSDT_ASSERT(same(address.substr(address.size() - 20), info.logs[i].contract));
    BEPUSDT_ASSERT(info.logs[i].topics.size() == static_cast<std::size_t>(log.topics_size()));
    for (std::size_t k = 0; k < info.logs[i].topics.size(); ++k)
      BEPUSDT_ASSERT(same(log.topics(static_cast<int>(k)), info.logs[i].topics[k]));
    BEPUSDT_ASSERT(info.logs[i].data_size == log.data().size());
    if (log.data().size() == 32) BEPUSDT_ASSERT(same(log.data(), info.logs[i].data));
  }
}

void check_transfers(const Info& info) {
  for (const bool succeeded : {true, false}) {
    Transaction transaction;
    transaction.hash = info.hash;
    transaction.succeeded = succeeded;
    transaction.runs_code = true;
    const auto moved = token_transfers(transaction, info);
    BEPUSDT_ASSERT(moved.empty() || (succeeded && !info.failed));
    BEPUSDT_ASSERT(std::ranges::none_of(moved, [](const TokenTransfer& each) { return each.units.is_zero(); }));
    BEPUSDT_ASSERT(moved.size() <= info.logs.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  protocol::TransactionInfo message;
  if (!message.ParseFromArray(data, static_cast<int>(size))) return 0;
  const auto info = decode_info(message);
  if (!info) return 0;
  check(*info, message);
  check_transfers(*info);
  return 0;
}
