// What questions about transactions share: whose wallets are ours, and a transfer as text.
#include <algorithm>

#include "independent/answers/questions.hpp"

namespace bepusdt::independent {

ports::WatchList watch_list(const Question& question) {
  ports::WatchList list;
  list.native = true;
  for (const simdjson::dom::element wallet : question.at_key("wallets").get_array())
    list.addresses.emplace_back(std::string(wallet.get_string().value()));
  std::ranges::sort(list.addresses);
  return list;
}

void write_transfer(const core::Transfer& transfer, Answer& answer) {
  answer.begin_object();
  answer.key("transaction").text(transfer.key.hash.value());
  answer.key("position").text(transfer.key.position.value());
  answer.key("trade_type").text(transfer.trade_type->name);
  answer.key("contract").text(transfer.contract);
  answer.key("from").text(transfer.from.value());
  answer.key("to").text(transfer.to.value());
  answer.key("units").text(transfer.units.str());
  answer.end_object();
}

}  // namespace bepusdt::independent
