#include "devnet/tron/tron_node.hpp"

#include <algorithm>

#include "devnet/tron/tron_json.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;
using ports::HttpError;
using ports::HttpErrorKind;

std::string_view header(const ports::HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

bool asks_by_call(const TronTx& tx) {
  return std::ranges::any_of(tx.pays, [](const TronPayment& payment) { return payment.position == "call"; });
}

std::string error_json(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < ' '); }, '?');
  return "{\"Error\":\"" + text + "\"}";
}

}  // namespace

Result<ports::HttpAnswer, HttpError> TronNode::send(const ports::HttpRequest& request) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(HttpError{HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  ++host.requests;
  const auto path_at = request.url.find("/wallet");
  const std::string method = path_at == std::string::npos ? "" : request.url.substr(path_at + 1);
  host.methods.push_back(method);
  if (before_answer) before_answer(name, method);
  if (request.method != "POST") complain("not a POST");
  if (header(request, "Content-Type") != "application/json") complain("no Content-Type: application/json");
  if (header(request, "TRON-PRO-API-KEY") != host.key) complain("the API key is not the host's");
  if (request.total_timeout <= Millis(0) || request.max_answer_bytes == 0) complain("a request without limits");

  TronFaults faults = host.faults;
  draw_trouble(faults);
  if (faults.down) return fail(HttpError{HttpErrorKind::connect, "connection refused", ""});
  if (faults.times_out) return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  ports::HttpAnswer answer;
  answer.status = faults.http_status;
  if (!faults.retry_after.empty()) answer.headers.emplace_back("retry-after", faults.retry_after);
  if (faults.html) {
    answer.body = "<html><body>502 Bad Gateway</body></html>";
    return answer;
  }
  dom::object fields;
  if (parser_.parse(request.body).get(fields)) {
    complain("the request is no JSON object");
    answer.body = error_json("parse error");
    return answer;
  }
  answer.body = body_for(host, faults, {method, fields});
  if (faults.truncated_body) answer.body.resize(answer.body.size() / 2);
  return answer;
}

void TronNode::draw_trouble(TronFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  static const std::vector<std::string> kMethods{"wallet/getnowblock", "wallet/getblockbynum", "wallet/getblockbylimitnext",
                                                 "wallet/gettransactioninfobyblocknum"};
  const std::string& method = kMethods[random_() % kMethods.size()];
  switch (random_() % 10) {
    case 0: faults.down = true; break;
    case 1: faults.html = true; break;
    case 2: faults.http_status = 500; break;
    case 3: faults.http_status = 429; break;
    case 4: faults.truncated_body = true; break;
    case 5: faults.null_method = method; break;
    case 6: faults.missing_method = method; break;
    case 7: faults.error_method = method; break;
    case 8: faults.times_out = true; break;
    case 9: faults.infos_cut = true; break;
  }
}

std::uint64_t TronNode::number(const Question& question, const char* key) {
  std::uint64_t value = 0;
  if (question.fields[key].get(value)) complain(question.method + " without the number " + key);
  return value;
}

void TronNode::wants(const Question& question, std::size_t fields) {
  if (question.fields.size() != fields) complain(question.method + " with other fields than its own");
}

std::string TronNode::body_for(Host& host, const TronFaults& faults, const Question& question) {
  const TronChain& chain = *host.chain;
  const std::string& method = question.method;
  const std::uint64_t lag = faults.lags.empty() ? 0 : faults.lags[random_() % faults.lags.size()];
  const std::uint64_t head = chain.head() > lag ? chain.head() - lag : 0;
  const bool list = method == "wallet/gettransactioninfobyblocknum";
  if (method == faults.error_method) return error_json(faults.error);
  if (method == faults.null_method) return "null";
  if (method == faults.missing_method) return list ? "[]" : "{}";

  if (method == "wallet/getnowblock") {
    wants(question, 0);
    return tron_block_json(*chain.at(head));
  }
  if (method == "walletsolidity/getnowblock") {
    wants(question, 0);
    if (!host.solidified) return error_json("this API is closed");
    const TronChain& solid = host.solid_chain != nullptr ? *host.solid_chain : chain;
    // A chain that was cut below its solidified block may not have grown back yet.
    return tron_block_json(*solid.at(std::min(*host.solidified, solid.head())));
  }
  if (method == "wallet/getblockbynum") {
    wants(question, 1);
    std::uint64_t height = number(question, "num");
    if (faults.wrong_height && height > 0) --height;
    return height > head ? "{}" : tron_block_json(*chain.at(height));
  }
  if (method == "wallet/getblockbylimitnext") {
    wants(question, 2);
    const std::uint64_t first = number(question, "startNum"), end = number(question, "endNum");
    if (end <= first || end - first > 100) complain("a range of blocks that no node answers");
    std::string body;
    for (std::uint64_t height = first; height < end && height <= head; ++height)
      if (!faults.blocks_cut || height != first + (end - first) / 2)
        body += (body.empty() ? "" : ",") + tron_block_json(*chain.at(height));
    return body.empty() ? "{}" : "{\"block\":[" + body + "]}";
  }
  if (list) {
    wants(question, 1);
    if (faults.infos_disabled) return error_json("this API is closed because this node is a lite fullnode");
    const std::uint64_t height = number(question, "num");
    if (height > head || faults.infos_empty) return "[]";
    const TronBlock& block = *chain.at(height);
    std::string body = "[";
    for (std::size_t i = 0; i < block.txs.size() - (faults.infos_cut && !block.txs.empty() ? 1 : 0); ++i) {
      const bool hidden = faults.logs_left_out || (faults.logs_of_calls_left_out && asks_by_call(block.txs[i]));
      body += (i > 0 ? "," : "") + tron_info_json(block, block.txs[i], !hidden);
    }
    return body + "]";
  }
  if (method == "wallet/gettransactioninfobyid") {
    wants(question, 1);
    std::string_view hash;
    if (question.fields["value"].get(hash) || hash.size() != 64) complain("gettransactioninfobyid without 64 digits");
    const auto place = chain.find(std::string(hash));
    return place && place->block->number <= head ? tron_info_json(*place->block, *place->tx, true) : "{}";
  }
  complain("unknown method " + method);
  return error_json("unknown");
}

}  // namespace bepusdt::devnet
