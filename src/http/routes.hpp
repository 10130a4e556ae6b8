// The endpoints of the gateway: see the table in routes.cpp.
#pragma once

#include <vector>

#include "http/route.hpp"

namespace bepusdt::http {

[[nodiscard]] std::vector<Route> routes();

}  // namespace bepusdt::http
