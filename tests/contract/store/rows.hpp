// Rows to put into a store: every field set, and distinct where it can be.
#pragma once

#include "ports/store.hpp"

namespace bepusdt::test {

inline const Time kNow = from_unix_millis(1'795'444'099'123);
inline const core::ChainName kEthereum{"ethereum"};
inline const core::ChainName kTron{"tron"};
inline const core::Address kWalletOne{"0x70997970c51812dc3a010c7d01b50e0d17dc79c8"};
inline const core::Address kWalletTwo{"0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc"};

[[nodiscard]] core::TradeId trade_id(int n);  // ascending with n, as the real ones with time
[[nodiscard]] const core::TradeType* trade_type(const char* name);
// Order n: waiting, created n milliseconds after kNow, payable for 20 minutes.
[[nodiscard]] core::Order order(int n);
// The quote of order n: `units` base units of usdt.erc20 to kWalletOne.
[[nodiscard]] core::Quote quote(int n, core::BaseUnits units);
[[nodiscard]] ports::PairKey place(const core::Address& address = kWalletOne, const char* type = "usdt.erc20");
[[nodiscard]] core::BlockRef block(std::uint64_t height);
// Transfer n, position n, in block `height`, seen n milliseconds after kNow.
[[nodiscard]] core::Transfer transfer(int n, std::uint64_t height);
// Pending, due n milliseconds after kNow.
[[nodiscard]] core::CallbackEvent callback(int n, core::CallbackKind kind = core::CallbackKind::paid);

}  // namespace bepusdt::test
