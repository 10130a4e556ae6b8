// OkxSource: prices as people in China really pay them, from OKX's public endpoints, or anything that answers in their shape.
//   USDT in a fiat    /v3/c2c/tradingOrders/books, side=sell: the ads of those who sell USDT for that fiat. The price is
//                     the fifth cheapest of the ten cheapest (the lower median of fewer, at least three): single bait ads
//                     at either end do not move it.
//   USDT in USD       /api/v5/market/index-tickers, USDT-USD (idxPx).
//   other coins       /api/v5/market/ticker, last trade against USDT, times the price of USDT.
// https://www.okx.com/docs-v5/en/#order-book-trading-market-data; the first is what OKX's own P2P page asks.
// Numbers arrive as JSON strings and never pass through binary floating point. What one endpoint does not tell is absent;
// after two failed requests in a row the rest is not asked. Used by one thread at a time.
#pragma once

#include <string>

#include "ports/http_client.hpp"
#include "ports/price_source.hpp"

namespace bepusdt::net {

class OkxSource final : public ports::PriceSource {
 public:
  static constexpr std::string_view kDefaultBase = "https://www.okx.com";

  // base: empty for the default.
  OkxSource(ports::HttpClient& http, std::string base);

  [[nodiscard]] std::string_view name() const override { return "okx"; }
  [[nodiscard]] Result<std::vector<ports::Price>, ports::PriceError> fetch(const std::vector<ports::Pair>& pairs) override;

 private:
  ports::HttpClient& http_;
  std::string base_;
};

struct OkxQuote {
  core::Decimal price;
  std::optional<Time> as_of;
};

// Each takes a whole answer; an error says what is wrong with it. Pure.
[[nodiscard]] Result<OkxQuote, ports::PriceError> parse_okx_books(std::string_view body, std::string_view currency,
                                                                  std::string_view fiat);
// `field`: "last" of market/ticker, "idxPx" of market/index-tickers.
[[nodiscard]] Result<OkxQuote, ports::PriceError> parse_okx_ticker(std::string_view body, std::string_view instrument,
                                                                   std::string_view field);

}  // namespace bepusdt::net
