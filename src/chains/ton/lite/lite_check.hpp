// Looking at one transfer again at a lite-server: its masterchain block is read anew, with the shards' blocks that it made final.
#pragma once

#include "chains/ton/lite/lite_visit.hpp"

namespace bepusdt::chains::ton {

[[nodiscard]] Told<ports::TransferCheck> check_transfer_whole(Desk& desk, LiteVisit& visit, const core::Transfer& transfer);

}  // namespace bepusdt::chains::ton
