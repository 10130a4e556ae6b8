#include "devnet/aptos/aptos_request.hpp"

#include <algorithm>
#include <charconv>

namespace bepusdt::devnet {
namespace {

constexpr std::uint64_t kMostTransactions = 100;  // a page: what nodes are set to

std::string_view header(const ports::HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The text behind `prefix`; nullopt: it does not begin so.
std::optional<std::string_view> behind(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

bool read_page(std::string_view query, AptosQuestion& question) {
  const auto rest = behind(query, "start=");
  const auto amp = rest ? rest->find('&') : std::string_view::npos;
  if (amp == std::string_view::npos) return false;
  const auto start = number(rest->substr(0, amp));
  const auto limit = behind(rest->substr(amp + 1), "limit=");
  const auto most = limit ? number(*limit) : std::nullopt;
  if (!start || !most || *most == 0 || *most > kMostTransactions) return false;
  question = {"page", *start, *most, {}};
  return true;
}

bool read(std::string_view path, std::string_view query, AptosQuestion& question) {
  if (path.empty()) {
    question.name = "ledger";
    return query.empty();
  }
  if (path == "/transactions") return read_page(query, question);
  if (const auto hash = behind(path, "/transactions/by_hash/0x")) {
    const bool digits = hash->size() == 64 && hash->find_first_not_of("0123456789abcdef") == std::string_view::npos;
    question = {"transaction", 0, 0, "0x" + std::string(*hash)};
    return digits && query.empty();
  }
  for (const auto& [prefix, name] : {std::pair{"/blocks/by_height/", "block"}, std::pair{"/blocks/by_version/", "block_of"}})
    if (const auto rest = behind(path, prefix)) {
      const auto value = number(*rest);
      question = {name, value.value_or(0), 0, {}};
      return value && query == "with_transactions=false";
    }
  return false;
}

}  // namespace

AptosQuestion aptos_question(const ports::HttpRequest& request, const std::string& key, const std::string& query,
                             std::vector<std::string>& complaints) {
  if (request.method != "GET" || !request.body.empty()) complaints.emplace_back("not a GET, or one with a body");
  if (header(request, "Accept") != "application/json") complaints.emplace_back("no Accept: application/json");
  if (header(request, "Authorization") != (key.empty() ? "" : "Bearer " + key))
    complaints.emplace_back("the bearer token is not the host's key");
  if (request.total_timeout <= Millis(0) || request.connect_timeout <= Millis(0) || request.max_answer_bytes == 0)
    complaints.emplace_back("a request without limits");
  std::string_view url = request.url;
  if (!query.empty() && url.ends_with(query))
    url.remove_suffix(query.size() + 1);
  else if (!query.empty())
    complaints.emplace_back("the URL does not end with the host's query");
  const auto version = url.find("/v1");
  const auto mark = std::min(url.find('?'), url.size());
  AptosQuestion question;
  if (version == std::string_view::npos || version > mark ||
      !read(url.substr(version + 3, mark - version - 3), mark < url.size() ? url.substr(mark + 1) : "", question)) {
    complaints.emplace_back("no question of the API: " + request.url);
    return {};
  }
  return question;
}

}  // namespace bepusdt::devnet
