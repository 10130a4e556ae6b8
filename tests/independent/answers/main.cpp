// reader_answers: what the gateway's own functions make of what other software made. A question is one line of JSON on standard
// input, its answer one line on standard output, in the same order; the tests beside it compare.
#include <cstdio>
#include <iostream>
#include <string>

#include "independent/answers/questions.hpp"

namespace {

using namespace bepusdt::independent;

constexpr struct {
  std::string_view name;
  void (*ask)(const Question&, Answer&);
} kQuestions[] = {
    {"address", ask_address},
    {"associated_token_account", ask_associated_token_account},
    {"primary_store", ask_primary_store},
    {"usdt_wallet", ask_usdt_wallet},
    {"solana_transaction", ask_solana_transaction},
    {"ton_cell", ask_ton_cell},
    {"ton_rows", ask_ton_rows},
};

void answer_line(const std::string& line, simdjson::dom::parser& parser, std::string& out) {
  const Question question = parser.parse(line).get_object().value();
  for (const auto& each : kQuestions) {
    if (each.name != text(question, "ask")) continue;
    Answer answer(out);
    answer.begin_object();
    each.ask(question, answer);
    answer.end_object();
    return;
  }
  throw std::invalid_argument("no such question: " + line);
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  simdjson::dom::parser parser;
  std::string line, out;
  try {
    while (std::getline(std::cin, line)) {
      answer_line(line, parser, out);
      out += '\n';
    }
  } catch (const std::exception& mistake) {
    std::fprintf(stderr, "%s\n%s\n", mistake.what(), line.c_str());
    return 1;
  }
  std::cout << out;
  return 0;
}
