#include "devnet/aptos/aptos_node.hpp"

#include <algorithm>
#include <array>

#include "devnet/aptos/aptos_json.hpp"

namespace bepusdt::devnet {
namespace {

using ports::HttpAnswer;
using ports::HttpError;
using ports::HttpErrorKind;

void refuse(HttpAnswer& out, int status, const std::string& code, const std::string& message) {
  out.status = status;
  out.body = aptos_error_json(message, code);
}

// All of them end with "… by Ledger version(7)" or the like; clients go by the code.
void not_found(HttpAnswer& out, const std::string& thing) { refuse(out, 404, thing + "_not_found", thing + " not found"); }
void pruned(HttpAnswer& out, const std::string& thing) { refuse(out, 410, thing + "_pruned", thing + " has been pruned"); }

}  // namespace

Result<HttpAnswer, HttpError> AptosNode::send(const ports::HttpRequest& request) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(HttpError{HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  ++host.requests;
  const AptosQuestion question = aptos_question(request, host.key, host.query, complaints);
  host.questions.push_back(question);
  if (before_answer) before_answer(name, question.name);

  AptosFaults faults = host.faults;
  draw_trouble(faults);
  const bool slow = question.name == "page" && faults.slow_above > 0 && question.limit > faults.slow_above;
  if (faults.down) return fail(HttpError{HttpErrorKind::connect, "connection refused", ""});
  if (faults.times_out || slow) return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  HttpAnswer out;
  out.status = 200;
  if (faults.html) {
    out.body = "<html><body>502 Bad Gateway</body></html>";
    return out;
  }
  const AptosChain& chain = *host.chain;
  const std::uint64_t lag = faults.lags.empty() ? 0 : faults.lags[random_() % faults.lags.size()];
  faults.oldest = std::min(faults.oldest, chain.head());
  const View view{chain, faults, faults.chain_id != 0 ? faults.chain_id : chain.chain_id(),
                  std::max(chain.head() > lag ? chain.head() - lag : 0, faults.oldest)};
  if (faults.http_status != 0) {
    refuse(out, faults.http_status, "web_framework_error", "too many requests or worse");
    if (!faults.retry_after.empty()) out.headers.emplace_back("retry-after", faults.retry_after);
  } else if (question.name.empty()) {
    refuse(out, 404, "web_framework_error", "not found");
  } else if (question.name == faults.null_for) {
    out.body = "null";
  } else if (question.name == faults.error_for) {
    refuse(out, 500, "internal_error", faults.error);
  } else if (question.name == faults.not_found_for) {
    out.status = 404;
    out.body = "{\"message\":\"no Route matched with those values\"}";
  } else {
    answer(view, question, out);
  }
  if (!faults.headers_left_out) {
    const auto add = [&](const char* key, std::uint64_t value) { out.headers.emplace_back(key, std::to_string(value)); };
    add("x-aptos-chain-id", view.chain_id);
    add("x-aptos-ledger-version", chain.at(view.head)->last());
    add("x-aptos-ledger-oldest-version", chain.at(faults.oldest)->first());
    add("x-aptos-ledger-timestampusec", chain.at(view.head)->micros);
    add("x-aptos-epoch", 2);
    add("x-aptos-block-height", view.head);
    add("x-aptos-oldest-block-height", faults.oldest);
  }
  if (faults.truncated_body) out.body.resize(out.body.size() / 2);
  if (out.body.size() > request.max_answer_bytes) {
    out.body.resize(request.max_answer_bytes);
    out.truncated = true;
  }
  return out;
}

void AptosNode::draw_trouble(AptosFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  static const std::array<std::string, 5> kQuestions{"ledger", "block", "block_of", "page", "transaction"};
  const std::string& question = kQuestions[random_() % kQuestions.size()];
  switch (random_() % 14) {
    case 0: faults.down = true; break;
    case 1: faults.html = true; break;
    case 2: faults.http_status = 500; break;
    case 3: faults.http_status = 429; break;
    case 4: faults.truncated_body = true; break;
    case 5: faults.null_for = question; break;
    case 6: faults.error_for = question; break;
    case 7: faults.not_found_for = question; break;
    case 8: faults.times_out = true; break;
    case 9: faults.page_hole = true; break;
    case 10: faults.page_empty = true; break;
    case 11: faults.page_shifted = true; break;
    case 12: faults.events_left_out = true; break;
    case 13: faults.wrong_block = true; break;
  }
}

void AptosNode::answer(const View& view, const AptosQuestion& question, HttpAnswer& out) {
  const AptosFaults& faults = view.faults;
  if (question.name == "ledger") {
    out.body = aptos_ledger_json(view.chain, view.chain_id, view.head, faults.oldest);
  } else if (question.name == "block") {
    std::uint64_t height = question.number;
    if (faults.wrong_block && height > faults.oldest) --height;
    answer_block(view, view.chain.at(height), out);
  } else if (question.name == "block_of") {
    const auto place = view.chain.at_version(question.number);
    const AptosBlock* block = place ? place->block : nullptr;
    if (faults.wrong_block && block != nullptr && block->height > faults.oldest) block = view.chain.at(block->height - 1);
    answer_block(view, block, out);
  } else if (question.name == "page") {
    answer_page(view, question, out);
  } else {
    answer_transaction(view, question, out);
  }
}

void AptosNode::answer_block(const View& view, const AptosBlock* block, HttpAnswer& out) {
  if (block == nullptr || block->height > view.head) return not_found(out, "block");
  if (block->height < view.faults.oldest) return pruned(out, "block");
  out.body = aptos_block_json(*block, block->height == 0 ? 0 : view.faults.vast_blocks);
}

void AptosNode::answer_page(const View& view, const AptosQuestion& question, HttpAnswer& out) {
  const AptosFaults& faults = view.faults;
  const std::uint64_t newest = view.chain.at(view.head)->last();
  if (question.number > newest)
    return refuse(out, 400, "invalid_input", "Given start value is higher than the current ledger version");
  if (question.number < view.chain.at(faults.oldest)->first()) return pruned(out, "version");
  std::uint64_t most = question.limit;
  if (faults.page_most > 0) most = std::min(most, faults.page_most);
  const std::uint64_t first = question.number + (faults.page_shifted ? 1 : 0);
  const std::uint64_t end = std::min(newest + 1, first + most);
  out.body = "[";
  for (std::uint64_t version = first; version < end && !faults.page_empty; ++version) {
    if (faults.page_hole && version == first + (end - first) / 2) continue;
    const auto place = view.chain.at_version(version);
    out.body += (out.body.size() > 1 ? "," : "") + aptos_tx_json(*place->block, *place->tx, !faults.events_left_out);
  }
  out.body += "]";
}

void AptosNode::answer_transaction(const View& view, const AptosQuestion& question, HttpAnswer& out) {
  auto place = view.chain.find(question.hash);
  if (!place || view.faults.hides_transactions || place->block->height > view.head ||
      place->block->height < view.faults.oldest)
    return not_found(out, "transaction");
  if (view.faults.pending) {
    out.body = aptos_pending_json(*place->tx);
    return;
  }
  if (view.faults.wrong_transaction) place = view.chain.at_version(place->tx->version - 1);
  out.body = aptos_tx_json(*place->block, *place->tx, !view.faults.events_left_out);
}

}  // namespace bepusdt::devnet
