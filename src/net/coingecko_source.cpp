#include "net/coingecko_source.hpp"

#include <simdjson.h>

#include <set>

#include "net/price_literal.hpp"
#include "net/price_request.hpp"

namespace bepusdt::net {
namespace {

using ports::Pair;
using ports::Price;
using ports::PriceError;
namespace json = simdjson::ondemand;

constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

struct IdRow {
  std::string_view currency;
  std::string_view id;
};
constexpr IdRow kIds[] = {
    {"USDT", "tether"},
    {"USDC", "usd-coin"},
    {"TRX", "tron"},
    {"ETH", "ethereum"},
    {"BNB", "binancecoin"},
    {"SOL", "solana"},
    {"APT", "aptos"},
    {"GRAM", "the-open-network"},
    {"TON", "the-open-network"},
    {"POL", "polygon-ecosystem-token"},
    {"OKB", "okb"},
    {"XPL", "plasma"},
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string joined(const std::set<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ",") + item;
  return out;
}

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

// One coin's object. false: malformed.
bool read_coin(json::object members, CoinGeckoCoin& coin) {
  std::set<std::string> seen;
  for (auto member : members) {
    std::string_view key;
    json::value value;
    json::json_type type;
    if (member.unescaped_key().get(key) != simdjson::SUCCESS || member.value().get(value) != simdjson::SUCCESS ||
        value.type().get(type) != simdjson::SUCCESS)
      return false;
    const std::string name(key);
    if (!seen.insert(name).second) return false;  // which of the two would be meant?
    if (type != json::json_type::number) continue;
    if (name == "last_updated_at") {
      std::int64_t seconds = 0;
      if (value.get_int64().get(seconds) == simdjson::SUCCESS && seconds > 0 && seconds < 100'000'000'000)
        coin.as_of = Time(Seconds(seconds));
      continue;
    }
    if (auto price = price_from_literal(trimmed(value.raw_json_token()))) coin.prices.emplace(name, std::move(*price));
  }
  return true;
}

}  // namespace

std::string_view coingecko_id(std::string_view currency) {
  for (const auto& row : kIds)
    if (row.currency == currency) return row.id;
  return {};
}

Result<std::map<std::string, CoinGeckoCoin, std::less<>>, PriceError> parse_simple_price(std::string_view body) {
  const auto malformed = [] { return fail(PriceError{"the answer has not the shape of simple/price"}); };
  const simdjson::padded_string padded(body);
  json::parser parser;
  json::document document;
  json::object coins;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(coins) != simdjson::SUCCESS)
    return malformed();
  std::map<std::string, CoinGeckoCoin, std::less<>> out;
  for (auto member : coins) {
    std::string_view key;
    json::object members;
    if (member.unescaped_key().get(key) != simdjson::SUCCESS) return malformed();
    const std::string id(key);
    if (member.value().get_object().get(members) != simdjson::SUCCESS) return malformed();
    CoinGeckoCoin coin;
    if (!read_coin(members, coin) || !out.emplace(id, std::move(coin)).second) return malformed();
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return malformed();  // something follows
  return out;
}

CoinGeckoSource::CoinGeckoSource(ports::HttpClient& http, std::string base)
    : http_(http), base_(base.empty() ? std::string(kDefaultBase) : std::move(base)) {}

Result<std::vector<Price>, PriceError> CoinGeckoSource::fetch(const std::vector<Pair>& pairs) {
  std::set<std::string> ids;
  std::set<std::string> fiats;
  for (const auto& pair : pairs) {
    const auto id = coingecko_id(pair.currency);
    if (id.empty()) continue;
    ids.emplace(id);
    fiats.insert(lower(pair.fiat));
  }
  if (ids.empty()) return std::vector<Price>{};
  const std::string url = price_url(
      base_, "/simple/price",
      {{"ids", joined(ids)}, {"vs_currencies", joined(fiats)}, {"include_last_updated_at", "true"}, {"precision", "full"}});
  const auto body = get_prices(http_, url, kMaxAnswerBytes);
  if (!body) return fail(body.error());
  const auto coins = parse_simple_price(*body);
  if (!coins) return fail(PriceError{ports::host_of(url) + ": " + coins.error().reason});

  std::vector<Price> prices;
  for (const auto& pair : pairs) {
    const auto coin = coins->find(coingecko_id(pair.currency));
    if (coin == coins->end()) continue;
    const auto price = coin->second.prices.find(lower(pair.fiat));
    if (price != coin->second.prices.end()) prices.push_back({pair, price->second, coin->second.as_of});
  }
  if (prices.empty()) return fail(PriceError{ports::host_of(url) + " answered without any of the prices asked for"});
  return prices;
}

}  // namespace bepusdt::net
