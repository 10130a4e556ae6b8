#include "net/okx_source.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "net/price_literal.hpp"
#include "net/price_request.hpp"

namespace bepusdt::net {
namespace {

using core::Decimal;
using ports::Pair;
using ports::Price;
using ports::PriceError;
namespace dom = simdjson::dom;

constexpr std::size_t kMaxBookBytes = 2 * 1024 * 1024;
constexpr std::size_t kMaxTickerBytes = 64 * 1024;
constexpr std::size_t kAdsLookedAt = 10;
constexpr std::size_t kFewestAds = 3;
constexpr int kFailuresToGiveUp = 2;

struct InstrumentRow {
  std::string_view currency;
  std::string_view instrument;
};
// OKX renamed TON to GRAM in 2026.
constexpr InstrumentRow kInstruments[] = {
    {"USDC", "USDC-USDT"}, {"TRX", "TRX-USDT"}, {"ETH", "ETH-USDT"},   {"BNB", "BNB-USDT"},
    {"SOL", "SOL-USDT"},   {"APT", "APT-USDT"}, {"GRAM", "GRAM-USDT"}, {"TON", "GRAM-USDT"},
    {"POL", "POL-USDT"},   {"OKB", "OKB-USDT"}, {"XPL", "XPL-USDT"},
};

std::string_view instrument_of(std::string_view currency) {
  for (const auto& row : kInstruments)
    if (row.currency == currency) return row.instrument;
  return {};
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  return std::ranges::equal(a, b, {}, upper, upper);
}

std::string_view text_of(const dom::object& object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

// Both generations say whether they worked: "code" is 0, as a number or as a string.
bool says_success(const dom::object& answer) {
  std::int64_t number = -1;
  if (answer["code"].get_int64().get(number) == simdjson::SUCCESS) return number == 0;
  return text_of(answer, "code") == "0";
}

std::unexpected<PriceError> wrong(std::string_view what) { return fail(PriceError{std::string(what)}); }

std::optional<Time> millis_from(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0 || value > 100'000'000'000'000)
    return std::nullopt;
  return from_unix_millis(value);
}

// One fetch: counts failures and remembers the first reason.
class Questions {
 public:
  Questions(ports::HttpClient& http, const std::string& base) : http_(http), base_(base) {}

  std::optional<std::string> ask(std::string_view path, const QueryParameters& parameters, std::size_t max_bytes) {
    if (failures_in_a_row_ >= kFailuresToGiveUp) return std::nullopt;
    auto body = get_prices(http_, price_url(base_, path, parameters), max_bytes);
    if (!body) {
      ++failures_in_a_row_;
      note(body.error().reason);
      return std::nullopt;
    }
    failures_in_a_row_ = 0;
    return std::move(*body);
  }
  std::optional<OkxQuote> keep(Result<OkxQuote, PriceError> quote, std::string_view about) {
    if (quote) return std::move(*quote);
    note(ports::host_of(base_) + ", " + std::string(about) + ": " + quote.error().reason);
    return std::nullopt;
  }
  [[nodiscard]] const std::string& first_reason() const { return first_reason_; }

