// CoinGeckoSource: market prices from CoinGecko's simple/price endpoint, or from anything that answers in its shape.
// https://docs.coingecko.com/reference/simple-price: {"tether":{"cny":7.05,"last_updated_at":1760000000},...}
// One request for all pairs. Numbers are read from their raw literals. A key goes into the base address as its query.
// Used by one thread at a time; blocks for at most the HTTP client's limits.
#pragma once

#include <map>
#include <string>

#include "ports/http_client.hpp"
#include "ports/price_source.hpp"

namespace bepusdt::net {

class CoinGeckoSource final : public ports::PriceSource {
 public:
  static constexpr std::string_view kDefaultBase = "https://api.coingecko.com/api/v3";

  // base: empty for the default.
  CoinGeckoSource(ports::HttpClient& http, std::string base);

  [[nodiscard]] std::string_view name() const override { return "coingecko"; }
  [[nodiscard]] Result<std::vector<ports::Price>, ports::PriceError> fetch(const std::vector<ports::Pair>& pairs) override;

 private:
  ports::HttpClient& http_;
  std::string base_;
};

// What one coin's member of the answer says: prices by lower-case fiat code, members that are no believable price left out.
struct CoinGeckoCoin {
  std::map<std::string, core::Decimal, std::less<>> prices;
  std::optional<Time> as_of;
};
// By the coin's id. An error: not one JSON object of objects. Pure.
[[nodiscard]] Result<std::map<std::string, CoinGeckoCoin, std::less<>>, ports::PriceError> parse_simple_price(
    std::string_view body);

// CoinGecko's id of a currency ("USDT": "tether"); empty: not offered.
[[nodiscard]] std::string_view coingecko_id(std::string_view currency);

}  // namespace bepusdt::net
