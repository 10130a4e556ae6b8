#include "chains/aptos/refusals.hpp"

#include <algorithm>

namespace bepusdt::chains::aptos {
namespace {

constexpr std::size_t kMostWords = 200;

std::string printable(std::string_view words) {
  std::string text(words.substr(0, kMostWords));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

// A page that begins above the node's newest version is refused as invalid input: the rest of our question never is.
bool says_not_there(Asked asked, int status, std::string_view code) {
  switch (asked) {
    case Asked::ledger: return false;
    case Asked::block: return status == 404 && (code == "block_not_found" || code == "version_not_found");
    case Asked::page: return (status == 404 && code == "version_not_found") || (status == 400 && code == "invalid_input");
    case Asked::transaction: return status == 404 && code == "transaction_not_found";
  }
  return false;
}

}  // namespace

NodeFailure refusal(Asked asked, int status, std::optional<simdjson::dom::element> body) {
  using Kind = NodeFailure::Kind;
  NodeFailure failure;
  failure.reason = "answered HTTP " + std::to_string(status);
  simdjson::dom::object object;
  std::string_view code, message;
  if (!body || body->get(object) || object["error_code"].get(code)) return failure;
  if (!object["message"].get(message)) failure.reason += ": " + printable(message);
  if (says_not_there(asked, status, code)) failure.kind = Kind::not_found;
  if (status == 410 && (code == "block_pruned" || code == "version_pruned")) failure.kind = Kind::pruned;
  return failure;
}

}  // namespace bepusdt::chains::aptos
