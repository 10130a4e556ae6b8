#include "devnet/solana/solana_node.hpp"

#include <algorithm>

#include "devnet/solana/solana_json.hpp"
#include "devnet/solana/solana_keys.hpp"

namespace bepusdt::devnet {

namespace dom = simdjson::dom;
using ports::HttpError;
using ports::HttpErrorKind;

struct SolanaNode::Call {
  Host& host;
  const SolanaFaults& faults;
  std::uint64_t head;
  std::string method;
  std::vector<dom::element> params;  // without the object at the end
  std::optional<dom::object> options;

  [[nodiscard]] const SolanaChain& chain() const { return *host.chain; }
  [[nodiscard]] std::string text(std::size_t i) const {
    std::string_view value;
    return i < params.size() && !params[i].get(value) ? std::string(value) : std::string();
  }
  [[nodiscard]] std::optional<std::uint64_t> number(std::size_t i) const {
    std::uint64_t value = 0;
    return i < params.size() && !params[i].get(value) ? std::optional(value) : std::nullopt;
  }
  [[nodiscard]] std::string option(std::string_view name) const {
    std::string_view value;
    return !options || (*options)[name].get(value) ? std::string() : std::string(value);
  }
  [[nodiscard]] std::uint64_t number(std::string_view name) const {
    std::uint64_t value = 0;
    return !options || (*options)[name].get(value) ? 0 : value;
  }
  [[nodiscard]] bool says_no(std::string_view name) const {
    bool value = true;
    return options && !(*options)[name].get(value) && !value;
  }
  [[nodiscard]] std::uint64_t written() const { return head > faults.written_behind ? head - faults.written_behind : 0; }
  [[nodiscard]] bool lacks(std::uint64_t slot) const {
    return faults.slots_left_out && slot % 3 == 0 && slot != head && slot != 0;
  }
  [[nodiscard]] SolanaTelling telling() const { return {!faults.tokens_left_out, !faults.times_left_out}; }
};

namespace {

std::string_view header(const ports::HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

std::string result(const std::string& json) { return R"("result":)" + json; }

std::string error(std::int64_t code, const std::string& message) {
  return R"("error":{"code":)" + std::to_string(code) + R"(,"message":")" + message + R"("})";
}

std::string too_new(int version) {
  return error(-32015, "Transaction version (" + std::to_string(version) + ") is not supported by the requesting client");
}

}  // namespace

Result<ports::HttpAnswer, HttpError> SolanaNode::send(const ports::HttpRequest& request) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return fail(HttpError{HttpErrorKind::resolve, "no such host", ""});
  Host& host = found->second;
  ++host.requests;
  if (request.method != "POST") complain("not a POST");
  if (header(request, "Content-Type") != "application/json") complain("no Content-Type: application/json");
  if (header(request, "Authorization") != (host.key.empty() ? "" : "Bearer " + host.key)) complain("not the host's key");
  if (request.total_timeout <= Millis(0) || request.max_answer_bytes == 0) complain("a request without limits");

