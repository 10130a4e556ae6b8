#include "devnet/evm/evm_node.hpp"

#include <simdjson.h>

#include <algorithm>
#include <set>

#include "devnet/evm/evm_json.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

std::string error_text(int code, std::string_view message) {
  return R"("error":{"code":)" + std::to_string(code) + R"(,"message":)" + in_quotes(message) + "}";
}
std::string result_text(const std::string& json) { return "\"result\":" + json; }

std::string text(const dom::element& value) {
  std::string_view view;
  return value.get_string().get(view) ? std::string() : std::string(view);
}

bool is_hex(std::string_view value, std::size_t digits) {
  return value.size() == digits + 2 && value.starts_with("0x") &&
         value.substr(2).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}
bool is_quantity(std::string_view value) {
  return value.starts_with("0x") && value.size() > 2 && value.size() <= 18 && (value.size() == 3 || value[2] != '0') &&
         value.substr(2).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// One position of a topic filter, or the address filter: null, one, or a list.
bool fits(const dom::element& filter, const std::string& value) {
  if (filter.is_null()) return true;
  if (filter.is_string()) return text(filter) == value;
  dom::array list;
  if (filter.get_array().get(list)) return false;
  if (list.size() == 0) return true;
  return std::any_of(list.begin(), list.end(), [&](dom::element item) { return fits(item, value); });
}

bool fits(const dom::element& filter, const EvmLog& log) {
  dom::element address, topics;
  if (!filter["address"].get(address) && !fits(address, log.address)) return false;
  dom::array positions;
  if (!filter["topics"].get(topics) && !topics.get_array().get(positions)) {
    std::size_t i = 0;
    for (const dom::element position : positions) {
      if (i >= log.topics.size() || !fits(position, log.topics[i])) return false;
      ++i;
    }
  }
  return true;
}

}  // namespace

