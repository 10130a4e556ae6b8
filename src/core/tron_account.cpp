#include "core/tron_account.hpp"

#include <botan/base58.h>

#include <algorithm>
#include <exception>

#include "base/assert.hpp"
#include "base/hex.hpp"

namespace bepusdt::core {

TronAccount tron_account(std::string_view stored) {
  TronAccount account;
  bool whole = false;
  try {
    const auto payload = Botan::base58_check_decode(stored.data(), stored.size());
    whole = payload.size() == account.size() + 1 && payload[0] == kTronAddressPrefix;
    if (whole) std::copy(payload.begin() + 1, payload.end(), account.begin());
  } catch (const std::exception&) {
    whole = false;
  }
  BEPUSDT_ASSERT(whole);
  return account;
}

Address tron_address(const TronAccount& account) {
  Bytes payload{kTronAddressPrefix};
  payload.insert(payload.end(), account.begin(), account.end());
  return Address(Botan::base58_check_encode(payload));
}

}  // namespace bepusdt::core
