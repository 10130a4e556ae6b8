#include "devnet/commanded_testnet.hpp"

#include <algorithm>

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

// Of URLs as exchange() gets them: "http://tron/devnet/pay".
std::string_view path_of(std::string_view url) {
  const auto host = url.find("://");
  const auto slash = host == std::string_view::npos ? host : url.find('/', host + 3);
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash, url.find('?', slash) - slash);
}

ports::HttpAnswer answer_of(int status, std::string body) {
  ports::HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

ports::HttpAnswer refusal_of(int status, std::string sentence) {
  std::ranges::replace_if(
      sentence, [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < ' '); }, '?');
  return answer_of(status, R"({"Error":")" + sentence + "\"}");
}

// The number of that name: `absent` where there is none.
Result<std::uint64_t, std::string> count_in(const dom::object& fields, std::string_view name,
                                            std::optional<std::uint64_t> absent) {
  dom::element found;
  std::uint64_t count = 0;
  if (fields[name].get(found)) {
    if (absent) return *absent;
    return fail(std::string(name) + " is missing");
  }
  if (found.get(count) || count > CommandedTestnet::kMostBlocks)
    return fail(std::string(name) + " is not a number up to " + std::to_string(CommandedTestnet::kMostBlocks));
  return count;
}

}  // namespace

void CommandedTestnet::tick(Time now) {
  if (timer_.due(now)) mine_block(now);
}

std::string_view CommandedTestnet::method_at(std::string_view path) const {
  return path.starts_with("/devnet/") ? "POST" : node_method_at(path);
}

Result<ports::HttpAnswer, ports::HttpError> CommandedTestnet::exchange(const ports::HttpRequest& request) {
  const std::string_view path = path_of(request.url);
  if (path.starts_with("/devnet/")) return command(path.substr(8), request.body);
  ++requests_;
  if (limit_.takes(clock_.now())) return ask_node(request);
  complaints().emplace_back("more requests a second than are allowed");
  ports::HttpAnswer refused = refusal_of(429, "too many requests");
  refused.headers.emplace_back("retry-after", "1");
  return refused;
}

ports::HttpAnswer CommandedTestnet::command(std::string_view name, const std::string& body) {
  dom::object fields;
  if (parser_.parse(body.empty() ? "{}" : body).get(fields)) return refusal_of(400, "the request is no JSON object");
  auto done = answer(name, fields);
  if (!done) return refusal_of(400, done.error());
  return answer_of(200, *std::move(done));
}

CommandedTestnet::Answer CommandedTestnet::answer(std::string_view name, Fields fields) {
  if (name == "pay") return pay(fields);
  Done done = fail(std::string("no command has this name"));
  if (name == "look") done = {};
  if (name == "mine") done = mine(fields);
  if (name == "fork") done = fork(fields);
  if (name == "setfaults") done = set_faults(fields);
  if (name == "setlimits") done = set_limits(fields);
  if (name == "failnext") {
    const auto count = count_in(fields, "count", 1);
    if (!count) return fail(count.error());
    fail_next(*count);
    done = {};
  }
  if (!done) return fail(done.error());
  return "{\"height\":" + std::to_string(height()) + ",\"requests\":" + std::to_string(requests_) + "}";
}

CommandedTestnet::Answer CommandedTestnet::pay(Fields fields) {
  std::string_view to, digits;
  if (fields["to"].get(to)) return fail("to is missing");
  const auto address = core::parse_address(row_.family, to);
  if (!address) return fail("to is no address of " + std::string(row_.display_name));
  if (fields["amount"].get(digits)) return fail("amount is missing: base units, as a text");
  const auto units = core::units_from_digits(digits);
  if (!units || units->is_zero()) return fail("amount is not a number of base units");
  if (*units > kMostUnits) return fail("amount is more than there is");
  auto contract = contract_in(fields);
  if (!contract) return fail(contract.error());
  const bool genuine = contract->empty() || catalog::find_contract(row_.name, *contract) != nullptr;
  auto id = send({address->value(), *units, *contract, genuine});
  if (!id) return id;
  return "{\"txid\":\"" + *id + "\"}";
}

// Empty: the coin.
CommandedTestnet::Answer CommandedTestnet::contract_in(Fields fields) const {
  dom::element found;
  bool stranger = false;
  if (!fields["stranger"].get(found) && found.get(stranger)) return fail("stranger is true or false");
  if (fields["contract"].get(found)) {
    if (stranger) return fail("contract is missing");
    return std::string();
  }
  std::string_view text;
  const auto stored = core::parse_address(row_.family, found.get(text) ? std::string_view() : text);
  const bool known = stored && catalog::find_contract(row_.name, stored->value()) != nullptr;
  if (stranger && (!stored || known)) return fail("contract is no stranger's token");
  if (!stranger && !known) return fail("contract is no token of the catalog");
  return stored->value();
}

CommandedTestnet::Done CommandedTestnet::mine(Fields fields) {
  const auto blocks = count_in(fields, "blocks", 1);
  if (!blocks) return fail(blocks.error());
  for (std::uint64_t i = 0; i < *blocks; ++i) mine_block(clock_.now());
  return {};
}

CommandedTestnet::Done CommandedTestnet::fork(Fields fields) {
  const auto depth = count_in(fields, "depth", std::nullopt);
  if (!depth) return fail(depth.error());
  bool again = false;
  dom::element found;
  if (!fields["again"].get(found) && found.get(again)) return fail("again is true or false");
  return replace_blocks(clock_.now(), *depth, again);
}

CommandedTestnet::Done CommandedTestnet::set_limits(Fields fields) {
  for (const dom::key_value_pair member : fields)
    if (member.key != "requests_per_second") return fail("no limit has the name " + std::string(member.key));
  const auto per_second = count_in(fields, "requests_per_second", 0);
  if (!per_second) return fail(per_second.error());
  limit_.set(*per_second);
  return {};
}

}  // namespace bepusdt::devnet
