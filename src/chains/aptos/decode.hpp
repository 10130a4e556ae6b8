// Decoding what a fullnode's REST API answers. The input is foreign: an error says what is wrong, nothing throws. What a payment
// depends on must be there and whole: a user's transaction without events, or a deposit that cannot be read, makes the whole
// answer malformed, never one with less in it.
#pragma once

#include <simdjson.h>

#include <string>

#include "base/result.hpp"
#include "chains/aptos/types.hpp"

namespace bepusdt::chains::aptos {

struct DecodeError {
  std::string reason;
};

template <class T>
using Decoded = Result<T, DecodeError>;

[[nodiscard]] Decoded<Ledger> decode_ledger(simdjson::dom::element json);
[[nodiscard]] Decoded<Header> decode_header(simdjson::dom::element json);
// nullopt: it waits for its turn and is in no block yet.
[[nodiscard]] Decoded<std::optional<Transaction>> decode_transaction(simdjson::dom::element json);
// A list of them with versions that follow one another; none of them waits.
[[nodiscard]] Decoded<std::vector<Transaction>> decode_transactions(simdjson::dom::element json);

// "0" to "18446744073709551615", as the API writes 64-bit numbers.
[[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view text);

}  // namespace bepusdt::chains::aptos
