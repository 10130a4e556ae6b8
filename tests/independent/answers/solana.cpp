// Questions about Solana: which credits a result of getTransaction holds.
#include "chains/solana/credits.hpp"
#include "independent/answers/questions.hpp"

namespace bepusdt::independent {

void ask_solana_transaction(const Question& question, Answer& answer) {
  using namespace chains::solana;
  const simdjson::padded_string result(simdjson::minify(question.at_key("result").value()));
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document = parser.iterate(result);
  const auto placed = decode_transaction(document.get_value());
  if (!placed) {
    answer.key("refused").text(placed.error().reason);
    return;
  }
  const Watched watched("solana", watch_list(question));
  const auto credits = credits_to_us(placed->transaction, watched);
  if (!credits) {
    answer.key("refused").text(credits.error().reason);
    return;
  }
  answer.key("transfers").begin_array();
  for (const Credit& credit : *credits)
    write_transfer(transfer_of(core::ChainName("solana"), placed->transaction.signature, credit, {}), answer);
  answer.end_array();
}

}  // namespace bepusdt::independent
