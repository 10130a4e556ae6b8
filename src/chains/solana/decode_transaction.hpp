// One transaction with its meta, as getTransaction and getBlock both tell it (encoding json: the message's keys and, apart, the
// loaded addresses; transactionDetails accounts: all keys as objects). Everything by which money is told must be there and fit
// together, or the transaction is refused as a whole.
#pragma once

#include "chains/solana/decode.hpp"

namespace bepusdt::chains::solana {

inline constexpr std::int64_t kLastSecond = std::int64_t{1} << 40;  // keeps sums of times from overflowing
inline constexpr std::uint64_t kLastSlot = std::uint64_t{1} << 60;  // likewise of slots

// Base58 text of about the length of 32 (64) bytes.
[[nodiscard]] bool is_account(std::string_view text);
[[nodiscard]] bool is_signature(std::string_view text);

[[nodiscard]] Decoded<Transaction> read_transaction(Json value);

// `other` sees the fields that are not the transaction's own.
using OtherField = std::function<void(std::string_view key, Json& field)>;
[[nodiscard]] Decoded<Transaction> read_transaction_fields(simdjson::ondemand::object& object, const OtherField& other);

}  // namespace bepusdt::chains::solana
