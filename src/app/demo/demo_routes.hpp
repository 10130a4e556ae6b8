// The demo's own endpoints: the shop page, the button that buys, the callback receiver, and the button that pays.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/demo/demo_shop.hpp"
#include "http/route.hpp"

namespace bepusdt::app {

// Sends the order's payment; gives the transaction's hash or one sentence.
using Pay = std::function<Result<std::string, std::string>(const std::string& trade_id)>;

// `shop` must outlive the routes.
[[nodiscard]] std::vector<http::Route> demo_routes(DemoShop& shop, Pay pay);

}  // namespace bepusdt::app
