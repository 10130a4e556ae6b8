// One GET to a price source that must bring a whole JSON document, and the URL for it below the operator's base address.
// Reasons name the host only: the base address may hold a key. Shared by the price sources.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "ports/http_client.hpp"
#include "ports/price_source.hpp"

namespace bepusdt::net {

using QueryParameters = std::vector<std::pair<std::string_view, std::string>>;

// base + path + parameters; parameters of the base address (a key) are kept. Empty when the base is no http(s) URL.
[[nodiscard]] std::string price_url(std::string_view base, std::string_view path, const QueryParameters& parameters);

// The body of a complete answer with status 200.
[[nodiscard]] Result<std::string, ports::PriceError> get_prices(ports::HttpClient& http, const std::string& url,
                                                                std::size_t max_bytes);

}  // namespace bepusdt::net
