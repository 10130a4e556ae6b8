// Decoding what nodes answer over gRPC, and the raw_data of transactions, which the HTTP API sends as hex. The input is
// foreign: an error says what is wrong, nothing throws. Identifiers are computed, not believed: a block's from its header,
// a transaction's from its raw_data; an answer that names others is refused.
#pragma once

#include "base/result.hpp"
#include "chains/tron/types.hpp"

namespace protocol {
class BlockExtention;
class TransactionInfo;
}  // namespace protocol

namespace bepusdt::chains::tron {

struct DecodeError {
  std::string reason;
};

template <class T>
using Decoded = Result<T, DecodeError>;

// nullopt: the empty message, by which a node says that it has no such block.
[[nodiscard]] Decoded<std::optional<Block>> decode_block(const protocol::BlockExtention& message);
// The same from its bytes.
[[nodiscard]] Decoded<std::optional<Block>> decode_block_bytes(std::string_view bytes);
[[nodiscard]] Decoded<Transaction> decode_transaction(std::string_view raw_data, bool succeeded);
[[nodiscard]] Decoded<Info> decode_info(const protocol::TransactionInfo& message);

// 21 bytes, the prefix first.
[[nodiscard]] std::optional<Account> account_of_bytes(std::string_view bytes);
// A number that must not be negative, of at most `most`.
[[nodiscard]] std::optional<std::uint64_t> natural(std::int64_t value, std::int64_t most = INT64_MAX);

}  // namespace bepusdt::chains::tron