 private:
  void note(const std::string& reason) {
    if (first_reason_.empty()) first_reason_ = reason;
  }
  ports::HttpClient& http_;
  const std::string& base_;
  int failures_in_a_row_ = 0;
  std::string first_reason_;
};

std::optional<OkxQuote> usdt_in(Questions& questions, const std::string& fiat) {
  if (fiat == "USD") {
    const auto body = questions.ask("/api/v5/market/index-tickers", {{"instId", "USDT-USD"}}, kMaxTickerBytes);
    return body ? questions.keep(parse_okx_ticker(*body, "USDT-USD", "idxPx"), "USDT-USD") : std::nullopt;
  }
  const auto body = questions.ask("/v3/c2c/tradingOrders/books",
                                  {{"quoteCurrency", fiat},
                                   {"baseCurrency", "USDT"},
                                   {"side", "sell"},
                                   {"paymentMethod", "all"},
                                   {"userType", "all"},
                                   {"showTrade", "false"},
                                   {"showFollow", "false"},
                                   {"showAlreadyTraded", "false"},
                                   {"isAbleFilter", "false"}},
                                  kMaxBookBytes);
  return body ? questions.keep(parse_okx_books(*body, "USDT", fiat), "USDT for " + fiat) : std::nullopt;
}

std::optional<OkxQuote> coin_in_usdt(Questions& questions, std::string_view currency) {
  if (currency == "USDT") return OkxQuote{Decimal(1), std::nullopt};
  const auto instrument = instrument_of(currency);
  if (instrument.empty()) return std::nullopt;
  const auto body = questions.ask("/api/v5/market/ticker", {{"instId", std::string(instrument)}}, kMaxTickerBytes);
  return body ? questions.keep(parse_okx_ticker(*body, instrument, "last"), instrument) : std::nullopt;
}

std::optional<Time> earlier(std::optional<Time> a, std::optional<Time> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

Result<OkxQuote, PriceError> parse_okx_books(std::string_view body, std::string_view currency, std::string_view fiat) {
  dom::parser parser;
  dom::object answer;
  if (parser.parse(body.data(), body.size()).get_object().get(answer) != simdjson::SUCCESS)
    return wrong("not a JSON object");
  if (!says_success(answer)) return wrong("the answer does not say success");
  dom::array ads;
  if (answer["data"]["sell"].get_array().get(ads) != simdjson::SUCCESS) return wrong("no list of sellers");
  std::vector<Decimal> prices;
  for (const dom::element element : ads) {
    dom::object ad;
    if (element.get_object().get(ad) != simdjson::SUCCESS) return wrong("a seller that is no object");
    if (text_of(ad, "side") != "sell" || !equal_ignoring_case(text_of(ad, "baseCurrency"), currency) ||
        !equal_ignoring_case(text_of(ad, "quoteCurrency"), fiat))
      continue;
    if (auto price = price_from_literal(text_of(ad, "price"))) prices.push_back(std::move(*price));
  }
  if (prices.size() < kFewestAds) return wrong("fewer than three sellers");
  std::ranges::sort(prices);
  const std::size_t looked_at = std::min(prices.size(), kAdsLookedAt);
  return OkxQuote{prices[(looked_at - 1) / 2], std::nullopt};
}

Result<OkxQuote, PriceError> parse_okx_ticker(std::string_view body, std::string_view instrument, std::string_view field) {
  dom::parser parser;
  dom::object answer;
  if (parser.parse(body.data(), body.size()).get_object().get(answer) != simdjson::SUCCESS)
    return wrong("not a JSON object");
  if (!says_success(answer)) return wrong("the answer does not say success");
  dom::array rows;
  if (answer["data"].get_array().get(rows) != simdjson::SUCCESS) return wrong("no list of tickers");
  for (const dom::element element : rows) {
    dom::object row;
    if (element.get_object().get(row) != simdjson::SUCCESS || text_of(row, "instId") != instrument) continue;
    auto price = price_from_literal(text_of(row, field));
    if (!price) return wrong("no believable price");
    return OkxQuote{std::move(*price), millis_from(text_of(row, "ts"))};
  }
  return wrong("no such ticker in it");
}

OkxSource::OkxSource(ports::HttpClient& http, std::string base)
    : http_(http), base_(base.empty() ? std::string(kDefaultBase) : std::move(base)) {}

Result<std::vector<Price>, PriceError> OkxSource::fetch(const std::vector<Pair>& pairs) {
  Questions questions(http_, base_);
  std::map<std::string, std::optional<OkxQuote>> usdt;   // by fiat
  std::map<std::string, std::optional<OkxQuote>> coins;  // by currency, in USDT
  for (const auto& pair : pairs)
    if (!usdt.contains(pair.fiat)) usdt[pair.fiat] = usdt_in(questions, pair.fiat);
  for (const auto& pair : pairs)
    if (usdt[pair.fiat] && !coins.contains(pair.currency)) coins[pair.currency] = coin_in_usdt(questions, pair.currency);

  std::vector<Price> prices;
  for (const auto& pair : pairs) {
    const auto& in_fiat = usdt[pair.fiat];
    if (!in_fiat) continue;
    const auto& in_usdt = coins[pair.currency];
    if (!in_usdt) continue;
    if (const auto rate = believable_price(in_usdt->price.times(in_fiat->price)))
      prices.push_back({pair, *rate, earlier(in_usdt->as_of, in_fiat->as_of)});
  }
  if (prices.empty() && !pairs.empty())
    return fail(PriceError{questions.first_reason().empty() ? "none of the currencies asked for is offered"
                                                            : questions.first_reason()});
  return prices;
}

}  // namespace bepusdt::net
