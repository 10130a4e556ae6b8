// Decoding what nodes answer (execution-apis, eth_*), in place and in one pass. The input is foreign: sizes and digits are
// checked, an error says which field is wrong, nothing throws. Fields that are not ours are skipped, so new transaction
// types and header fields do no harm. What a sieve turns away is dropped while it is being read.
#pragma once

#include <simdjson.h>

#include <functional>

#include "base/result.hpp"
#include "chains/evm/traced.hpp"
#include "chains/evm/types.hpp"

namespace bepusdt::chains::evm {

struct DecodeError {
  std::string reason;
};

template <class T>
using Decoded = Result<T, DecodeError>;

// Empty: everything is kept.
using RecipientSieve = std::function<bool(const Account& to)>;
// Both must agree; the topics of a log of another contract are not even decoded.
struct LogSieve {
  std::function<bool(const Account& contract)> contract;
  std::function<bool(std::span<const Word> topics)> topics;
};

// The answer of eth_getBlockBy*: with hashes of transactions, or whole ones.
[[nodiscard]] Decoded<Block> decode_block(simdjson::ondemand::value value, const RecipientSieve& keep = {});
[[nodiscard]] Decoded<Transaction> decode_transaction(simdjson::ondemand::value value);
[[nodiscard]] Decoded<Receipt> decode_receipt(simdjson::ondemand::value value, const LogSieve& keep = {});
[[nodiscard]] Decoded<std::vector<Receipt>> decode_receipts(simdjson::ondemand::value value, const LogSieve& keep = {});
[[nodiscard]] Decoded<std::vector<Log>> decode_logs(simdjson::ondemand::value value, const LogSieve& keep = {});
// What moved the chain's own coin in each transaction of a block, to receivers that are kept: by callTracer, by trace_block.
[[nodiscard]] Decoded<std::vector<TracedTransaction>> decode_block_calls(simdjson::ondemand::value value,
                                                                         const RecipientSieve& keep);
[[nodiscard]] Decoded<std::vector<TracedTransaction>> decode_block_traces(simdjson::ondemand::value value,
                                                                          const RecipientSieve& keep);
[[nodiscard]] Decoded<std::uint64_t> decode_quantity(simdjson::ondemand::value value);

}  // namespace bepusdt::chains::evm
