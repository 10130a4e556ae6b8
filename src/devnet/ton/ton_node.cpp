#include "devnet/ton/ton_node.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "devnet/ton/ton_json.hpp"

namespace bepusdt::devnet {
namespace {

using ports::HttpError;
using ports::HttpErrorKind;

// What each method may be asked with; all of one of the sets, `account` and `address` as often as one likes.
const std::map<std::string, std::vector<std::set<std::string>>> kForms{
    {"masterchainInfo", {{}}},
    {"masterchainBlockShardState", {{"seqno"}}},
    {"blocks", {{"workchain", "shard", "seqno", "limit", "offset"}, {"start_lt", "end_lt", "sort", "limit", "offset"}}},
    {"transactions",
     {{"account", "start_lt", "end_lt", "sort", "limit", "offset"}, {"account", "start_lt", "sort", "limit", "offset"}}},
    {"accountStates", {{"address", "include_boc"}}}};
constexpr std::size_t kMostAccounts = 100;

std::string_view header(const ports::HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

bool is_raw(const std::string& account) {
  const auto colon = account.find(':');
  return (account.starts_with("0:") || account.starts_with("-1:")) && account.size() - colon - 1 == 64 &&
         account.find_first_not_of("0123456789abcdefABCDEF", colon + 1) == std::string::npos;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

TonNode::Question TonNode::question_of(const std::string& url) {
  Question question;
  const auto path = url.find("/api/v3/");
  if (path == std::string::npos) return question;
  const auto mark = url.find('?', path);
  question.method = url.substr(path + 8, mark == std::string::npos ? mark : mark - path - 8);
  std::string rest = mark == std::string::npos ? "" : url.substr(mark + 1);
  while (!rest.empty()) {
    const std::string pair = rest.substr(0, rest.find('&'));
    rest.erase(0, pair.size() + 1);
    const auto equals = pair.find('=');
    question.values.emplace(pair.substr(0, equals), equals == std::string::npos ? "" : pair.substr(equals + 1));
  }
  return question;
}

void TonNode::check_form(Host& host, const ports::HttpRequest& request, const Question& question) {
  if (request.method != "GET" || !request.body.empty()) complain("not a plain GET");
  if (header(request, "X-API-Key") != host.key) complain("the API key is not the host's");
  if (request.total_timeout <= Millis(0) || request.max_answer_bytes == 0) complain("a request without limits");
  if (request.url.size() > 8'000) complain("a URL that servers refuse");
  const auto forms = kForms.find(question.method);
  if (forms == kForms.end()) return complain("unknown method " + question.method);
  std::set<std::string> names;
  for (const auto& [name, value] : question.values) {
    if (!names.insert(name).second && name != "account" && name != "address") complain(name + " twice");
    if ((name == "account" || name == "address") && !is_raw(value)) complain("no account: " + value);
    if (value.empty()) complain(name + " without a value");
  }
  if (std::ranges::find(forms->second, names) == forms->second.end())
    complain(question.method + " with other parameters than its own");
  if (question.values.count("account") + question.values.count("address") > kMostAccounts) complain("too many accounts");
}

Result<ports::HttpAnswer, HttpError> TonNode::send(const ports::HttpRequest& request) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(HttpError{HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  const Question question = question_of(request.url);
  ++host.requests;
  host.methods.push_back(question.method);
  if (before_answer) before_answer(name, question.method);
  check_form(host, request, question);

  TonFaults faults = host.faults;
  draw_trouble(faults);
  const Time now = clock_.now();
  if (host.per_second > 0 && host.requests > 1 &&
      now - host.last_request < Millis(static_cast<std::int64_t>(1'000 / host.per_second))) {
    complain("more requests a second than are allowed");
    faults.http_status = 429;
  }
  host.last_request = now;
  if (faults.down) return fail(HttpError{HttpErrorKind::connect, "connection refused", ""});
  if (faults.times_out) return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  ports::HttpAnswer answer;
  answer.status = faults.http_status;
  if (!faults.retry_after.empty()) answer.headers.emplace_back("retry-after", faults.retry_after);
  if (faults.html) {
    answer.body = "<html><body>502 Bad Gateway</body></html>";
    return answer;
  }
  if (auto body = body_for(host, faults, question)) {
    answer.body = std::move(*body);
  } else {
    answer.status = 404;
    answer.body = R"({"error":"blocks not found"})";
  }
  if (faults.truncated_body) answer.body.resize(answer.body.size() / 2);
  return answer;
}

void TonNode::draw_trouble(TonFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  static const std::vector<std::string> kMethods{"masterchainInfo", "masterchainBlockShardState", "blocks", "transactions",
                                                 "accountStates"};
  const std::string& method = kMethods[random_() % kMethods.size()];
  switch (random_() % 13) {
    case 0: faults.down = true; break;
    case 1: faults.html = true; break;
    case 2: faults.http_status = 500; break;
    case 3: faults.http_status = 429; break;
    case 4: faults.truncated_body = true; break;
    case 5: faults.null_method = method; break;
    case 6: faults.empty_method = method; break;
    case 7: faults.error_method = method; break;
    case 8: faults.times_out = true; break;
    case 9: faults.rows_cut = true; break;
    case 10: faults.rows_lost = true; break;
    case 11: faults.shard_block_lost = true; break;
    case 12: faults.shard_lost = true; break;
  }
}

std::uint64_t TonNode::number(const Question& question, const std::string& name) {
  const auto found = question.values.find(name);
  std::uint64_t value = 0;
  if (found == question.values.end()) return 0;
  const std::string& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) complain(name + " is no number");
  return value;
}

std::string TonNode::page(const std::string& name, const std::vector<std::string>& rows, const Question& question) {
  const std::uint64_t limit = number(question, "limit"), offset = number(question, "offset");
  std::string body;
  for (std::uint64_t i = offset; i < rows.size() && i < offset + limit; ++i) body += (body.empty() ? "" : ",") + rows[i];
  return "{\"" + name + "\":[" + body + "]}";
}

// nullopt: 404.
std::optional<std::string> TonNode::body_for(Host& host, const TonFaults& faults, const Question& question) {
  const TonChain& chain = *host.chain;
  const std::uint64_t lag = faults.lags.empty() ? 0 : faults.lags[random_() % faults.lags.size()];
  const std::uint64_t head = chain.head() > lag ? chain.head() - lag : 1;
  const std::string& method = question.method;
  if (method == faults.error_method) return "{\"error\":\"" + faults.error + "\"}";
  if (method == faults.null_method) return "null";
  if (question.values.contains("limit") && (number(question, "limit") < 1 || number(question, "limit") > host.most_rows)) {
    complain("limit is not allowed");
    return R"({"error":"limit is not allowed"})";
  }
  if (method == faults.empty_method) {
    if (method == "masterchainInfo") return "{}";
    if (method == "masterchainBlockShardState") return std::nullopt;
    return method == "transactions" ? R"({"transactions":[],"address_book":{}})"
           : method == "blocks"     ? R"({"blocks":[]})"
                                    : R"({"accounts":[],"address_book":{}})";
  }
  if (method == "masterchainInfo")
    return "{\"last\":" + ton_block_json(chain, *chain.at(head)) + ",\"first\":" + ton_block_json(chain, *chain.at(1)) + "}";
  if (method == "masterchainBlockShardState") {
    const std::uint64_t height = number(question, "seqno");
    if (height < 1 || height > head) return std::nullopt;
    std::string rows = ton_block_json(chain, *chain.at(height));
    const auto& tops = chain.at(height)->tops;
    for (std::size_t i = faults.shard_lost ? 1 : 0; i < tops.size(); ++i)
      rows += "," + ton_block_json(chain, chain.blocks().at(tops[i]));
    return "{\"blocks\":[" + rows + "]}";
  }
  if (method == "blocks") return blocks(chain, head, faults, question);
  if (method == "transactions") return transactions(chain, head, faults, question);
  if (method == "accountStates") return accounts(chain, head, question);
  return R"({"error":"not found"})";
}

std::string TonNode::blocks(const TonChain& chain, std::uint64_t head, const TonFaults& faults, const Question& question) {
  std::vector<const TonBlock*> found;
  if (question.values.contains("seqno")) {
    const std::uint64_t height = number(question, "seqno");
    if (const TonBlock* block = height <= head ? chain.at(height) : nullptr) found.push_back(block);
  } else {
    const std::uint64_t first = number(question, "start_lt"), last = number(question, "end_lt");
    for (const auto& [name, block] : chain.blocks())
      if (block.master <= head && block.start_lt >= first && block.start_lt <= last) found.push_back(&block);
  }
  // By second, and within one as it comes.
  std::ranges::stable_sort(found, {}, [](const TonBlock* block) { return block->time; });
  std::vector<std::string> rows;
  bool lost = !faults.shard_block_lost;
  for (const TonBlock* block : found) {
    if (!lost && block->name.workchain == 0 && block->master == head) {
      lost = true;
      continue;
    }
    rows.push_back(ton_block_json(chain, *block));
  }
  return page("blocks", rows, question);
}

std::string TonNode::transactions(const TonChain& chain, std::uint64_t head, const TonFaults& faults,
                                  const Question& question) {
  std::set<std::string> asked;
  for (const auto& [name, value] : question.values)
    if (name == "account") asked.insert(lower(value));
  const std::uint64_t first = number(question, "start_lt");
  const std::uint64_t last = question.values.contains("end_lt") ? number(question, "end_lt") : ~std::uint64_t{0};
  std::map<std::pair<std::uint64_t, std::string>, std::string> ordered;
  for (const auto& [name, block] : chain.blocks())
    for (const TonTx& tx : block.txs) {
      if (block.master > head || tx.lt < first || tx.lt > last) continue;
      if (!asked.contains(tx.account) || (faults.shard_rows_lost && name.workchain == 0)) continue;
      ordered.emplace(std::pair(tx.lt, tx.account), ton_tx_json(block, tx, false, !faults.bodies_left_out));
      if (!faults.emulated_too || tx.system) continue;
      TonTx guessed = tx;
      guessed.lt += 1;
      guessed.hash = guessed.previous_hash;
      ordered.emplace(std::pair(guessed.lt, tx.account), ton_tx_json(block, guessed, true, true));
    }
  std::vector<std::string> rows;
  for (auto& [key, row] : ordered) rows.push_back(std::move(row));
  if (faults.rows_cut) rows.resize(rows.size() - std::min(rows.size(), std::max<std::size_t>(3, rows.size() / 3)));
  if (faults.rows_lost && !rows.empty()) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2));
  return page("transactions", rows, question);
}

std::string TonNode::accounts(const TonChain& chain, std::uint64_t head, const Question& question) {
  std::map<std::string, const TonTx*> newest;  // of those that are asked for
  for (const auto& [name, value] : question.values)
    if (name == "address") newest.emplace(lower(value), nullptr);
  for (const auto& [name, block] : chain.blocks())
    for (const TonTx& tx : block.txs) {
      const auto asked = newest.find(tx.account);
      if (block.master > head || asked == newest.end()) continue;
      if (asked->second == nullptr || asked->second->lt < tx.lt) asked->second = &tx;
    }
  std::string rows;
  for (const auto& [name, value] : question.values) {
    if (name != "address") continue;
    if (const TonTx* tx = newest.at(lower(value))) rows += (rows.empty() ? "" : ",") + ton_account_json(*tx);
  }
  return "{\"accounts\":[" + rows + "],\"address_book\":{}}";
}

}  // namespace bepusdt::devnet
