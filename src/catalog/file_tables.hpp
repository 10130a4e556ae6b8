// The tables that only the file has: [[wallet]] and [[merchant]]. Each entry is checked whole; its errors name its line.
#pragma once

#include <string>
#include <vector>

#include "catalog/setting_value.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::catalog {

// Where each merchant of Settings::merchants beyond the first one stands.
using MerchantPlaces = std::vector<std::string>;

// Appends to settings.wallets one entry for each address and trade type, addresses in stored form. Refused: an unknown
// trade type, an address that is not of its network, a token's own contract.
void read_wallets(const Value& tables, Settings& settings, std::vector<Problem>& errors);

void read_merchants(const Value& tables, Settings& settings, MerchantPlaces& places, std::vector<Problem>& errors);

}  // namespace bepusdt::catalog
