// What may be asked of this program: each function reads its question's fields and writes the members of its answer. The asking
// side is ours, so that a question which lacks a field is a mistake in a test: it throws, and the program ends.
#pragma once

#include <simdjson.h>

#include "ports/chain_reader.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::independent {

using Question = simdjson::dom::object;
using Answer = wire::JsonWriter;

// core/address.hpp: the stored and the shown form, or why it is refused.
void ask_address(const Question& question, Answer& answer);
// Accounts that are computed from others: chains/solana/token_account, chains/aptos/primary_store, chains/ton/jetton_wallet.
void ask_associated_token_account(const Question& question, Answer& answer);
void ask_primary_store(const Question& question, Answer& answer);
void ask_usdt_wallet(const Question& question, Answer& answer);
// What a transaction credited to our wallets: a result of getTransaction; the cell of a transaction; an answer of a TON index.
void ask_solana_transaction(const Question& question, Answer& answer);
void ask_ton_cell(const Question& question, Answer& answer);
void ask_ton_rows(const Question& question, Answer& answer);

[[nodiscard]] inline std::string_view text(const Question& question, std::string_view name) {
  return question.at_key(name).get_string().value();
}
// Everything is looked for at the question's "wallets".
[[nodiscard]] ports::WatchList watch_list(const Question& question);
void write_transfer(const core::Transfer& transfer, Answer& answer);

}  // namespace bepusdt::independent
