#include "devnet/evm/evm_node.hpp"

#include <algorithm>
#include <set>

#include "devnet/evm/evm_json.hpp"
#include "devnet/evm/evm_reading.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;
using ports::HttpError;
using ports::HttpErrorKind;

// The method of a body that is one call, else empty.
std::string_view single_method(const dom::element& root) {
  std::string_view method;
  return root["method"].get(method) ? std::string_view() : method;
}

bool too_slow(const dom::element& call, std::uint64_t slow_log_range) {
  dom::element from, to;
  if (slow_log_range == 0 || call.at_pointer("/params/0/fromBlock").get(from) ||
      call.at_pointer("/params/0/toBlock").get(to))
    return false;
  const auto low = quantity_of(text_of(from)), high = quantity_of(text_of(to));
  return low && high && *high >= *low && *high - *low >= slow_log_range;
}

}  // namespace

Result<ports::HttpAnswer, HttpError> EvmNode::send(const ports::HttpRequest& request) {
  if (keeps_requests) requests.push_back(request);
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(HttpError{HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  ++host.requests;
  if (before_answer) before_answer(name);
  if (request.method != "POST") complain("not a POST");
  if (std::ranges::find(request.headers, std::pair<std::string, std::string>("Content-Type", "application/json")) ==
      request.headers.end())
    complain("no Content-Type: application/json");
  if (request.total_timeout <= Millis(0) || request.max_answer_bytes == 0) complain("a request without limits");

  dom::element root;
  const bool is_json = !parser_.parse(request.body).get(root);
  Exchange exchange{host, host.faults, is_json && host.commands && single_method(root).starts_with("devnet_")};
  const EvmFaults& faults = exchange.faults;
  if (exchange.command) {
    exchange.faults = EvmFaults();  // commands always get through
    exchange.faults.chain_id = host.faults.chain_id;
  } else {
    draw_trouble(exchange.faults);
  }

  if (faults.down) return fail(HttpError{HttpErrorKind::connect, "connection refused", ""});
  if (faults.times_out) return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  ports::HttpAnswer answer;
  answer.status = faults.http_status;
  if (!faults.retry_after.empty()) answer.headers.emplace_back("retry-after", faults.retry_after);
  if (faults.html) {
    answer.body = "<html><body>502 Bad Gateway</body></html>";
    return answer;
  }
  if (!is_json) {
    complain("the request is no JSON");
    answer.body = "{" + error_text(-32700, "parse error") + "}";
    return answer;
  }
  auto body = answer_body(exchange, root, answer);
  if (!body) return fail(body.error());
  answer.body = *std::move(body);
  if (faults.truncated_body) answer.body.resize(answer.body.size() / 2);
  if (answer.body.size() > request.max_answer_bytes) {
    answer.body.resize(request.max_answer_bytes);
    answer.truncated = true;
  }
  return answer;
}

void EvmNode::draw_trouble(EvmFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  switch (random_() % 9) {
    case 0: faults.down = true; break;
    case 1: faults.html = true; break;
    case 2: faults.http_status = 500; break;
    case 3: faults.http_status = 429; break;
    case 4: faults.truncated_body = true; break;
    case 5: faults.null_method = random_() % 2 ? "eth_getBlockByNumber" : "eth_getTransactionReceipt"; break;
    case 6: faults.error_method = random_() % 2 ? "eth_getLogs" : "eth_getBlockByNumber"; break;
    case 7: faults.drop_method = random_() % 2 ? "eth_getLogs" : "eth_getTransactionReceipt"; break;
    case 8: faults.times_out = true; break;
  }
}

Result<std::string, HttpError> EvmNode::answer_body(Exchange& exchange, const dom::element& root,
                                                    ports::HttpAnswer& answer) {
  const EvmFaults& faults = exchange.faults;
  dom::array calls;
  const bool batch = !root.get_array().get(calls);
  std::vector<dom::element> list;
  if (batch)
    list.assign(calls.begin(), calls.end());
  else
    list.push_back(root);
  if (batch && list.size() < 2) complain("a batch of fewer than two");
  if (faults.most_batch > 0 && list.size() > faults.most_batch) {
    answer.status = faults.batch_status;
    return R"({"jsonrpc":"2.0","id":null,)" +
           (faults.batch_error.empty() ? error_text(-32600, "batch limit is " + std::to_string(faults.most_batch))
                                       : "\"error\":" + faults.batch_error) +
           "}";
  }
  const auto traces = [](const dom::element& call) {
    const std::string_view method = single_method(call);
    return method == "debug_traceBlockByHash" || method == "trace_block";
  };
  if (faults.slow_traces > 0 && static_cast<std::uint64_t>(std::ranges::count_if(list, traces)) >= faults.slow_traces)
    return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  if (faults.slow_batch > 0 && list.size() >= faults.slow_batch)
    return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
  std::set<std::uint64_t> ids;
  std::vector<std::string> answers;
  for (const dom::element& call : list) {
    if (too_slow(call, faults.slow_log_range)) return fail(HttpError{HttpErrorKind::timeout, "no answer in time", ""});
    std::uint64_t id = 0;
    if (call["id"].get(id) || !ids.insert(id).second) {
      complain("ids are not distinct numbers");
      answers.push_back(R"({"jsonrpc":"2.0","id":null,)" + error_text(-32600, "ids are not distinct numbers") + "}");
      continue;
    }
    const auto body = answer_call(exchange, call);
    if (!body) continue;
    const std::string id_text = faults.string_ids ? in_quotes(std::to_string(id)) : std::to_string(id);
    answers.push_back(faults.id_last ? R"({"jsonrpc":"2.0",)" + *body + R"(,"id":)" + id_text + "}"
                                     : R"({"jsonrpc":"2.0","id":)" + id_text + "," + *body + "}");
  }
  if (faults.repeat_an_answer && !answers.empty()) answers.push_back(answers.front());
  if (!faults.in_order) std::ranges::reverse(answers);
  if (!batch) return answers.empty() ? std::string() : answers.front();
  std::string body = "[";
  for (const std::string& one : answers) {
    if (body.size() > 1) body += ',';
    body += one;
  }
  return body + "]";
}

// nullopt: this call gets no answer.
std::optional<std::string> EvmNode::answer_call(Exchange& exchange, const dom::element& call) {
  const EvmFaults& faults = exchange.faults;
  std::string_view version, method;
  dom::array params;
  if (call["jsonrpc"].get(version) || version != "2.0") complain("jsonrpc is not 2.0");
  if (call["method"].get(method) || call["params"].get(params)) {
    complain("no method or params");
    return error_text(-32600, "Invalid request");
  }
  if (keeps_requests) exchange.host.methods.emplace_back(method);
  const std::size_t complained = complaints.size();
  std::string answer = result_of(exchange, method, params);
  if (method == faults.drop_method) return std::nullopt;
  if (complaints.size() > complained && !answer.starts_with("\"error\"")) return error_text(-32602, complaints.back());
  return answer;
}

std::string EvmNode::result_of(Exchange& exchange, std::string_view method, const dom::array& params) {
  Host& host = exchange.host;
  const EvmFaults& faults = exchange.faults;
  if (exchange.command) {
    if (auto answer = host.commands->answer(method, params)) return *std::move(answer);
  } else {
    const std::uint64_t turn = host.calls++;
    const std::uint64_t lag =
        faults.lags.empty() ? 0 : faults.lags[(faults.lags_in_turn ? turn : random_()) % faults.lags.size()];
    const EvmChain& chain = host.other_chain != nullptr && random_() % 2 == 0 ? *host.other_chain : *host.chain;
    const std::uint64_t head = chain.head() > lag ? chain.head() - lag : 0;
    const EvmChain& tag_chain = host.tag_chain != nullptr ? *host.tag_chain : chain;
    const EvmBlock* final_block =
        host.finalized && (host.tag_chain != nullptr || *host.finalized <= head) ? tag_chain.at(*host.finalized) : nullptr;
    if (method == faults.error_method) return "\"error\":" + faults.error;
    if (method == faults.null_method) return result_text("null");
    EvmReading reading({chain, head, faults, final_block, host.log_calls, complaints});
    if (auto answer = reading.answer(method, params)) return *std::move(answer);
    if (host.wallet != nullptr)
      if (auto answer = host.wallet->answer(method, params)) return *std::move(answer);
  }
  complain("unknown method " + std::string(method));
  return error_text(-32601, "Method not found");
}

}  // namespace bepusdt::devnet
