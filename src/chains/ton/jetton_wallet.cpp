#include "chains/ton/jetton_wallet.hpp"

#include "chains/ton/cell_builder.hpp"
#include "chains/ton/slice.hpp"

namespace bepusdt::chains::ton {
namespace {

// The hash of the code that every USDT wallet refers to as a library.
constexpr Word kWalletCode{0x8f, 0x45, 0x2d, 0x7a, 0x4d, 0xfd, 0x74, 0x06, 0x6b, 0x68, 0x23, 0x65, 0x17, 0x72, 0x59, 0xed,
                           0x05, 0x73, 0x44, 0x35, 0xbe, 0x76, 0xb5, 0xfd, 0x4b, 0xd5, 0xd8, 0xaf, 0x2b, 0x7c, 0x3d, 0x68};
constexpr std::uint32_t kInternalTransfer = 0x178d4519;

}  // namespace

Account usdt_wallet(const Account& owner, const Account& master) {
  CellPtr data = CellBuilder().bits(0, 4).coins(0).account(owner).account(master).finish();
  const CellPtr state = CellBuilder()
                            .bits(0b00110, 5)  // no split depth, not special, code, data, no libraries
                            .ref(CellBuilder::library(kWalletCode))
                            .ref(std::move(data))
                            .finish();
  return {0, state->hash()};
}

std::optional<InternalTransfer> decode_internal_transfer(const Cell& body) {
  Slice in(body);
  if (in.bits(32) != kInternalTransfer) return std::nullopt;
  in.skip(64);  // query_id
  InternalTransfer transfer;
  transfer.units = in.coins();
  transfer.from = in.account();
  if (!in.ok()) return std::nullopt;
  return transfer;
}

}  // namespace bepusdt::chains::ton
