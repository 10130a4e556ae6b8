// The house's identifiers. Each is a type of its own; none converts to another.
#pragma once

#include <string>

#include "base/strong.hpp"

namespace bepusdt::core {

using TradeId = Strong<struct TradeIdTag>;        // ours: 18 characters 0-9a-zA-Z (trade_id.hpp)
using OrderId = Strong<struct OrderIdTag>;        // the merchant's order number, 1..128 bytes
using MerchantId = Strong<struct MerchantIdTag>;  // "default", or what the operator named
using EventId = Strong<struct EventIdTag>;        // stable id of a callback event: the receiver's key for deduplication
using ChainName = Strong<struct ChainNameTag>;    // key of a catalog row: "ethereum", "tron", ...
using Address = Strong<struct AddressTag>;        // canonical stored form of the chain's family (address.hpp)
using TxHash = Strong<struct TxHashTag>;          // as the chain writes it; EVM: 0x and 64 lower-case digits
using BlockHash = Strong<struct BlockHashTag>;    // likewise
using Position = Strong<struct PositionTag>;      // of a transfer within its transaction; survives a reorganisation

}  // namespace bepusdt::core