  SolanaFaults faults = host.faults;
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
  dom::element body;
  if (parser_.parse(request.body).get(body)) {
    complain("the request is no JSON");
    return fail(HttpError{HttpErrorKind::broken_answer, "parse error", ""});
  }
  const std::uint64_t lag = faults.lags.empty() ? 0 : faults.lags[random_() % faults.lags.size()];
  const std::uint64_t newest = host.finalized.value_or(host.chain->head());
  const std::uint64_t head = host.chain->nearest(newest > lag ? newest - lag : 0).slot;
  dom::array calls;
  if (!body.get(calls)) {
    for (dom::element call : calls)
      answer.body += (answer.body.empty() ? "[" : ",") + answer_to(host, name, faults, head, call);
    answer.body += "]";
  } else {
    answer.body = answer_to(host, name, faults, head, body);
  }
  if (faults.truncated_body) answer.body.resize(answer.body.size() / 2);
  return answer;
}

void SolanaNode::draw_trouble(SolanaFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  static const std::vector<std::string> kMethods{"getSlot", "getBlocks", "getBlock", "getTransaction",
                                                 "getSignaturesForAddress"};
  const std::string& method = kMethods[random_() % kMethods.size()];
  switch (random_() % 11) {
    case 0: faults.down = true; break;
    case 1: faults.html = true; break;
    case 2: faults.http_status = 500; break;
    case 3: faults.http_status = 429; break;
    case 4: faults.truncated_body = true; break;
    case 5: faults.null_method = method; break;
    case 6: faults.error_method = method; break;
    case 7: faults.times_out = true; break;
    case 8: faults.untold = true; break;
    case 9: faults.forgets_before = true; break;
    case 10:  // as some providers say that too much was asked for
      faults.error_method = method;
      faults.error_code = -32007;
      faults.error = "50/second request limit reached";
      break;
  }
}

std::string SolanaNode::answer_to(Host& host, const std::string& name, const SolanaFaults& faults, std::uint64_t head,
                                  dom::element request) {
  std::string_view method, version;
  std::uint64_t id = 0;
  dom::array params;
  if (request["method"].get(method) || request["jsonrpc"].get(version) || version != "2.0" || request["id"].get(id) ||
      request["params"].get(params)) {
    complain("not a JSON-RPC 2.0 call");
    return "null";
  }
  Call call{host, faults, head, std::string(method), {}, {}};
  for (dom::element param : params) {
    dom::object object;
    if (param.get(object))
      call.params.push_back(param);
    else
      call.options = object;
  }
  host.methods.push_back(call.method);
  if (before_answer) before_answer(name, call.method);
  std::string told = call.method == faults.error_method  ? error(faults.error_code, faults.error)
                     : call.method == faults.null_method ? result("null")
                                                         : result_of(call);
  if (call.method == faults.empty_method) told = result("[]");
  return R"({"jsonrpc":"2.0",)" + told + R"(,"id":)" + std::to_string(id) + "}";
}

void SolanaNode::wants(const Call& call, std::size_t params, std::vector<std::string_view> options) {
  if (call.params.size() != params) complain(call.method + " with other parameters than its own");
  if (call.options.has_value() == options.empty()) complain(call.method + " with or without an object of options");
  if (call.options)
    for (const auto field : *call.options)
      if (std::ranges::find(options, field.key) == options.end()) complain(call.method + " with " + std::string(field.key));
  if (!options.empty() && call.option("commitment") != "finalized") complain(call.method + " without commitment finalized");
}

std::string SolanaNode::result_of(const Call& call) {
  if (call.method == "getGenesisHash") {
    wants(call, 0, {});
    return result("\"" + call.chain().genesis() + "\"");
  }
  if (call.method == "getSlot") {
    wants(call, 0, {"commitment"});
    return result(std::to_string(call.head));
  }
  if (call.method == "getBlocks") return slots(call);
  if (call.method == "getBlock") return block(call);
  if (call.method == "getTransaction") return transaction(call);
  if (call.method == "getSignaturesForAddress") return signatures(call);
  complain("unknown method " + call.method);
  return error(-32601, "Method not found");
}

std::string SolanaNode::slots(const Call& call) {
  wants(call, 2, {"commitment"});
  const auto first = call.number(0), last = call.number(1);
  if (!first || !last || *last < *first || *last - *first > 500'000) {
    complain("a range of slots that no node answers");
    return error(-32602, "Invalid slot range");
  }
  std::string json;
  for (const auto& [slot, block] : call.chain().blocks())
    if (slot >= std::max(*first, call.faults.first_slot) && slot <= std::min(*last, call.head) && !call.lacks(slot))
      json += (json.empty() ? "" : ",") + std::to_string(slot);
  return result("[" + json + "]");
}

std::string SolanaNode::block(const Call& call) {
  wants(call, 1, {"commitment", "encoding", "maxSupportedTransactionVersion", "rewards", "transactionDetails"});
  const std::string details = call.option("transactionDetails");
  if (!call.number(0) || (details != "none" && details != "signatures" && details != "accounts") ||
      call.option("encoding") != "json" || !call.says_no("rewards"))
    complain("getBlock otherwise than is needed");
  const std::uint64_t slot = call.number(0).value_or(0);
  const std::string text = std::to_string(slot);
  if (slot > call.head) return error(-32004, "Block not available for slot " + text);
  if (slot > call.written()) return error(-32014, "Block status not yet available for slot " + text);
  if (slot < call.faults.first_slot) return error(-32001, "Block " + text + " cleaned up, does not exist on node");
  const SolanaBlock* there = call.chain().at(slot);
  if (there == nullptr || call.lacks(slot))
    return slot % 2 == 0 ? error(-32007, "Slot " + text + " was skipped, or missing due to ledger jump to recent snapshot")
                         : error(-32009, "Slot " + text + " was skipped, or missing in long-term storage");
  for (const SolanaTx& tx : there->txs)
    if (details == "accounts" && tx.version > static_cast<int>(call.number("maxSupportedTransactionVersion")))
      return too_new(tx.version);
  return result(solana_block_json(*there, details, call.telling()));
}

std::string SolanaNode::transaction(const Call& call) {
  wants(call, 1, {"commitment", "encoding", "maxSupportedTransactionVersion"});
  if (!is_solana_text(call.text(0), 64) || call.option("encoding") != "json")
    complain("getTransaction otherwise than is needed");
  const auto place = call.chain().find(call.text(0));
  if (!place || call.faults.untold || place->block->slot > call.written() || place->block->slot < call.faults.first_slot)
    return result("null");
  if (place->tx->version > static_cast<int>(call.number("maxSupportedTransactionVersion")))
    return too_new(place->tx->version);
  SolanaTx tx = *place->tx;
  if (call.faults.told_failed) tx.ok = false;
  return result(solana_tx_json(*place->block, tx, call.telling()));
}

std::string SolanaNode::signatures(const Call& call) {
  wants(call, 1, {"commitment", "limit", "minContextSlot", "before"});
  const std::uint64_t limit = call.number("limit");
  const std::string before = call.option("before");
  if (!is_solana_text(call.text(0), 32) || limit == 0 || limit > 1'000 || (!before.empty() && !is_solana_text(before, 64)))
    complain("getSignaturesForAddress otherwise than is needed");
  if (call.number("minContextSlot") > call.head) return error(-32016, "Minimum context slot has not been reached");
  if (!before.empty() && call.faults.forgets_before) return result("[]");
  auto places = call.chain().naming(call.text(0));
  std::erase_if(places, [&](const SolanaChain::Place& place) {
    return place.block->slot > call.written() || place.block->slot < call.faults.first_slot;
  });
  auto at = places.begin();
  if (!before.empty()) {
    at = std::ranges::find_if(places, [&](const auto& place) { return place.tx->signature == before; });
    if (at == places.end()) return result("[]");  // as if the list ended there: nodes do so
    ++at;
    if (call.faults.pages_shifted && at != places.end()) ++at;
  }
  std::string json;
  for (std::uint64_t count = 0; at != places.end() && count < limit; ++at, ++count)
    json += (json.empty() ? "" : ",") + solana_line_json(*at);
  return result("[" + json + "]");
}

}  // namespace bepusdt::devnet