Result<ports::HttpAnswer, ports::HttpError> EvmNode::send(const ports::HttpRequest& request) {
  requests.push_back(request);
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(ports::HttpError{ports::HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  ++host.requests;
  if (before_answer) before_answer(name);
  if (request.method != "POST") complain("not a POST");
  if (std::ranges::find(request.headers, std::pair<std::string, std::string>("Content-Type", "application/json")) ==
      request.headers.end())
    complain("no Content-Type: application/json");
  if (request.total_timeout <= Millis(0) || request.max_answer_bytes == 0) complain("a request without limits");

  const EvmFaults lasting = host.faults;
  if (lasting.random_trouble > 0 && std::uniform_real_distribution<>(0, 1)(random_) < lasting.random_trouble) {
    switch (random_() % 9) {
      case 0: host.faults.down = true; break;
      case 1: host.faults.html = true; break;
      case 2: host.faults.http_status = 500; break;
      case 3: host.faults.http_status = 429; break;
      case 4: host.faults.truncated_body = true; break;
      case 5: host.faults.null_method = random_() % 2 ? "eth_getBlockByNumber" : "eth_getTransactionReceipt"; break;
      case 6: host.faults.error_method = random_() % 2 ? "eth_getLogs" : "eth_getBlockByNumber"; break;
      case 7: host.faults.drop_method = random_() % 2 ? "eth_getLogs" : "eth_getTransactionReceipt"; break;
      case 8: host.faults.times_out = true; break;
    }
  }
  const EvmFaults faults = host.faults;
  struct Restore {
    Host& host;
    const EvmFaults& lasting;
    ~Restore() { host.faults = lasting; }
  } restore{host, lasting};

  if (faults.down) return fail(ports::HttpError{ports::HttpErrorKind::connect, "connection refused", ""});
  if (faults.times_out) return fail(ports::HttpError{ports::HttpErrorKind::timeout, "no answer in time", ""});
  ports::HttpAnswer answer;
  answer.status = faults.http_status;
  if (!faults.retry_after.empty()) answer.headers.emplace_back("retry-after", faults.retry_after);
  if (faults.html) {
    answer.body = "<html><body>502 Bad Gateway</body></html>";
    return answer;
  }

  dom::parser parser;
  dom::element root;
  if (parser.parse(request.body).get(root)) {
    complain("the request is no JSON");
    answer.body = "{" + error_text(-32700, "parse error") + "}";
    return answer;
  }
  dom::array calls;
  const bool batch = !root.get_array().get(calls);
  std::vector<dom::element> list;
  if (batch)
    list.assign(calls.begin(), calls.end());
  else
    list.push_back(root);
  if (batch && list.size() < 2) complain("a batch of fewer than two");
  if (faults.most_batch > 0 && list.size() > faults.most_batch) {
    answer.body =
        R"({"jsonrpc":"2.0","id":null,)" + error_text(-32600, "batch limit is " + std::to_string(faults.most_batch)) + "}";
    return answer;
  }
  std::set<std::uint64_t> ids;
  std::vector<std::string> answers;
  for (const dom::element& call : list) {
    dom::element from, to;
    if (faults.slow_log_range > 0 && !call.at_pointer("/params/0/fromBlock").get(from) &&
        !call.at_pointer("/params/0/toBlock").get(to) &&
        std::stoull(text(to).substr(2), nullptr, 16) - std::stoull(text(from).substr(2), nullptr, 16) >=
            faults.slow_log_range)
      return fail(ports::HttpError{ports::HttpErrorKind::timeout, "no answer in time", ""});
    std::uint64_t id = 0;
    if (call["id"].get(id) || !ids.insert(id).second) complain("ids are not distinct numbers");
    bool dropped = false;
    const std::string body = answer_call(host, call, dropped);
    if (dropped) continue;
    const std::string id_text = faults.string_ids ? in_quotes(std::to_string(id)) : std::to_string(id);
    answers.push_back(faults.id_last ? R"({"jsonrpc":"2.0",)" + body + R"(,"id":)" + id_text + "}"
                                     : R"({"jsonrpc":"2.0","id":)" + id_text + "," + body + "}");
  }
  if (faults.repeat_an_answer && !answers.empty()) answers.push_back(answers.front());
  if (!faults.in_order) std::ranges::reverse(answers);
  if (batch) {
    answer.body = "[";
    for (std::size_t i = 0; i < answers.size(); ++i) answer.body += (i ? "," : "") + answers[i];
    answer.body += "]";
  } else if (!answers.empty()) {
    answer.body = answers.front();
  }
  if (faults.truncated_body) answer.body.resize(answer.body.size() / 2);
  if (answer.body.size() > request.max_answer_bytes) {
    answer.body.resize(request.max_answer_bytes);
    answer.truncated = true;
  }
  return answer;
}

std::string EvmNode::answer_call(Host& host, const dom::element& call, bool& dropped) {
  const EvmFaults& faults = host.faults;
  std::string_view version, method;
  dom::element params;
  if (call["jsonrpc"].get(version) || version != "2.0") complain("jsonrpc is not 2.0");
  if (call["method"].get(method) || call["params"].get(params) || !params.is_array()) {
    complain("no method or params");
    return error_text(-32600, "Invalid request");
  }
  host.methods.emplace_back(method);
  const std::uint64_t turn = host.calls++;
  const std::uint64_t lag =
      faults.lags.empty() ? 0 : faults.lags[(faults.lags_in_turn ? turn : random_()) % faults.lags.size()];
  EvmChain* const own_chain = host.chain;
  struct Restore {
    Host& host;
    EvmChain* chain;
    ~Restore() { host.chain = chain; }
  } restore{host, own_chain};
  if (host.other_chain != nullptr && random_() % 2 == 0) host.chain = host.other_chain;
  const std::uint64_t top = host.chain->head();
  if (method == faults.drop_method) dropped = true;
  if (method == faults.error_method) return "\"error\":" + faults.error;
  if (method == faults.null_method) return result_text("null");
  return result_of(host, method, params, top > lag ? top - lag : 0);
}

std::string EvmNode::result_of(Host& host, std::string_view method, const dom::element& params, std::uint64_t head) {
  const EvmFaults& faults = host.faults;
  const EvmChain& chain = *host.chain;
  const auto checked_hash = [&](const std::string& hash) {
    if (!is_hex(hash, 64)) complain("a hash that is none: " + hash);
    return hash;
  };
  const auto block_of = [&](const std::string& hash) -> const EvmBlock* {
    const EvmBlock* block = chain.with_hash(checked_hash(hash));
    return block && block->number <= head ? block : nullptr;
  };

  if (method == "eth_chainId") return result_text(in_quotes(evm_quantity(faults.chain_id)));
  if (method == "eth_getBlockByNumber") {
    const std::string which = text(params.at(0));
    bool whole = false;
    if (params.at(1).get(whole)) complain("eth_getBlockByNumber without its second parameter");
    if (which == "finalized" || which == "safe") {
      if (faults.no_tags) return error_text(-32602, "hex string without 0x prefix");
      if (!faults.tag_error.empty()) return "\"error\":" + faults.tag_error;
      if (!host.finalized || *host.finalized > head) return result_text("null");
      return result_text(block_json(*(host.tag_chain ? *host.tag_chain : chain).at(*host.finalized), whole));
    }
    if (which != "latest" && !is_quantity(which)) complain("a block number that is none: " + which);
    const std::uint64_t number = which == "latest" ? head : std::stoull(which.substr(2), nullptr, 16);
    if (number > head) return result_text("null");
    return result_text(block_json(*chain.at(number), whole));
  }
  if (method == "eth_getBlockByHash") {
    const EvmBlock* block = block_of(text(params.at(0)));
    return result_text(block ? block_json(*block, false) : "null");
  }
  if (method == "eth_getTransactionReceipt" || method == "eth_getTransactionByHash") {
    const std::string hash = checked_hash(text(params.at(0)));
    const auto place = chain.find(hash);
    if (place && place->block->number <= head)
      return result_text(method == "eth_getTransactionReceipt"
                             ? receipt_json(*place->block, place->index, *place->block, faults.marks_removed)
                             : tx_json(*place->block, place->index));
    if (const auto ghost = chain.ghost(hash); faults.ghost_logs && ghost && method == "eth_getTransactionReceipt")
      if (const EvmBlock* now = chain.at(ghost->block->number); now && now->number <= head)
        return result_text(receipt_json(*ghost->block, ghost->index, *now, true));
    return result_text("null");
  }
  if (method == "eth_getBlockReceipts") {
    if (faults.block_receipts_disabled)
      return error_text(-32601, "the method eth_getBlockReceipts does not exist/is not available");
    const EvmBlock* block = block_of(text(params.at(0)));
    if (!block) return result_text("null");
    std::string list;
    const std::size_t count = block->txs.size() - (faults.block_receipts_cut && !block->txs.empty() ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i)
      list += (list.empty() ? "" : ",") + receipt_json(*block, i, *block, faults.marks_removed);
    if (faults.ghost_logs)
      for (const EvmChain::Place& ghost : chain.ghosts(block->number))
        list += (list.empty() ? "" : ",") + receipt_json(*ghost.block, ghost.index, *block, true);
    return result_text("[" + list + "]");
  }
  if (method == "eth_getLogs") {
    if (faults.logs_disabled) return error_text(-32601, "the method eth_getLogs is disabled");
    const dom::element filter = params.at(0);
    std::vector<const EvmBlock*> blocks;
    dom::element hash, from, to;
    if (!filter["blockHash"].get(hash)) {
      const EvmBlock* block = block_of(text(hash));
      if (!block) return error_text(-32000, "unknown block");
      blocks.push_back(block);
    } else {
      if (filter["fromBlock"].get(from) || filter["toBlock"].get(to) || !is_quantity(text(from)) || !is_quantity(text(to)))
        complain("eth_getLogs without a block or range");
      const std::uint64_t low = std::stoull(text(from).substr(2), nullptr, 16),
                          high = std::stoull(text(to).substr(2), nullptr, 16);
      if (high < low) complain("eth_getLogs of a range that ends before it begins");
      if (high > head) return error_text(-32602, "BlockOutOfRangeError: block height is " + std::to_string(head));
      if (faults.most_log_range > 0 && high - low + 1 > faults.most_log_range)
        return error_text(-32005, "query exceeds max block range " + std::to_string(faults.most_log_range));
      for (std::uint64_t h = low; h <= high; ++h) blocks.push_back(chain.at(h));
    }
    dom::array topics, addresses;
    if (filter["address"].get(addresses) || filter["topics"].get(topics) || topics.size() != 3)
      complain("eth_getLogs without our filter");
    for (const dom::element address : addresses)
      if (!is_hex(text(address), 40)) complain("an address that is none");
    const bool by_hash = !filter["blockHash"].get(hash);
    const std::uint64_t turn = by_hash ? host.log_calls++ : 0;
    if (by_hash && !faults.empty_logs_calls.empty() && faults.empty_logs_calls[turn % faults.empty_logs_calls.size()])
      return result_text("[]");
    std::string list;
    for (const EvmBlock* block : blocks) {
      if (block->number + faults.empty_logs_within > chain.head()) continue;
      each_log(*block, [&](const PlacedLog& log) {
        if (fits(filter, *log.log)) list += (list.empty() ? "" : ",") + log_json(log, faults.marks_removed);
      });
      if (!faults.ghost_logs) continue;
      for (const EvmChain::Place& ghost : chain.ghosts(block->number))
        each_log(*ghost.block, [&](PlacedLog log) {
          if (log.tx_index != ghost.index || !fits(filter, *log.log)) return;
          log.block = block;
          list += (list.empty() ? "" : ",") + log_json(log, true);
        });
    }
    return result_text("[" + list + "]");
  }
  complain("unknown method " + std::string(method));
  return error_text(-32601, "Method not found");
}

}  // namespace bepusdt::devnet
