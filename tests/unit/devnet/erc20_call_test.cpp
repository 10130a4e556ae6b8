#include "devnet/evm/erc20_call.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "devnet/evm/evm_chain.hpp"

namespace bepusdt::devnet {
namespace {

const std::string kTo = evm_topic(evm_address(1)).substr(2);
const std::string kThree = evm_word(3).substr(2);

std::string selector(std::string_view signature) { return "0x" + to_hex(keccak256(bytes_of(signature))).substr(0, 8); }

TEST(Erc20Call, ATransferNamesItsReceiverAndItsUnits) {
  const auto call = read_erc20_call(selector("transfer(address,uint256)") + kTo + kThree);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->kind, Erc20Call::Kind::transfer);
  EXPECT_EQ(call->address, evm_address(1));
  EXPECT_EQ(call->units, 3);
}

TEST(Erc20Call, TheSelectorsAreThoseOfTheSignatures) {
  EXPECT_EQ(read_erc20_call(selector("balanceOf(address)") + kTo)->kind, Erc20Call::Kind::balance_of);
  EXPECT_EQ(read_erc20_call(selector("decimals()"))->kind, Erc20Call::Kind::decimals);
  EXPECT_EQ(read_erc20_call(selector("symbol()"))->kind, Erc20Call::Kind::symbol);
  EXPECT_FALSE(read_erc20_call(selector("approve(address,uint256)") + kTo + kThree));
  EXPECT_FALSE(read_erc20_call("0x"));
}

TEST(Erc20Call, AnArgumentCutShortIsRefusedAndWhatFollowsTheArgumentsIsNot) {
  const std::string whole = selector("transfer(address,uint256)") + kTo + kThree;
  EXPECT_FALSE(read_erc20_call(whole.substr(0, whole.size() - 2)));
  EXPECT_TRUE(read_erc20_call(whole + "ff"));
}

TEST(Erc20Call, AnAddressWithSomethingInItsUpperBytesIsRefused) {
  EXPECT_FALSE(read_erc20_call(selector("balanceOf(address)") + "1" + kTo.substr(1)));
}

TEST(Erc20Call, TheLargestNumberOfUnitsFits) {
  const auto call = read_erc20_call(selector("transfer(address,uint256)") + kTo + std::string(64, 'f'));
  ASSERT_TRUE(call);
  EXPECT_EQ(call->units, std::numeric_limits<core::BaseUnits>::max());
}

TEST(Erc20Call, AStringIsItsPlaceItsLengthAndItsBytes) {
  EXPECT_EQ(abi_string("USDT"),
            "0x" + std::string(62, '0') + "20" + std::string(63, '0') + "4" + "55534454" + std::string(56, '0'));
  EXPECT_EQ(abi_string(std::string(32, 'a')).size(), 2U + 3 * 64);
  EXPECT_EQ(abi_string("").size(), 2U + 2 * 64);
}

}  // namespace
}  // namespace bepusdt::devnet
