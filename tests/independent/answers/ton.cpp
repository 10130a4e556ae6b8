// Questions about TON: what a transaction credited, read from its cell or from the rows of an index.
#include <botan/base64.h>

#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/decode_json.hpp"
#include "chains/ton/decode_transaction.hpp"
#include "chains/ton/transfers.hpp"
#include "independent/answers/questions.hpp"

namespace bepusdt::independent {
namespace {

using namespace chains::ton;

void write_transfers(const std::vector<Transaction>& transactions, const Question& question, Answer& answer) {
  const Watched watched("ton", watch_list(question));
  answer.key("transfers").begin_array();
  for (const Transaction& each : transactions)
    if (const auto transfer = transfer_to_us(core::ChainName("ton"), {}, each, watched)) write_transfer(*transfer, answer);
  answer.end_array();
}

}  // namespace

void ask_ton_cell(const Question& question, Answer& answer) {
  const auto bytes = Botan::base64_decode(std::string(text(question, "cell")));
  const auto root = read_single_root({bytes.data(), bytes.size()});
  const auto transaction = root ? decode_transaction(**root, 0) : std::nullopt;
  if (transaction)
    write_transfers({*transaction}, question, answer);
  else
    answer.key("refused").text(root ? "it is no transaction" : root.error().reason);
}

void ask_ton_rows(const Question& question, Answer& answer) {
  const auto rows = decode_transactions(question.at_key("answer").get_object());
  if (!rows) {
    answer.key("refused").text(rows.error().reason);
    return;
  }
  std::vector<Transaction> transactions;
  for (const TransactionRow& row : *rows) transactions.push_back(row.transaction);
  write_transfers(transactions, question, answer);
}

}  // namespace bepusdt::independent
